package br.com.catalogador.view;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lines of CSV (RFC 4180), ended by a line feed. An absent value is empty. A text that a
 * spreadsheet would run as a formula is disarmed by an apostrophe before it; numbers stay numbers,
 * negative ones too.
 */
final class Csv {
  private static final String FORMULA_BEGINS = "=+-@\t\r";

  private Csv() {}

  static String line(Object... cells) {
    return Stream.of(cells).map(Csv::cell).collect(Collectors.joining(",", "", "\n"));
  }

  private static String cell(Object value) {
    String text = Objects.toString(value, "");
    if (value instanceof CharSequence && !text.isEmpty()) {
      text = FORMULA_BEGINS.indexOf(text.charAt(0)) < 0 ? text : "'" + text;
    }
    boolean quoted = text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
