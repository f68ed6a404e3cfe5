package br.com.catalogador.candle.file;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads files of candles in the forms that programs write them: tables with any separator, with or
 * without a header, JSON in several forms, packed or not. {@code docs/arquivos.md} lists them.
 *
 * <p>The steps are a stream: {@link UnpackedInput} unpacks, {@link TextInput} decodes, {@link
 * TableReader} or {@link JsonReader} parses rows, {@link CandleAssembly} makes candles of them.
 * Reading a million candles takes little more memory than their series.
 */
public final class CandleReader {
  private CandleReader() {}

  /**
   * Reads to the end of a stream, which stays open.
   *
   * @throws CandleFormatException if the file is refused; the message says why and where
   * @throws IOException if the stream cannot be read
   */
  public static CandleFile read(InputStream stream, ReadOptions options) throws IOException {
    try (UnpackedInput bytes = UnpackedInput.of(stream, options.limits())) {
      TextInput text = TextInput.of(bytes);
      ParsedFile file =
          text.isJson() ? JsonReader.read(text, options) : TableReader.read(text.reader(), options);
      bytes.requireNothingElse();
      return CandleAssembly.of(file, options);
    }
  }
}
