package br.com.catalogador.candle.file;

/** Arithmetic of dates without objects, for millions of rows. */
final class Dates {
  /** The result for a date that does not exist. */
  static final long NONE = Long.MIN_VALUE;

  private static final int[] DAYS_BEFORE_MONTH = {
    0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365
  };

  private Dates() {}

  /** Days since 1970-01-01, as {@link java.time.LocalDate#toEpochDay()}. */
  static long epochDay(int year, int month, int day) {
    if (month < 1 || month > 12 || day < 1 || year < 1) {
      return NONE;
    }
    boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    int length = DAYS_BEFORE_MONTH[month] - DAYS_BEFORE_MONTH[month - 1];
    if (day > (leap && month == 2 ? 29 : length)) {
      return NONE;
    }
    long before = year - 1L;
    long leapDays = before / 4 - before / 100 + before / 400;
    int leapDay = leap && month > 2 ? 1 : 0;
    return before * 365 + leapDays + DAYS_BEFORE_MONTH[month - 1] + leapDay + day - 1 - 719_162;
  }
}
