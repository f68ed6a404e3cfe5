package br.com.catalogador.candle.file;

/** What a single field of a table looks like, before anything else is known of its column. */
final class FieldShape {
  private static final int EPOCH_DIGITS = 9;

  private FieldShape() {}

  /** Digits only, perhaps with a fraction of zeros: seconds since 1970, or a date of 8 digits. */
  static boolean isEpoch(String field) {
    return field.matches("\\d{1,19}(\\.0+)?") && !isCompactDate(field);
  }

  /** A date without time of day. */
  static boolean isDate(String field) {
    return isCompactDate(field) || field.matches("\\d{1,4}([-./])\\d{1,2}\\1\\d{1,4}");
  }

  /** A time of day without date. */
  static boolean isClock(String field) {
    TimeText text = new TimeText();
    text.set(field.toCharArray(), 0, field.length());
    boolean compact = text.digits() == 6 && field.length() == 6;
    return compact || text.clockWithColons(true) != TimeText.NONE && text.atEnd();
  }

  /** A time of day in a column of that name, where leading zeros may be lost. */
  static boolean isNamedClock(String field) {
    return isClock(field) || field.matches("\\d{1,5}");
  }

  /** A time that is one without a header that says so: from 1973 on when it is a number. */
  static boolean isUnmistakableTime(String field) {
    return isTime(field) && (!isEpoch(field) || field.length() >= EPOCH_DIGITS);
  }

  /** A time, whatever its form. */
  static boolean isTime(String field) {
    char[] text = field.toCharArray();
    return new TimeParser(true).parse(text, 0, text.length, true) != TimeParser.NONE;
  }

  /** A positive number, with a point or a comma. */
  static boolean isPrice(String field) {
    char[] text = field.toCharArray();
    return !Double.isNaN(new PriceParser(null).parse(text, 0, text.length));
  }

  private static boolean isCompactDate(String field) {
    return field.matches("(19|20|21)\\d\\d(0[1-9]|1[0-2])([0-2]\\d|3[01])");
  }
}
