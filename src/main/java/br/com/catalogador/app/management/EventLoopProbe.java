package br.com.catalogador.app.management;

import br.com.catalogador.support.Meters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Measures the lag of an event loop, which delays all requests on it. Every tick that is late
 * because of a long block is recorded.
 */
public final class EventLoopProbe extends VerticleBase {
  private static final Duration PERIOD = Duration.ofMillis(500);

  private Timer lag;
  private long due;

  /** Deployment options with one probe per event loop; probes must be deployed first. */
  public static DeploymentOptions deployment() {
    return new DeploymentOptions().setInstances(VertxOptions.DEFAULT_EVENT_LOOP_POOL_SIZE);
  }

  /** The one meter of all loops. */
  private record Lag(Timer timer) {
    static Lag in(MeterRegistry registry) {
      return new Lag(
          Timer.builder("catalogador.event.loop.lag")
              .description("how much later than due an event loop comes to its work")
              .register(registry));
    }
  }

  @Override
  public Future<?> start() {
    lag = Meters.of(vertx, Lag.class, Lag::in).timer();
    due = System.nanoTime();
    vertx.setPeriodic(PERIOD.toMillis(), ignored -> tick());
    return Future.succeededFuture();
  }

  private void tick() {
    due += PERIOD.toNanos();
    lag.record(Math.max(0, System.nanoTime() - due), TimeUnit.NANOSECONDS);
  }
}
