package br.com.catalogador.candle.file;

/** A place in a text that numbers and times of day are read from. Reused; not thread-safe. */
final class TimeText {
  static final long NONE = TimeParser.NONE;

  private char[] text;
  private int at;
  private int end;

  /** Goes to the characters in {@code [begin, limit)}, without blanks around them. */
  void set(char[] buffer, int begin, int limit) {
    text = buffer;
    at = begin;
    end = limit;
    while (at < end && text[at] <= ' ') {
      at++;
    }
    while (end > at && text[end - 1] <= ' ') {
      end--;
    }
  }

  boolean atEnd() {
    return at == end;
  }

  /** The next character, or 0 at the end. */
  char next() {
    return at < end ? text[at] : 0;
  }

  /** The character after the next ones, or 0. */
  char after(int count) {
    return at + count < end ? text[at + count] : 0;
  }

  void skip(int count) {
    at += count;
  }

  void skipBlanks() {
    while (at < end && text[at] == ' ') {
      at++;
    }
  }

  /** How many of the next characters are digits. */
  int digits() {
    int i = at;
    while (i < end && text[i] >= '0' && text[i] <= '9') {
      i++;
    }
    return i - at;
  }

  /** Whether the next digits are the whole rest, perhaps with a fraction after a point. */
  boolean isNumber(int digits) {
    if (at + digits == end) {
      return true;
    }
    int i = at + digits + 1;
    while (i < end && text[i] >= '0' && text[i] <= '9') {
      i++;
    }
    return text[at + digits] == '.' && i == end && i > at + digits + 1;
  }

  /** Whether the fraction after the next digits is more than 0. */
  boolean hasFraction(int digits) {
    for (int i = at + digits + 1; i < end; i++) {
      if (text[i] != '0') {
        return true;
      }
    }
    return false;
  }

  /** The number of the next digits, which stay; negative when 19 of them do not fit. */
  long number(int digits) {
    long number = 0;
    for (int i = at; i < at + digits; i++) {
      number = number * 10 + text[i] - '0';
    }
    return number;
  }

  /** The seconds of an offset from UTC up to the end; {@link OffsetText#NONE} if it is none. */
  int offset() {
    return OffsetText.seconds(text, at, end);
  }

  /** The seconds of HHmm, HHmmss or of {@link #clockWithColons}; {@link #NONE} if it is none. */
  long clock(boolean roundUp) {
    int digits = digits();
    if (digits == 4 || digits == 6) {
      long number = number(digits) * (digits == 4 ? 100 : 1);
      at += digits;
      return seconds(number);
    }
    return clockWithColons(roundUp);
  }

  /**
   * The seconds of H:mm, H:mm:ss or H:mm:ss.fraction, perhaps with AM or PM.
   *
   * @param roundUp rounds a fraction up; otherwise it must be 0
   */
  long clockWithColons(boolean roundUp) {
    int digits = digits();
    if (digits == 0 || digits > 2 || after(digits) != ':') {
      return NONE;
    }
    long hour = number(digits);
    at += digits + 1;
    if (digits() != 2) {
      return NONE;
    }
    long minute = number(2);
    at += 2;
    long second = 0;
    int fraction = 0;
    if (next() == ':') {
      at++;
      if (digits() != 2) {
        return NONE;
      }
      second = number(2);
      at += 2;
      fraction = fraction();
    }
    if (fraction < 0 || fraction > 0 && !roundUp) {
      return NONE;
    }
    long seconds = seconds(halfDay(hour), minute, second);
    return seconds == NONE ? NONE : seconds + fraction;
  }

  /** 1 for a fraction of a second, 0 for none or zeros, -1 for a point without digits. */
  private int fraction() {
    if (next() != '.' && next() != ',') {
      return 0;
    }
    at++;
    int digits = digits();
    int more = 0;
    for (int i = 0; i < digits; i++) {
      more |= text[at + i] == '0' ? 0 : 1;
    }
    at += digits;
    return digits == 0 ? -1 : more;
  }

  /** The hour of 24 after {@code AM} or {@code PM}, or the same hour without them. */
  private long halfDay(long hour) {
    int i = next() == ' ' ? at + 1 : at;
    if (i + 2 != end || Character.toUpperCase(text[i + 1]) != 'M') {
      return hour;
    }
    char half = Character.toUpperCase(text[i]);
    if (half != 'A' && half != 'P' || hour < 1 || hour > 12) {
      return hour;
    }
    at = end;
    return hour % 12 + (half == 'P' ? 12 : 0);
  }

  /** The seconds of the day of a number such as 140500; {@link #NONE} if there is no such time. */
  static long seconds(long clock) {
    return seconds(clock / 10_000, clock / 100 % 100, clock % 100);
  }

  private static long seconds(long hour, long minute, long second) {
    boolean valid = hour < 24 && minute < 60 && second < 60;
    return valid ? hour * 3600 + minute * 60 + second : NONE;
  }
}
