package br.com.catalogador.strategy;

import br.com.catalogador.candle.ColorWords;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.function.LongPredicate;

/** Local hours or weekdays of a zone, and the slots within them as words. Not thread-safe. */
final class LocalTimes {
  private static final int HOUR = 3600;
  private static final int HOURS = 24;
  private static final int DAYS = 7;

  /** 1970-01-01 was a Thursday, ISO weekday 4. */
  private static final int WEEKDAY_OF_DAY_ZERO = 4;

  private final ZoneRules rules;
  private final LongPredicate open;
  private long offset;
  private long offsetUntil = Long.MIN_VALUE;

  /**
   * @param open whether a local time, in seconds since 1970 of the zone's clock, is within
   */
  private LocalTimes(String zone, LongPredicate open) {
    this.rules = ZoneId.of(zone).getRules();
    this.open = open;
  }

  static LocalTimes ofHours(Conditions conditions) {
    boolean[] open = new boolean[HOURS];
    for (int hour = 0; hour < HOURS; hour++) {
      int it = hour;
      open[hour] = conditions.hours().stream().anyMatch(range -> range.contains(it));
    }
    return new LocalTimes(
        conditions.zone(), local -> open[Math.floorMod(Math.floorDiv(local, HOUR), HOURS)]);
  }

  static LocalTimes ofWeekdays(Conditions conditions) {
    boolean[] open = new boolean[DAYS];
    for (int day : conditions.weekdays()) {
      open[Math.floorMod(day - WEEKDAY_OF_DAY_ZERO, DAYS)] = true;
    }
    return new LocalTimes(
        conditions.zone(), local -> open[Math.floorMod(Math.floorDiv(local, HOURS * HOUR), DAYS)]);
  }

  /** Whether a time is within; the times asked for ascend. */
  boolean contains(long time) {
    return open.test(time + offsetAt(time));
  }

  /** For each word the slots that begin within. */
  long[] slots(ColorWords words) {
    int seconds = words.timeframe().seconds();
    long[] slots = new long[words.size()];
    for (int index = 0; index < slots.length; index++) {
      long time = words.number(index) * ColorWords.SLOTS * seconds;
      for (int slot = 0; slot < ColorWords.SLOTS; slot++, time += seconds) {
        slots[index] |= contains(time) ? 1L << slot : 0;
      }
    }
    return slots;
  }

  /** Seconds from UTC to local time. */
  private long offsetAt(long time) {
    if (time >= offsetUntil) {
      Instant instant = Instant.ofEpochSecond(time);
      offset = rules.getOffset(instant).getTotalSeconds();
      ZoneOffsetTransition next = rules.nextTransition(instant);
      offsetUntil = next == null ? Long.MAX_VALUE : next.toEpochSecond();
    }
    return offset;
  }
}
