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
  private static final long PAUSE_MILLIS = 100;

  private final List<Integer> told = new ArrayList<>();
  private final List<Long> toldAt = new ArrayList<>();
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
            PAUSE_MILLIS,
            () -> {
              told.add(state);
              toldAt.add(System.nanoTime());
            });
  }

  private Future<Void> after(long millis) {
    Promise<Void> promise = Promise.promise();
    vertx.setTimer(millis, timer -> promise.complete());
    return promise.future();
  }

  @Test
  void whatChangesAllTheTimeIsToldAtOnceThenNowAndThenAndAtLast() {
    Promise<Void> changed = Promise.promise();
    await(
        loop.start(
            () -> {
              vertx.setPeriodic(
                  5,
                  timer -> {
                    state++;
                    throttle.changed();
                    if (state == 100) {
                      vertx.cancelTimer(timer);
                      changed.complete();
                    }
                  });
              return changed.future().compose(done -> after(2 * PAUSE_MILLIS));
            }));

    assertThat(loop.get(() -> told)).startsWith(1).endsWith(100);
    for (int i = 1; i < toldAt.size(); i++) {
      long pause = TimeUnit.NANOSECONDS.toMillis(toldAt.get(i) - toldAt.get(i - 1));
      assertThat(pause).isGreaterThanOrEqualTo(PAUSE_MILLIS - 2);
    }
  }

  @Test
  void whatCannotWaitIsToldAtOnceAndNotAgain() {
    await(
        loop.start(
            () -> {
              throttle.changed();
              state = 1;
              throttle.changed();
              state = 2;
              throttle.now();
              return after(3 * PAUSE_MILLIS);
            }));

    assertThat(loop.get(() -> told)).containsExactly(0, 2);
  }

  @Test
  void closedItTellsNothingThatWasDue() {
    await(
        loop.start(
            () -> {
              throttle.changed();
              throttle.changed();
              throttle.close();
              return after(3 * PAUSE_MILLIS);
            }));

    assertThat(loop.get(() -> told)).containsExactly(0);
  }
}
