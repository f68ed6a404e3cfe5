package br.com.catalogador.support;

import static br.com.catalogador.support.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.bus.Address;
import br.com.catalogador.bus.Bus;
import br.com.catalogador.bus.Request;
import br.com.catalogador.failure.FailureKind;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class RequestIdTest {
  private static final Address<Hop> FRONT = address("front");
  private static final Address<Hop> BACK = address("back");

  private static Address<Hop> address(String name) {
    return new Address<>(name, Duration.ofSeconds(10), FailureKind.INTERNAL_ERROR);
  }

  /** Returns the ids that were current at the services on the way. */
  private interface Hop {
    Future<List<String>> seen();
  }

  private record Ask() implements Request<Hop, List<String>> {
    @Override
    public Future<List<String>> ask(Hop hop) {
      return hop.seen();
    }
  }

  private Vertx vertx;
  private Bus bus;

  /** One service on an event loop that sends requests to another on a worker. */
  @BeforeEach
  void start(Vertx started) {
    vertx = started;
    bus = Bus.install(vertx);
    await(bus.serve(FRONT, this::front).completion());
    await(
        vertx.deployVerticle(
            new VerticleBase() {
              @Override
              public Future<?> start() {
                return bus.serve(BACK, RequestIdTest::back).completion();
              }
            },
            new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER)));
  }

  private Future<List<String>> front() {
    return bus.request(BACK, new Ask())
        .map(behind -> List.of(behind.get(0), String.valueOf(RequestId.current())));
  }

  private static Future<List<String>> back() {
    return Future.succeededFuture(List.of(String.valueOf(RequestId.current())));
  }

  /** Sends a request with an id, null for none; appends the id that is current at the reply. */
  private List<String> ask(String id) {
    Promise<List<String>> answer = Promise.promise();
    ContextInternal context = ((ContextInternal) vertx.getOrCreateContext()).duplicate();
    context.runOnContext(
        ignored -> {
          if (id != null) {
            RequestId.begin(id);
          }
          bus.request(FRONT, new Ask())
              .map(seen -> List.of(seen.get(0), seen.get(1), String.valueOf(RequestId.current())))
              .onComplete(answer);
        });
    return await(answer.future());
  }

  @Test
  void propagatesTheIdThroughServicesAndBack() {
    assertThat(ask("a-1")).containsExactly("a-1", "a-1", "a-1");
  }

  @Test
  void doesNotKeepTheIdForTheNextRequest() {
    ask("a-1");

    assertThat(ask(null)).containsExactly("null", "null", "null");
    assertThat(ask("b-2")).containsExactly("b-2", "b-2", "b-2");
  }

  @Test
  void hasNoIdOutsideOfVertx() {
    assertThat(RequestId.current()).isNull();
  }

  /** Runs an action on the context of a request. */
  private <T> T during(String id, Supplier<T> action) {
    Promise<T> result = Promise.promise();
    ((ContextInternal) vertx.getOrCreateContext())
        .duplicate()
        .runOnContext(
            ignored -> {
              RequestId.begin(id);
              result.complete(action.get());
            });
    return await(result.future());
  }

  private static <T> Future<String> idAfter(Future<T> event) {
    return event.map(ignored -> String.valueOf(RequestId.current()));
  }

  @Test
  void aPromiseContinuesTheRequestThatCreatedItWhoeverCompletesIt() {
    List<Promise<Void>> created = new ArrayList<>();
    Future<String> id =
        during(
            "a-1",
            () -> {
              Promise<Void> promise = ContextPromise.create();
              created.add(promise);
              return idAfter(promise.future());
            });

    during("b-2", () -> created.get(0).tryComplete());

    assertThat(await(id)).isEqualTo("a-1");
  }

  @Test
  void severalRequestsFollowOneFutureAndKeepTheirIds() {
    Promise<Void> plain = Promise.promise();
    Promise<Void> first = during("a-1", ContextPromise::<Void>create);
    Future<String> ofPlain = during("b-2", () -> idAfter(ContextPromise.follow(plain.future())));
    Future<String> ofFirst = during("b-2", () -> idAfter(ContextPromise.follow(first.future())));

    during("c-3", plain::tryComplete);
    during("c-3", first::tryComplete);

    assertThat(await(ofPlain)).isEqualTo("b-2");
    assertThat(await(ofFirst)).isEqualTo("b-2");
    assertThat(await(during("d-4", () -> idAfter(ContextPromise.follow(first.future())))))
        .isEqualTo("d-4");
  }

  @Test
  void aPromiseOutsideOfVertxHasNoContext() {
    Promise<String> promise = ContextPromise.create();

    promise.complete("done");

    assertThat(ContextPromise.follow(promise.future()).result()).isEqualTo("done");
  }
}
