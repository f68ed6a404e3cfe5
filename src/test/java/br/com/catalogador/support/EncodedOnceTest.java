package br.com.catalogador.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EncodedOnceTest {
  @Test
  void whatIsToldToManyIsWrittenOnce() {
    AtomicInteger written = new AtomicInteger();
    EncodedOnce<String> news = new EncodedOnce<>("news");

    long same =
        IntStream.range(0, 1000)
            .parallel()
            .mapToObj(
                reader -> news.written(told -> Buffer.buffer(told + written.incrementAndGet())))
            .filter(text -> text.toString().equals("news1"))
            .count();

    assertThat(same).isEqualTo(1000);
    assertThat(written).hasValue(1);
  }
}
