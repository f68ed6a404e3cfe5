package br.com.catalogador.candle.file;

/**
 * Parses the times of one file. What a single time cannot tell stays open: whether a date such as
 * 09/06/2016 begins with its day. A parsed time is therefore a number that only {@link
 * #epochSeconds} of the same parser understands.
 *
 * <p>All dates of a file have the same order, and all or none have an offset; epoch times may stand
 * beside dates with one. Not thread-safe.
 */
final class TimeParser {
  /** The result for a text that is no time. */
  static final long NONE = Long.MIN_VALUE;

  private static final int FIRST_YEAR = 1970;
  private static final long LAST_SECOND = 253_402_300_799L;
  private static final long SECONDS_OF_DAY = 86_400;
  // A date is kept as year, first and second number, beside seconds that an offset may move.
  private static final long STRIDE = 400_000;
  private static final long SECONDS_BASE = 100_000;
  private static final int DATE_BITS = 5;
  private static final int LAST_COMPACT = 2199_12_31;

  /** Less than any date, and more than any epoch seconds. */
  private static final long FIRST_DATE = ((long) FIRST_YEAR << 2 * DATE_BITS) * STRIDE;

  private enum Order {
    YEAR_FIRST,
    YEAR_LAST
  }

  /** The unit of epoch times, or null for dates. */
  private String unit;

  private final boolean compactDates;
  private Order order;
  private boolean anyEpoch;
  private boolean zoned;
  private boolean plain;
  private boolean anyClock;
  private boolean firstIsDay;
  private boolean secondIsDay;
  private boolean dots;

  private final TimeText text = new TimeText();

  /**
   * @param compactDates whether eight digits are a date such as 20260310 rather than epoch seconds
   */
  TimeParser(boolean compactDates) {
    this.compactDates = compactDates;
  }

  /** Whether all times are seconds since 1970, or parts of them. */
  boolean onlyEpochs() {
    return anyEpoch && order == null;
  }

  /** Whether the dates have an offset from UTC. */
  boolean zoned() {
    return zoned;
  }

  /** Whether any time of day was read. */
  boolean anyClock() {
    return anyClock || anyEpoch;
  }

  /** {@code s}, {@code ms}, {@code us}, {@code ns}, {@code mixed}; null for dates. */
  String unit() {
    return unit;
  }

  /** Whether the order of day and month was decided by custom alone. */
  boolean dayFirstAssumed() {
    return order == Order.YEAR_LAST && !dots && !firstIsDay && !secondIsDay;
  }

  /** Whether some dates begin with the day and others with the month. */
  boolean contradictory() {
    return firstIsDay && secondIsDay;
  }

  /**
   * Parses a time: epoch seconds, milliseconds, microseconds or nanoseconds, or a date with or
   * without time of day and offset.
   *
   * @param roundUp rounds a fraction of a second up, as for the last instant of a candle; otherwise
   *     a fraction is no time of a candle
   * @return {@link #NONE} if it is no time, or of another kind than the times before
   */
  long parse(char[] buffer, int begin, int limit, boolean roundUp) {
    text.set(buffer, begin, limit);
    int digits = text.digits();
    if (digits == 0) {
      return NONE;
    }
    if (text.isNumber(digits)) {
      boolean date = compactDates && digits == 8;
      long compact = date || digits == 12 || digits == 14 ? compact(digits) : NONE;
      return compact != NONE ? compact : epoch(digits, roundUp);
    }
    return date(digits, roundUp);
  }

  /**
   * Adds a time of day, HH:mm, HH:mm:ss, HHmm or HHmmss, to a parsed date.
   *
   * @return {@link #NONE} if it is none
   */
  long withClock(long date, char[] buffer, int begin, int limit) {
    text.set(buffer, begin, limit);
    int digits = text.digits();
    boolean number = digits > 0 && digits <= 6 && text.after(digits) == 0;
    long seconds =
        !number
            ? text.clockWithColons(false)
            : TimeText.seconds(text.number(digits) * (digits == 4 ? 100 : 1));
    if (!number && !text.atEnd()) {
      return NONE;
    }
    if (date == NONE || seconds == NONE || date < FIRST_DATE) {
      return NONE;
    }
    anyClock = true;
    return date + seconds;
  }

  /** Whether the dates begin with their day, decided over all of them. */
  boolean dayFirst() {
    return dots || firstIsDay || !secondIsDay;
  }

