package br.com.catalogador.strategy;

import br.com.catalogador.candle.ColorWords;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.function.LongPredicate;

/** The slots that lie within local hours or on local weekdays, as words. */
final class LocalTimes {
  private static final int HOUR = 3600;
  private static final int HOURS = 24;
  private static final int DAYS = 7;

  /** 1970-01-01 was a Thursday, ISO weekday 4. */
  private static final int WEEKDAY_OF_DAY_ZERO = 4;

  private final ZoneRules rules;
  private long offset;
  private long offsetUntil = Long.MIN_VALUE;

  private LocalTimes(String zone) {
    this.rules = ZoneId.of(zone).getRules();
  }

  static long[] hours(ColorWords words, Conditions conditions) {
    boolean[] open = new boolean[HOURS];
    for (int hour = 0; hour < HOURS; hour++) {
      int it = hour;
      open[hour] = conditions.hours().stream().anyMatch(range -> range.contains(it));
    }
    return new LocalTimes(conditions.zone())
        .slots(words, local -> open[Math.floorMod(Math.floorDiv(local, HOUR), HOURS)]);
  }

  static long[] weekdays(ColorWords words, Conditions conditions) {
    boolean[] open = new boolean[DAYS];
    conditions
        .weekdays()
        .forEach(day -> open[Math.floorMod(day - WEEKDAY_OF_DAY_ZERO, DAYS)] = true);
    return new LocalTimes(conditions.zone())
        .slots(words, local -> open[Math.floorMod(Math.floorDiv(local, HOURS * HOUR), DAYS)]);
  }

  private long[] slots(ColorWords words, LongPredicate open) {
    int seconds = words.timeframe().seconds();
    long[] slots = new long[words.size()];
    for (int index = 0; index < slots.length; index++) {
      long time = words.number(index) * ColorWords.SLOTS * seconds;
      for (int slot = 0; slot < ColorWords.SLOTS; slot++, time += seconds) {
        slots[index] |= open.test(time + offsetAt(time)) ? 1L << slot : 0;
      }
    }
    return slots;
  }

  /** Seconds from UTC to local time; the times asked for ascend. */
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
