package br.com.catalogador.view;

import java.math.BigDecimal;

/** Writes prices as plain decimals, as short as they are exact. */
final class PriceText {
  private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8};
  private static final double LARGEST_EXACT = 1e15;

  private PriceText() {}

  static void append(StringBuilder text, double price) {
    for (int digits = 0; digits < POWERS.length; digits++) {
      double scaled = Math.rint(price * POWERS[digits]);
      if (scaled >= LARGEST_EXACT) {
        break;
      }
      if (Double.compare(scaled / POWERS[digits], price) == 0) {
        append(text, (long) scaled, digits);
        return;
      }
    }
    text.append(new BigDecimal(Double.toString(price)).toPlainString());
  }

  /** Appends a whole number with a point before its last digits. */
  private static void append(StringBuilder text, long number, int digits) {
    int begin = text.length();
    text.append(number);
    while (text.length() - begin <= digits) {
      text.insert(begin, '0');
    }
    if (digits > 0) {
      text.insert(text.length() - digits, '.');
    }
  }
}
