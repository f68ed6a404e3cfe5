package br.com.catalogador.app.management;

import static br.com.catalogador.support.Awaiting.await;
import static br.com.catalogador.support.Awaiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.support.Meters;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class EventLoopProbeTest {
  private static final Duration BLOCK = Duration.ofMillis(900);

  @Test
  void measuresTheLagOfEveryEventLoop(Vertx vertx) throws Exception {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    Meters.install(vertx, registry);
    await(vertx.deployVerticle(EventLoopProbe::new, EventLoopProbe.deployment()));
    Timer lag = registry.get("catalogador.event.loop.lag").timer();

    for (EventExecutor loop : ((VertxInternal) vertx).eventLoopGroup()) {
      double before = lag.totalTime(TimeUnit.MILLISECONDS);
      loop.execute(EventLoopProbeTest::keepBusy);
      until(() -> lag.totalTime(TimeUnit.MILLISECONDS) - before >= 300);
    }

    assertThat(lag.max(TimeUnit.MILLISECONDS)).isGreaterThanOrEqualTo(300);
  }

  private static void keepBusy() {
    long end = System.nanoTime() + BLOCK.toNanos();
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }
}
