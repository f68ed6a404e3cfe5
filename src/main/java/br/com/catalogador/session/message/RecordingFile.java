package br.com.catalogador.session.message;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * The text of a recording, without secrets and personal data.
 *
 * @param begin when the recording began
 * @param packed the text in UTF-8, compressed by gzip, in Base64: a tenth of its size in memory and
 *     on the way to another server
 */
public record RecordingFile(Instant begin, String packed) {

  /** Compresses lines; blocks for up to a second. */
  public static RecordingFile of(Instant begin, List<String> lines) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      for (String line : lines) {
        gzip.write(line.getBytes(StandardCharsets.UTF_8));
        gzip.write('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return new RecordingFile(begin, Base64.getEncoder().encodeToString(bytes.toByteArray()));
  }

  /** The compressed text. */
  public byte[] gzip() {
    return Base64.getDecoder().decode(packed);
  }
}
