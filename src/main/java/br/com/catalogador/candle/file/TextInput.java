package br.com.catalogador.candle.file;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Decodes text: by its byte order mark; without one UTF-16 if every other byte is 0, UTF-8 if its
 * beginning is valid, and windows-1252 otherwise.
 */
final class TextInput {
  private static final int SAMPLED = 1 << 16;
  private static final int LONGEST_CHARACTER = 4;
  private static final Charset WINDOWS = Charset.forName("windows-1252");

  private final InputStream bytes;
  private final Charset charset;
  private final boolean json;

  private TextInput(InputStream bytes, Charset charset, boolean json) {
    this.bytes = bytes;
    this.charset = charset;
    this.json = json;
  }

  /**
   * @param bytes a stream with marks
   */
  static TextInput of(InputStream bytes) throws IOException {
    bytes.mark(SAMPLED);
    byte[] sample = bytes.readNBytes(SAMPLED);
    bytes.reset();
    Charset charset = charset(sample);
    int mark = markLength(sample);
    bytes.skipNBytes(mark);
    String begin = new String(sample, mark, sample.length - mark, charset).stripLeading();
    return new TextInput(bytes, charset, begin.startsWith("[") || begin.startsWith("{"));
  }

  /** Whether the text begins as JSON does. */
  boolean isJson() {
    return json;
  }

  /** Whether {@link #bytes} are UTF-8. */
  boolean isUtf8() {
    return charset.equals(StandardCharsets.UTF_8);
  }

  /** The text without its mark, not decoded. */
  InputStream bytes() {
    return bytes;
  }

  /** The text; instead of {@link #bytes}. */
  BufferedReader reader() {
    return new BufferedReader(new InputStreamReader(bytes, charset), SAMPLED);
  }

  private static Charset charset(byte[] sample) {
    if (startsWith(sample, 0xFF, 0xFE)) {
      return StandardCharsets.UTF_16LE;
    }
    if (startsWith(sample, 0xFE, 0xFF)) {
      return StandardCharsets.UTF_16BE;
    }
    if (sample.length >= 4 && sample[1] == 0 && sample[3] == 0) {
      return StandardCharsets.UTF_16LE;
    }
    if (sample.length >= 4 && sample[0] == 0 && sample[2] == 0) {
      return StandardCharsets.UTF_16BE;
    }
    return isUtf8(sample) ? StandardCharsets.UTF_8 : WINDOWS;
  }

  private static int markLength(byte[] sample) {
    if (startsWith(sample, 0xEF, 0xBB, 0xBF)) {
      return 3;
    }
    return startsWith(sample, 0xFF, 0xFE) || startsWith(sample, 0xFE, 0xFF) ? 2 : 0;
  }

  private static boolean startsWith(byte[] sample, int... bytes) {
    if (sample.length < bytes.length) {
      return false;
    }
    byte[] wanted = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      wanted[i] = (byte) bytes[i];
    }
    return Arrays.equals(sample, 0, bytes.length, wanted, 0, bytes.length);
  }

  /** Whether the bytes are UTF-8; a character that the sample cuts does not count against it. */
  private static boolean isUtf8(byte[] sample) {
    CharBuffer decoded = CharBuffer.allocate(sample.length);
    ByteBuffer bytes = ByteBuffer.wrap(sample);
    boolean malformed =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .decode(bytes, decoded, false)
            .isError();
    return !malformed && bytes.remaining() < LONGEST_CHARACTER;
  }
}
