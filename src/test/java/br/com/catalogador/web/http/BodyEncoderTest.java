package br.com.catalogador.web.http;

import static br.com.catalogador.support.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class BodyEncoderTest {
  private static final int MANY = 40;

  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private final CountDownLatch asked = new CountDownLatch(1);

  private Buffer encode() {
    threads.add(Thread.currentThread());
    try {
      asked.await();
    } catch (InterruptedException ignored) {
      Thread.currentThread().interrupt();
    }
    return Buffer.buffer("a");
  }

  @Test
  void largeBodiesOfAllVerticlesShareHalfAsManyThreadsAsProcessors(Vertx vertx) throws Exception {
    List<BodyEncoder> encoders = List.of(new BodyEncoder(vertx), new BodyEncoder(vertx));

    List<Future<Buffer>> bodies =
        IntStream.range(0, MANY)
            .mapToObj(i -> encoders.get(i % 2).encode(true, this::encode))
            .toList();
    asked.countDown();
    await(Future.all(bodies));

    assertThat(threads)
        .hasSizeLessThanOrEqualTo(Math.max(1, Runtime.getRuntime().availableProcessors() / 2))
        .doesNotContain(Thread.currentThread());
  }

  @Test
  void aSmallBodyIsEncodedAtOnce(Vertx vertx) {
    asked.countDown();

    assertThat(new BodyEncoder(vertx).encode(false, this::encode).result())
        .isEqualTo(Buffer.buffer("a"));
    assertThat(threads).containsExactly(Thread.currentThread());
  }
}
