package br.com.catalogador.candle.file;

import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Timeframe;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * Reads candles from UTF-8 text: JSON if its first non-blank character opens an array or an object,
 * otherwise CSV. {@link CsvCandleReader} and {@link JsonCandleReader} describe the forms.
 * Streaming: reading a million candles takes little more memory than their series.
 */
public final class CandleReader {
  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final int LOOK_AHEAD = 8192;

  private CandleReader() {}

  /**
   * Reads to the end of a stream, which stays open.
   *
   * @param timeframe null to take it from a JSON document that names it, or to deduce it from the
   *     smallest distance between two candles
   * @throws CandleFormatException if the text is not valid, naming the line or item, the field, the
   *     value and what was expected
   * @throws IOException if the stream cannot be read
   */
  public static CandleSeries read(InputStream stream, Timeframe timeframe) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8), 1 << 16);
    skipByteOrderMark(in);
    int first = firstNonBlank(in);
    return first == '[' || first == '{'
        ? JsonCandleReader.read(in, timeframe)
        : CsvCandleReader.read(in, timeframe);
  }

  private static void skipByteOrderMark(BufferedReader in) throws IOException {
    in.mark(1);
    if (in.read() != BYTE_ORDER_MARK) {
      in.reset();
    }
  }

  private static int firstNonBlank(BufferedReader in) throws IOException {
    in.mark(LOOK_AHEAD);
    int c = in.read();
    for (int read = 1; read < LOOK_AHEAD && Character.isWhitespace(c); read++) {
      c = in.read();
    }
    in.reset();
    return c;
  }
}
