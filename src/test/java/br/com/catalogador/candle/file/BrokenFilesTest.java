package br.com.catalogador.candle.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that are cut off or altered by chance are read or refused, and nothing else. */
class BrokenFilesTest {
  private static final Path FORMS = Path.of("src", "test", "resources", "candle-files", "forms");
  private static final int ALTERED = 60;
  private static final byte[] NASTY = {
    0, (byte) 0xff, '"', '\n', ',', ';', '{', '[', '\'', '-', 'e', '9'
  };

  static Stream<Path> forms() throws IOException {
    try (Stream<Path> files = Files.list(FORMS)) {
      return files.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("forms")
  void endsInCandlesOrAReason(Path form) throws IOException {
    byte[] whole = Files.readAllBytes(form);
    Random random = new Random(form.getFileName().hashCode());
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          for (int length = 0; length < whole.length; length += 1 + whole.length / 40) {
            read(Arrays.copyOf(whole, length));
          }
          for (int i = 0; i < ALTERED; i++) {
            read(altered(whole, random));
          }
        });
  }

  private static byte[] altered(byte[] whole, Random random) {
    byte[] bytes = whole.clone();
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(bytes.length);
      bytes[at] =
          random.nextBoolean() ? NASTY[random.nextInt(NASTY.length)] : (byte) random.nextInt(256);
    }
    if (random.nextInt(4) > 0) {
      return bytes;
    }
    // a piece of the file again in another place
    int from = random.nextInt(bytes.length);
    int to = from + random.nextInt(bytes.length - from);
    byte[] longer = Arrays.copyOf(bytes, bytes.length + to - from);
    System.arraycopy(bytes, from, longer, bytes.length, to - from);
    return longer;
  }

  private static void read(byte[] bytes) {
    try {
      CandleFile read = CandleReader.read(new ByteArrayInputStream(bytes), ReadOptions.none());
      assertThat(read.candles().size()).isEqualTo(read.understood().candles());
      for (int i = 1; i < read.candles().size(); i++) {
        assertThat(read.candles().from(i)).isGreaterThan(read.candles().from(i - 1));
      }
    } catch (CandleFormatException e) {
      assertThat(e.getMessage()).isNotBlank();
      assertThat(e.getMessage().length()).isLessThan(20_000);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("endless")
  void refusesOneValueWithoutEnd(byte[] begin) throws IOException {
    InputStream endless =
        new InputStream() {
          private int at;

          @Override
          public int read() {
            return at < begin.length ? begin[at++] : at++ > 300_000_000 ? -1 : '7';
          }

          @Override
          public int read(byte[] bytes, int offset, int length) {
            int first = read();
            if (first < 0) {
              return -1;
            }
            Arrays.fill(bytes, offset, offset + length, (byte) '7');
            bytes[offset] = (byte) first;
            at += at < begin.length ? 0 : length - 1;
            return at < begin.length ? 1 : length;
          }
        };
    assertThat(catchThrowable(() -> CandleReader.read(endless, ReadOptions.none())))
        .isInstanceOf(CandleFormatException.class);
  }

  static List<byte[]> endless() {
    return Stream.of(
            "", "from,open,high,low,close\n60,1,1,1,", "[[60,1,1,1,", "{\"candles\":[{\"x\":\"")
        .map(it -> it.getBytes(StandardCharsets.UTF_8))
        .toList();
  }
}
