package br.com.catalogador.candle.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;

/** The columns of one JSON object: an array per field, with one value per candle. */
final class JsonColumns {
  private static final int TIME = 4;

  private final double[][] prices = new double[4][];
  private long[] times;
  private final int[] sizes = new int[5];

  boolean isEmpty() {
    return times == null && Arrays.stream(prices).allMatch(it -> it == null);
  }

  /** Reads a column to the end of its array; the parser is at its first value. */
  void read(int column, JsonParser json, RowParser row) throws IOException {
    String name = column == TIME ? "from" : RowParser.NAMES[column];
    long[] longs = new long[column == TIME ? 1_024 : 0];
    double[] doubles = new double[column == TIME ? 0 : 1_024];
    int size = 0;
    for (; json.currentToken() != JsonToken.END_ARRAY; json.nextToken()) {
      char[] text = json.getTextCharacters();
      int begin = json.getTextOffset();
      int end = begin + json.getTextLength();
      boolean good;
      if (column == TIME) {
        longs = size == longs.length ? Arrays.copyOf(longs, 2 * size) : longs;
        longs[size] = row.times.parse(text, begin, end, false);
        good = longs[size] != TimeParser.NONE;
      } else {
        doubles = size == doubles.length ? Arrays.copyOf(doubles, 2 * size) : doubles;
        doubles[size] = row.prices.parse(text, begin, end);
        good = doubles[size] > 0;
      }
      size++;
      if (!good) {
        Sentence expected =
            column == TIME ? Sentence.of("expected.time") : RowParser.expected(doubles[size - 1]);
        row.bad.add(size, name, json.getText(), expected);
        json.skipChildren();
      }
    }
    sizes[column] = size;
    if (column == TIME) {
      times = longs;
    } else {
      prices[column] = doubles;
    }
  }

  /**
   * Adds the rows.
   *
   * @throws CandleFormatException if a column is missing or of another length
   */
  void give(RowParser row) throws CandleFormatException {
    int size = times == null ? 0 : sizes[TIME];
    for (int i = 0; i < 4; i++) {
      size = times == null ? Math.max(size, sizes[i]) : size;
    }
    for (int i = 0; i < 5; i++) {
      boolean missing = i == TIME ? times == null : prices[i] == null;
      if (missing || sizes[i] != size) {
        String name = i == TIME ? "from" : RowParser.NAMES[i];
        throw missing
            ? new CandleFormatException("columnMissing", name, Integer.toString(size))
            : new CandleFormatException(
                "columnLength", name, Integer.toString(sizes[i]), Integer.toString(size));
      }
    }
    double[] four = new double[4];
    for (int i = 0; i < size; i++) {
      for (int c = 0; c < 4; c++) {
        four[c] = prices[c][i];
      }
      row.begin(i + 1);
      if (times[i] != TimeParser.NONE) {
        row.add(times[i], four);
      }
    }
  }
}
