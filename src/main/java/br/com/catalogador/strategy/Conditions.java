package br.com.catalogador.strategy;

import java.util.List;
import java.util.Set;

/**
 * When a row with a signal is entered: only if it meets every condition given. Conditions look only
 * at what was known when the entry's candle opened. {@link ConditionTexts} reads and writes them.
 *
 * @param side the signal; null for both
 * @param hours local hours of the entry, any of them; empty for all
 * @param weekdays local ISO weekdays of the entry; empty for all
 * @param zone the zone of hours and weekdays, a region or an offset; null without them
 * @param trend number of closes that the last analyzed close is compared with; negative against the
 *     trend; 0 for none
 * @param after the outcome of the rows just before; null for any
 * @param agree a strategy that must give the same signal for the same entry; null for none
 */
public record Conditions(
    Signal side,
    List<HourRange> hours,
    Set<Integer> weekdays,
    String zone,
    int trend,
    After after,
    Strategy agree) {
  /** No condition: every signal is entered. */
  public static final Conditions NONE =
      new Conditions(null, List.of(), Set.of(), null, 0, null, null);

  public Conditions {
    hours = List.copyOf(hours);
    weekdays = Set.copyOf(weekdays);
  }

  public boolean isNone() {
    return equals(NONE);
  }

  /** The number of earlier rows that a row looks back to. */
  int rowsBefore() {
    if (after == null) {
      return 0;
    }
    return after.kind() == After.Kind.HIT ? after.number() : 1;
  }

  /** The number of earlier candles that a row looks back to, beyond its own. */
  int candlesBefore() {
    return Math.max(Math.abs(trend), agree == null ? 0 : Pattern.WINDOW);
  }

  /** Whether what lets a signal pass depends on the colors of candles, the rows before aside. */
  public boolean readColors() {
    return trend != 0 || agree != null;
  }

  /**
   * Hours {@code [from, to)} of a day; over midnight if {@code to} is before {@code from}.
   *
   * @param from 0 to 23
   * @param to 0 to 24, not {@code from}
   */
  public record HourRange(int from, int to) {
    boolean contains(int hour) {
      return from < to ? hour >= from && hour < to : hour >= from || hour < to;
    }
  }

  /**
   * The outcome that the rows just before must have, whether they were entered or not.
   *
   * @param kind which outcome
   * @param number of rows for HIT, 1 to 10; of the martingale for GALE, 1 to 5; else 0
   */
  public record After(Kind kind, int number) {
    /** The kinds of outcome before a row. */
    public enum Kind {
      /** So many losses in a row. */
      HIT,
      /** A win at that martingale. */
      GALE,
      /** A win at the entry. */
      CLEAN
    }
  }
}
