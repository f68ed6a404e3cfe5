package br.com.catalogador.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class ThrottleTest {
  private static final long INTERVAL_MILLIS = 100;

  private final List<Integer> runs = new ArrayList<>();
  private final List<Long> runsAt = new ArrayList<>();
  private VirtualTimers timers;
  private Throttle throttle;
  private long millis;
  private int state;

  @BeforeEach
  void create(Vertx vertx) {
    timers = new VirtualTimers(vertx, () -> millis);
    throttle =
        new Throttle(
            timers.vertx(),
            INTERVAL_MILLIS,
            () -> {
              runs.add(state);
              runsAt.add(millis);
            });
  }

  private void pass(long duration) {
    for (int i = 0; i < duration; i++) {
      millis++;
      timers.fire();
    }
  }

  @Test
  void runsAtOnceThenOncePerIntervalAndAfterTheLastRequest() {
    for (state = 1; state <= 99; state++) {
      throttle.request();
      pass(5);
    }
    pass(2 * INTERVAL_MILLIS);

    assertThat(runs).containsExactly(1, 20, 40, 60, 80, 100);
    assertThat(runsAt).containsExactly(0L, 100L, 200L, 300L, 400L, 500L);
  }

  @Test
  void runNowCancelsThePendingRun() {
    throttle.request();
    state = 1;
    throttle.request();
    state = 2;
    throttle.runNow();
    pass(3 * INTERVAL_MILLIS);

    assertThat(runs).containsExactly(0, 2);
  }

  @Test
  void closeCancelsThePendingRun() {
    throttle.request();
    throttle.request();
    throttle.close();
    pass(3 * INTERVAL_MILLIS);

    assertThat(runs).containsExactly(0);
  }
}
