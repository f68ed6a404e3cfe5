package br.com.catalogador.support;

import static br.com.catalogador.support.Awaiting.await;
import static br.com.catalogador.support.Awaiting.failure;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.bus.Address;
import br.com.catalogador.bus.Bus;
import br.com.catalogador.bus.Request;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class MetersTest {
  private record Some(int number) {}

  private interface Desk {
    Future<Void> ask(boolean succeeds);
  }

  private record Ask(boolean succeeds) implements Request<Desk, Void> {
    @Override
    public Future<Void> ask(Desk desk) {
      return desk.ask(succeeds);
    }
  }

  @Test
  void createsASetOncePerVertx(Vertx vertx) {
    AtomicInteger made = new AtomicInteger();
    Meters.install(vertx, new SimpleMeterRegistry());

    Some first = Meters.of(vertx, Some.class, ignored -> new Some(made.incrementAndGet()));
    Some second = Meters.of(vertx, Some.class, ignored -> new Some(made.incrementAndGet()));

    assertThat(second).isSameAs(first).isEqualTo(new Some(1));
  }

  @Test
  void discardsValuesWithoutARegistry(Vertx vertx) {
    Timings timings =
        Meters.of(vertx, Timings.class, registry -> new Timings(registry, "a", "b", "c"));

    timings.record("x", null, 1);
    timings.record("x", new IllegalStateException(), 1);
  }

  @Test
  void countsBusRequestsByNameAndResult(Vertx vertx) {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    Meters.install(vertx, registry);
    Bus bus = Bus.install(vertx);
    Address<Desk> address =
        new Address<>("desk", Duration.ofSeconds(10), FailureKind.INTERNAL_ERROR);
    Desk desk =
        succeeds ->
            succeeds
                ? Future.succeededFuture()
                : Future.failedFuture(Failure.of(FailureKind.SESSIONS_FULL));
    await(bus.serve(address, desk).completion());

    await(bus.request(address, new Ask(true)));
    await(bus.request(address, new Ask(true)));
    failure(bus.request(address, new Ask(false)));

    assertThat(requests(registry, "ok").count()).isEqualTo(2);
    assertThat(requests(registry, "sessions_full").count()).isEqualTo(1);
  }

  private static Timer requests(SimpleMeterRegistry registry, String result) {
    return registry
        .get("catalogador.bus.requests")
        .tags("request", "Ask", "result", result)
        .timer();
  }
}
