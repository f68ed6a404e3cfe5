package br.com.catalogador.view;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes CSV lines (RFC 4180) that end with a line feed. Absent values are empty. Text that a
 * spreadsheet would run as a formula is escaped with a leading apostrophe; numbers, negative ones
 * included, stay numbers.
 */
final class Csv {
  private static final String FORMULA_STARTS = "=+-@\t\r";

  private Csv() {}

  static String line(Object... cells) {
    return Stream.of(cells).map(Csv::cell).collect(Collectors.joining(",", "", "\n"));
  }

  private static String cell(Object value) {
    String text = Objects.toString(value, "");
    if (value instanceof CharSequence && !text.isEmpty()) {
      text = FORMULA_STARTS.indexOf(text.charAt(0)) < 0 ? text : "'" + text;
    }
    boolean quoted = text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
