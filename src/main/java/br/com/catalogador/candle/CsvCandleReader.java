package br.com.catalogador.candle;

import br.com.catalogador.candle.CandleFields.Column;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * Candles as CSV: a header line, then one candle per line, in any order.
 *
 * <ul>
 *   <li>columns by the header's names in any order and case: {@code from open high low close},
 *       {@code max} and {@code min} for high and low; others are ignored;
 *   <li>{@code from} in epoch seconds, in milliseconds (from 100 000 000 000 on) or ISO-8601, UTC
 *       when it has no zone;
 *   <li>delimiter comma or semicolon, as in the header; fields may be quoted; a byte order mark,
 *       CRLF and blank lines do not disturb; a field does not run over a line end.
 * </ul>
 */
final class CsvCandleReader {
  private final BufferedReader in;
  private final CandleCollector candles = new CandleCollector("line");
  private final Map<Column, Integer> columns = new EnumMap<>(Column.class);
  private char delimiter;
  private String[] cells = new String[0];
  private int line;

  private CsvCandleReader(BufferedReader in) {
    this.in = in;
  }

  /**
   * Reads to the end.
   *
   * @param timeframe null to deduce it from the smallest distance between two candles
   * @throws CandleFormatException if a line is not a candle, naming it
   */
  static CandleSeries read(BufferedReader in, Timeframe timeframe) throws IOException {
    CsvCandleReader reader = new CsvCandleReader(in);
    reader.readHeader();
    reader.readCandles();
    return reader.candles.series(timeframe);
  }

  private void readHeader() throws IOException {
    String header = nextLine();
    if (header == null) {
      throw new CandleFormatException("no header line, expected " + Arrays.toString(labels()));
    }
    delimiter = header.indexOf(';') >= 0 ? ';' : ',';
    cells = new String[1 + (int) header.chars().filter(c -> c == delimiter).count()];
    int count = split(header);
    for (int i = 0; i < count; i++) {
      addColumn(cells[i].toLowerCase(Locale.ROOT), i);
    }
    for (Column column : Column.values()) {
      if (!columns.containsKey(column)) {
        throw new CandleFormatException(candles.at(line) + ": there is no column " + column.label);
      }
    }
    cells = Arrays.copyOf(cells, count);
  }

  private void addColumn(String name, int index) throws CandleFormatException {
    Column column = CandleFields.column(name).orElse(null);
    if (column != null && columns.put(column, index) != null) {
      throw new CandleFormatException(candles.at(line) + ": there are two columns " + column.label);
    }
  }

  private void readCandles() throws IOException {
    int from = columns.get(Column.FROM);
    int open = columns.get(Column.OPEN);
    int high = columns.get(Column.HIGH);
    int low = columns.get(Column.LOW);
    int close = columns.get(Column.CLOSE);
    for (String text = nextLine(); text != null; text = nextLine()) {
      int count = split(text);
      if (count != cells.length) {
        throw new CandleFormatException(
            "%s: %d fields, expected %d as in the header"
                .formatted(candles.at(line), count, cells.length));
      }
      candles.add(
          line,
          candles.requireTime(line, CandleFields.time(cells[from]), cells[from]),
          price(open, "open"),
          price(high, "high"),
          price(low, "low"),
          price(close, "close"));
    }
  }

  private double price(int column, String field) throws CandleFormatException {
    String text = cells[column];
    return candles.requirePrice(line, field, CandleFields.price(text), text);
  }

  /** The next line that is not blank, or null at the end. */
  private String nextLine() throws IOException {
    String text;
    do {
      text = in.readLine();
      line++;
    } while (text != null && text.isBlank());
    return text;
  }

  /** Splits a line into {@link #cells} and returns how many fields it has. */
  private int split(String text) {
    int count = 0;
    int begin = 0;
    while (begin <= text.length()) {
      int end = text.indexOf(delimiter, endOfQuotes(text, begin));
      end = end < 0 ? text.length() : end;
      if (count < cells.length) {
        cells[count] = unquoted(text.substring(begin, end).trim());
      }
      count++;
      begin = end + 1;
    }
    return count;
  }

  private static int endOfQuotes(String text, int begin) {
    if (begin == text.length() || text.charAt(begin) != '"') {
      return begin;
    }
    int close = text.indexOf('"', begin + 1);
    return close < 0 ? text.length() : close;
  }

  private static String unquoted(String cell) {
    boolean quoted = cell.length() > 1 && cell.startsWith("\"") && cell.endsWith("\"");
    return quoted ? cell.substring(1, cell.length() - 1).trim() : cell;
  }

  private static String[] labels() {
    return Arrays.stream(Column.values()).map(column -> column.label).toArray(String[]::new);
  }
}
