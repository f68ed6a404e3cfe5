package br.com.catalogador.candle.file;

/** Parses an offset from UTC at the end of a time: Z, +03:00, -0300, GMT+0700, UTC. */
final class OffsetText {
  /** The result for a text that is no offset. */
  static final int NONE = Integer.MIN_VALUE;

  private static final int LARGEST_HOURS = 18;

  private OffsetText() {}

  /** The offset in seconds of the characters in {@code [begin, end)}. */
  static int seconds(char[] text, int begin, int end) {
    int at = begin;
    while (at < end && text[at] == ' ') {
      at++;
    }
    if (end - at == 1 && (text[at] == 'Z' || text[at] == 'z')) {
      return 0;
    }
    if (end - at >= 3 && isUtc(text, at)) {
      at += 3;
      if (at == end) {
        return 0;
      }
    }
    if (at >= end || text[at] != '+' && text[at] != '-') {
      return NONE;
    }
    int sign = text[at] == '-' ? -1 : 1;
    int digits = 0;
    int number = 0;
    for (int i = at + 1; i < end; i++) {
      boolean colon = text[i] == ':' && i == at + 3;
      boolean digit = text[i] >= '0' && text[i] <= '9';
      if (!digit && !colon || digits == 4) {
        return NONE;
      }
      if (digit) {
        number = number * 10 + text[i] - '0';
        digits++;
      }
    }
    int hours = digits <= 2 ? number : number / 100;
    int minutes = digits <= 2 ? 0 : number % 100;
    boolean valid = digits > 0 && digits != 3 && hours <= LARGEST_HOURS && minutes < 60;
    return valid ? sign * (hours * 3600 + minutes * 60) : NONE;
  }

  private static boolean isUtc(char[] text, int at) {
    return is("GMT", text, at) || is("UTC", text, at);
  }

  private static boolean is(String name, char[] text, int at) {
    return text[at] == name.charAt(0)
        && text[at + 1] == name.charAt(1)
        && text[at + 2] == name.charAt(2);
  }
}
