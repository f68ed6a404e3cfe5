package br.com.catalogador.candle.file;

import java.util.Locale;

/**
 * Parses the prices of one file. All have the same decimal sign: the given one, or the first that
 * is found. Not thread-safe.
 */
final class PriceParser {
  private static final int EXACT_DIGITS = 15;
  private static final double[] POWERS_OF_TEN = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };
  private static final char UNKNOWN = 0;

  private char decimal;

  /**
   * @param decimal '.' or ','; null when the first price with either decides
   */
  PriceParser(Character decimal) {
    this.decimal = decimal == null ? UNKNOWN : decimal;
  }

  /** Whether the prices have a decimal comma. */
  boolean comma() {
    return decimal == ',';
  }

  /**
   * Parses a price; NaN if it is not a finite number. A plain number of up to 15 digits is parsed
   * without allocation: its digits and the power of ten are exact doubles, and their quotient is
   * correctly rounded.
   */
  double parse(char[] text, int begin, int end) {
    int from = begin;
    int to = end;
    while (from < to && text[from] <= ' ') {
      from++;
    }
    while (to > from && text[to - 1] <= ' ') {
      to--;
    }
    long digits = 0;
    int point = -1;
    int i = from;
    for (; i < to && i - from <= EXACT_DIGITS; i++) {
      int digit = text[i] - '0';
      if (digit >= 0 && digit <= 9) {
        digits = digits * 10 + digit;
      } else if (point < 0 && isDecimal(text[i])) {
        point = i;
      } else {
        break;
      }
    }
    boolean plain = i == to && i - from <= EXACT_DIGITS && i > from && point != to - 1;
    double value =
        !plain
            ? anyPrice(new String(text, from, to - from))
            : point < 0 ? digits : digits / POWERS_OF_TEN[to - 1 - point];
    return Double.isFinite(value) ? value : Double.NaN;
  }

  private boolean isDecimal(char sign) {
    if (decimal == UNKNOWN && (sign == '.' || sign == ',')) {
      decimal = sign;
    }
    return sign == decimal;
  }

  /** A long number, one with an exponent, or one with groups of thousands. */
  private double anyPrice(String text) {
    char grouping = comma() ? '.' : ',';
    String number = text;
    if (text.indexOf(grouping) >= 0) {
      if (!text.matches("\\d{1,3}(\\" + grouping + "\\d{3})+(\\" + decimal + "\\d+)?")) {
        return Double.NaN;
      }
      number = text.replace(String.valueOf(grouping), "");
    }
    number = comma() ? number.replace(',', '.') : number;
    int last = number.length() - 1;
    if (last < 0
        || !Character.isDigit(number.charAt(last))
        || number.toLowerCase(Locale.ROOT).indexOf('x') >= 0) {
      return Double.NaN;
    }
    try {
      return Double.parseDouble(number);
    } catch (NumberFormatException ignored) {
      return Double.NaN;
    }
  }
}
