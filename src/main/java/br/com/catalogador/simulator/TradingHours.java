package br.com.catalogador.simulator;

import java.util.ArrayList;
import java.util.List;

/**
 * The trading hours of an asset, which decide which of its candles exist: those with at least one
 * open second.
 *
 * <p>Closures repeat each day or week (counted from the epoch, a Thursday) and begin and end on
 * whole minutes. Every period loses the same number of candles of each size, so candles can be
 * counted without iterating over them. Times are UTC epoch seconds from 0 on; sizes are those of
 * {@link CandleSizes}. Immutable.
 */
final class TradingHours {
  private static final int MINUTE = 60;
  private static final int HOUR = 3_600;
  private static final int DAY = 86_400;
  private static final int WEEK = 7 * DAY;
  private static final int FRIDAY = DAY;
  private static final int SATURDAY = 2 * DAY;
  private static final int SUNDAY = 3 * DAY;
  private static final int MONDAY = 4 * DAY;

  private final long seed;
  private final int period;
  private final Closure[] closures;

  /**
   * @param closures in ascending order, not touching each other in any random position; only at
   *     midnight may one begin where another ends
   */
  private TradingHours(long seed, int period, Closure... closures) {
    this.seed = seed;
    this.period = period;
    this.closures = closures;
  }

  /** Open at all times. */
  static TradingHours always() {
    return new TradingHours(0, DAY);
  }

  /** Closed each day from 08:04 to 08:10 and in three random minutes. */
  static TradingHours overTheCounter(long seed) {
    return new TradingHours(
        seed,
        DAY,
        Closure.random(HOUR / 2, 400),
        Closure.fixed(8 * HOUR + 4 * MINUTE, 6 * MINUTE),
        Closure.random(9 * HOUR, 400),
        Closure.random(16 * HOUR, 440));
  }

  /** Closed from Friday 21:00 to Sunday 21:00. */
  static TradingHours weekdays() {
    int friday = FRIDAY + 21 * HOUR;
    return new TradingHours(0, WEEK, Closure.fixed(friday, SUNDAY + 21 * HOUR - friday));
  }

  /** Open Monday to Friday from 13:30 to 20:00. */
  static TradingHours stockExchange() {
    List<Closure> closures = new ArrayList<>();
    for (int day = 0; day < WEEK; day += DAY) {
      if (day == SATURDAY) {
        closures.add(Closure.fixed(SATURDAY, MONDAY - SATURDAY));
      } else if (day != SUNDAY) {
        closures.add(Closure.fixed(day, 13 * HOUR + HOUR / 2));
        closures.add(Closure.fixed(day + 20 * HOUR, 4 * HOUR));
      }
    }
    return new TradingHours(0, WEEK, closures.toArray(Closure[]::new));
  }

  /** Number of existing candles of a size that start before a time. */
  long count(long time, int size) {
    long slots = -Math.floorDiv(-time, size);
    if (period % size != 0) {
      return slots; // sizes longer than any closure: every candle exists
    }
    long number = Math.floorDiv(time, period);
    int elapsed = (int) (time - number * period);
    int slotsOfPeriod = ceilDiv(elapsed, size);
    long lost = number * lostPerPeriod(size);
    for (int i = 0; i < closures.length; i++) {
      int start = start(i, number);
      if (start >= elapsed) {
        break;
      }
      int end = Math.min((start + closures[i].length) / size, slotsOfPeriod);
      lost += Math.max(0, end - ceilDiv(start, size));
    }
    return slots - lost;
  }

  /** Start of the existing candle of a size with the given zero-based index. */
  long start(long index, int size) {
    if (period % size != 0) {
      return index * size;
    }
    int perPeriod = period / size - lostPerPeriod(size);
    long number = Math.floorDiv(index, perPeriod);
    int slot = (int) (index - number * perPeriod);
    for (int i = 0; i < closures.length; i++) {
      int start = start(i, number);
      int firstLost = ceilDiv(start, size);
      if (firstLost > slot) {
        break;
      }
      slot += Math.max(0, (start + closures[i].length) / size - firstLost);
    }
    return number * period + (long) slot * size;
  }

  /** Whether the second that begins at a time is open. */
  boolean isOpen(long time) {
    return count(time + 1, 1) > count(time, 1);
  }

  /**
   * The announced sessions within {@code [from, to)}, each {@code [open, close]}, ascending; random
   * closures are not announced.
   */
  List<long[]> sessions(long from, long to) {
    List<long[]> sessions = new ArrayList<>();
    long open = from;
    for (long number = Math.floorDiv(from, period); number * period < to; number++) {
      for (Closure closure : closures) {
        long start = number * period + closure.from;
        if (closure.randomMinutes == 0 && start + closure.length > from && start < to) {
          if (start > open) {
            sessions.add(new long[] {open, start});
          }
          open = start + closure.length;
        }
      }
    }
    if (open < to) {
      sessions.add(new long[] {open, to});
    }
    return sessions;
  }

  private int start(int closure, long number) {
    Closure it = closures[closure];
    return it.randomMinutes == 0
        ? it.from
        : it.from
            + MINUTE * HashMix.below(it.randomMinutes, seed, number * closures.length + closure);
  }

  private int lostPerPeriod(int size) {
    int lost = 0;
    for (Closure closure : closures) {
      lost += Math.max(0, (closure.from + closure.length) / size - ceilDiv(closure.from, size));
    }
    return lost;
  }

  private static int ceilDiv(int dividend, int divisor) {
    return (dividend + divisor - 1) / divisor;
  }

  /**
   * A closure: seconds from the start of the period, length in seconds, and the number of minutes
   * by which its start varies at random.
   */
  private record Closure(int from, int length, int randomMinutes) {
    static Closure fixed(int from, int length) {
      return new Closure(from, length, 0);
    }

    static Closure random(int from, int minutes) {
      return new Closure(from, MINUTE, minutes);
    }
  }
}
