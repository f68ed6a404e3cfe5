package br.com.catalogador.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EncodedOnceTest {
  @Test
  void encodesAValueOnceForAllThreads() {
    AtomicInteger encodings = new AtomicInteger();
    EncodedOnce<String> value = new EncodedOnce<>("x");

    long same =
        IntStream.range(0, 1000)
            .parallel()
            .mapToObj(
                ignored -> value.encoded(text -> Buffer.buffer(text + encodings.incrementAndGet())))
            .filter(text -> text.toString().equals("x1"))
            .count();

    assertThat(same).isEqualTo(1000);
    assertThat(encodings).hasValue(1);
  }
}