  /**
   * The epoch seconds of a parsed time, with its wall time read as UTC unless it had an offset;
   * {@link #NONE} for a date that does not exist.
   */
  long epochSeconds(long parsed) {
    if (parsed < FIRST_DATE) {
      return parsed;
    }
    long date = Math.floorDiv(parsed, STRIDE);
    int second = (int) (date & 31);
    int first = (int) (date >> DATE_BITS & 31);
    int year = (int) (date >> 2 * DATE_BITS);
    boolean swapped = order == Order.YEAR_LAST && dayFirst();
    long day = swapped ? Dates.epochDay(year, second, first) : Dates.epochDay(year, first, second);
    long seconds = day * SECONDS_OF_DAY + Math.floorMod(parsed, STRIDE) - SECONDS_BASE;
    return day < 0 || seconds < 0 ? NONE : seconds;
  }

  private long epoch(int digits, boolean roundUp) {
    long number = digits > 19 || plain ? -1 : text.number(digits);
    if (number < 0) {
      return NONE;
    }
    long perSecond =
        number < 100_000_000_000L
            ? 1
            : number < 100_000_000_000_000L
                ? 1_000
                : number < 100_000_000_000_000_000L ? 1_000_000 : 1_000_000_000;
    boolean whole = number % perSecond == 0 && !text.hasFraction(digits);
    long seconds = number / perSecond + (whole ? 0 : 1);
    if (!whole && !roundUp || seconds > LAST_SECOND) {
      return NONE;
    }
    anyEpoch = true;
    String ofNumber =
        perSecond == 1 ? "s" : perSecond == 1_000 ? "ms" : perSecond == 1_000_000 ? "us" : "ns";
    unit = unit == null || unit.equals(ofNumber) ? ofNumber : "mixed";
    return seconds;
  }

  /** yyyyMMdd, yyyyMMddHHmm or yyyyMMddHHmmss. */
  private long compact(int digits) {
    long number = text.number(digits);
    long date = digits == 8 ? number : digits == 12 ? number / 10_000 : number / 1_000_000;
    long clock = digits == 8 ? 0 : digits == 12 ? number % 10_000 * 100 : number % 1_000_000;
    long seconds = TimeText.seconds(clock);
    if (date > LAST_COMPACT || seconds == NONE) {
      return NONE;
    }
    long day = packed(date);
    anyClock |= digits > 8 && day != NONE;
    return day == NONE ? NONE : accepted(day + seconds, false);
  }

  private long date(int digits, boolean roundUp) {
    long day;
    if (digits == 8) {
      day = packed(text.number(8));
      text.skip(8);
    } else {
      day = dateWithSeparators(digits);
    }
    if (day == NONE || text.atEnd()) {
      return day == NONE ? NONE : accepted(day, false);
    }
    if ("Tt ,".indexOf(text.next()) < 0) {
      return NONE;
    }
    text.skip(1);
    text.skipBlanks();
    long seconds = text.clock(roundUp);
    if (seconds == NONE) {
      return NONE;
    }
    anyClock = true;
    if (text.atEnd()) {
      return accepted(day + seconds, false);
    }
    int offset = text.offset();
    return offset == OffsetText.NONE ? NONE : accepted(day + seconds - offset, true);
  }

  private long dateWithSeparators(int digits) {
    char separator = text.after(digits);
    if (digits > 4 || separator != '-' && separator != '.' && separator != '/') {
      return NONE;
    }
    int a = (int) text.number(digits);
    text.skip(digits + 1);
    int second = text.digits();
    if (second == 0 || second > 2 || text.after(second) != separator) {
      return NONE;
    }
    int b = (int) text.number(second);
    text.skip(second + 1);
    int third = text.digits();
    if (third == 0 || third > 4) {
      return NONE;
    }
    int c = (int) text.number(third);
    text.skip(third);
    if (digits == 4) {
      return third > 2 ? NONE : packed(Order.YEAR_FIRST, a, b, c);
    }
    if (third == 1 || third == 3 || a < 1 || b < 1 || a > 31 || b > 31 || a > 12 && b > 12) {
      return NONE;
    }
    firstIsDay |= a > 12;
    secondIsDay |= b > 12;
    dots |= separator == '.';
    return packed(Order.YEAR_LAST, third == 2 ? 2000 + c : c, a, b);
  }

  /** A date such as 20260310. */
  private long packed(long date) {
    int year = (int) (date / 10_000);
    return packed(Order.YEAR_FIRST, year, (int) (date / 100 % 100), (int) (date % 100));
  }

  private long packed(Order of, int year, int first, int second) {
    if (year < FIRST_YEAR
        || order != null && order != of
        || of == Order.YEAR_FIRST && Dates.epochDay(year, first, second) == Dates.NONE) {
      return NONE;
    }
    order = of;
    long date = (long) year << 2 * DATE_BITS | (long) first << DATE_BITS | second;
    return date * STRIDE + SECONDS_BASE;
  }

  private long accepted(long time, boolean withOffset) {
    if (withOffset ? plain : zoned || anyEpoch) {
      return NONE;
    }
    plain |= !withOffset;
    zoned |= withOffset;
    return time;
  }
}
