package br.com.catalogador.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NewsTest {
  @Test
  void whatIsToldToManyIsWrittenOnce() {
    AtomicInteger written = new AtomicInteger();
    News<String> news = new News<>("news");

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
