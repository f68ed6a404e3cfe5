package br.com.catalogador.candle.file;

import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.candle.file.CandleFields.Column;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * Reads candles as CSV: a header line, then one candle per line, in any order.
 *
 * <ul>
 *   <li>columns by the header's names in any order and case: {@code from open high low close},
 *       {@code max} and {@code min} for high and low; others are ignored;
 *   <li>{@code from} in epoch seconds, in milliseconds (from 100 000 000 000 on) or ISO-8601, UTC
 *       when it has no zone;
 *   <li>delimiter comma or semicolon, as in the header; fields may be quoted; a byte order mark,
 *       CRLF and blank lines are accepted; a field does not span lines.
 * </ul>
 */
final class CsvCandleReader {
  private final BufferedReader in;
  private final CandleCollector candles = new CandleCollector("line");
  private final Map<Column, Integer> columns = new EnumMap<>(Column.class);
  private char delimiter;
  private String text;
  private int fields;
  private int[] begins = new int[8];
  private int[] ends = new int[8];
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
    if (!nextLine()) {
      throw new CandleFormatException("no header line, expected " + Arrays.toString(labels()));
    }
    delimiter = text.indexOf(';') >= 0 ? ';' : ',';
    split();
    for (int i = 0; i < fields; i++) {
      addColumn(field(i).toLowerCase(Locale.ROOT), i);
    }
    for (Column column : Column.values()) {
      if (!columns.containsKey(column)) {
        throw new CandleFormatException(candles.at(line) + ": there is no column " + column.label);
      }
    }
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
    int expected = fields;
    while (nextLine()) {
      split();
      if (fields != expected) {
        throw new CandleFormatException(
            "%s: %d fields, expected %d as in the header"
                .formatted(candles.at(line), fields, expected));
      }
      candles.add(
          line,
          candles.requireTime(line, CandleFields.time(field(from)), field(from)),
          price(open, "open"),
          price(high, "high"),
          price(low, "low"),
          price(close, "close"));
    }
  }

  private double price(int column, String name) throws CandleFormatException {
    double price = CandleFields.price(text, begins[column], ends[column]);
    return Double.isFinite(price) ? price : candles.requirePrice(line, name, price, field(column));
  }

  private String field(int index) {
    return text.substring(begins[index], ends[index]);
  }

  /** Reads the next line that is not blank; false at the end. */
  private boolean nextLine() throws IOException {
    do {
      text = in.readLine();
      line++;
    } while (text != null && text.isBlank());
    return text != null;
  }

  /** Finds the start and end of the fields of the line, without surrounding blanks and quotes. */
  private void split() {
    fields = 0;
    for (int begin = 0; begin <= text.length(); fields++) {
      int end = text.indexOf(delimiter, endOfQuotes(begin));
      end = end < 0 ? text.length() : end;
      if (fields == begins.length) {
        begins = Arrays.copyOf(begins, 2 * fields);
        ends = Arrays.copyOf(ends, 2 * fields);
      }
      setField(fields, begin, end);
      begin = end + 1;
    }
  }

  private void setField(int index, int begin, int end) {
    int first = begin;
    int last = end - 1;
    while (first <= last && text.charAt(first) <= ' ') {
      first++;
    }
    while (first <= last && text.charAt(last) <= ' ') {
      last--;
    }
    boolean quoted = first < last && text.charAt(first) == '"' && text.charAt(last) == '"';
    begins[index] = quoted ? first + 1 : first;
    ends[index] = quoted ? last : last + 1;
  }

  private int endOfQuotes(int begin) {
    if (begin == text.length() || text.charAt(begin) != '"') {
      return begin;
    }
    int close = text.indexOf('"', begin + 1);
    return close < 0 ? text.length() : close;
  }

  private static String[] labels() {
    return Arrays.stream(Column.values()).map(column -> column.label).toArray(String[]::new);
  }
}
