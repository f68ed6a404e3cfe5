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
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class RequestIdTest {
  private static final Address<Room> FRONT = address("front");
  private static final Address<Room> BACK = address("back");

  private static Address<Room> address(String name) {
    return new Address<>(name, Duration.ofSeconds(10), FailureKind.INTERNAL_ERROR);
  }

  /** Tells the ids that the rooms on the way have seen. */
  private interface Room {
    Future<List<String>> seen();
  }

  private record Ask() implements Request<Room, List<String>> {
    @Override
    public Future<List<String>> ask(Room room) {
      return room.seen();
    }
  }

  private Vertx vertx;
  private Bus bus;

  /** One room on an event loop that asks another on a worker. */
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

  /** Asks as a request of that id would, null for none; adds what is current at the answer. */
  private List<String> ask(String id) {
    Promise<List<String>> answer = Promise.promise();
    ContextInternal context = ((ContextInternal) vertx.getOrCreateContext()).duplicate();
    context.runOnContext(
        now -> {
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
  void anIdGoesThroughAllRoomsAndBack() {
    assertThat(ask("a-1")).containsExactly("a-1", "a-1", "a-1");
  }

  @Test
  void noIdStaysBehindForTheNextRequest() {
    ask("a-1");

    assertThat(ask(null)).containsExactly("null", "null", "null");
    assertThat(ask("b-2")).containsExactly("b-2", "b-2", "b-2");
  }

  @Test
  void offVertxThereIsNone() {
    assertThat(RequestId.current()).isNull();
  }
}
