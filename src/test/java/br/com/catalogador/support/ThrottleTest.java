package br.com.catalogador.support;

import static br.com.catalogador.support.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class ThrottleTest {
  private static final long INTERVAL_MILLIS = 100;

  private final List<Integer> runs = new ArrayList<>();
  private final List<Long> runsAt = new ArrayList<>();
  private Vertx vertx;
  private Loop loop;
  private Throttle throttle;
  private int state;

  @BeforeEach
  void create(Vertx given) {
    vertx = given;
    loop = new Loop(vertx);
    throttle =
        new Throttle(
            vertx,
            INTERVAL_MILLIS,
            () -> {
              runs.add(state);
              runsAt.add(System.nanoTime());
            });
  }

  private Future<Void> after(long millis) {
    Promise<Void> promise = Promise.promise();
    vertx.setTimer(millis, ignored -> promise.complete());
    return promise.future();
  }

  @Test
  void runsAtOnceThenOncePerIntervalAndAfterTheLastRequest() {
    Promise<Void> changed = Promise.promise();
    await(
        loop.start(
            () -> {
              vertx.setPeriodic(
                  5,
                  timer -> {
                    state++;
                    throttle.request();
                    if (state == 100) {
                      vertx.cancelTimer(timer);
                      changed.complete();
                    }
                  });
              return changed.future().compose(ignored -> after(2 * INTERVAL_MILLIS));
            }));

    assertThat(loop.get(() -> runs)).startsWith(1).endsWith(100);
    for (int i = 1; i < runsAt.size(); i++) {
      long pause = TimeUnit.NANOSECONDS.toMillis(runsAt.get(i) - runsAt.get(i - 1));
      assertThat(pause).isGreaterThanOrEqualTo(INTERVAL_MILLIS - 2);
    }
  }

  @Test
  void runNowCancelsThePendingRun() {
    await(
        loop.start(
            () -> {
              throttle.request();
              state = 1;
              throttle.request();
              state = 2;
              throttle.runNow();
              return after(3 * INTERVAL_MILLIS);
            }));

    assertThat(loop.get(() -> runs)).containsExactly(0, 2);
  }

  @Test
  void closeCancelsThePendingRun() {
    await(
        loop.start(
            () -> {
              throttle.request();
              throttle.request();
              throttle.close();
              return after(3 * INTERVAL_MILLIS);
            }));

    assertThat(loop.get(() -> runs)).containsExactly(0);
  }
}
