package br.com.catalogador.watch;

import static br.com.catalogador.support.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.support.Loop;
import br.com.catalogador.support.VirtualTimers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class RetryingRefreshTest {
  private static final Future<String> FAILED = Future.failedFuture("no broker");

  /** Longer than the first three pauses together, and shorter than the first four. */
  private static final long PAUSES_MILLIS = 1_000;

  private final List<String> results = new ArrayList<>();
  private long millis;
  private VirtualTimers timers;
  private Loop loop;
  private RetryingRefresh<String> refresh;
  private Future<String> nextResult = FAILED;
  private int attempts;

  @BeforeEach
  void create(Vertx vertx) {
    timers = new VirtualTimers(vertx, () -> millis);
    loop = new Loop(vertx);
    refresh =
        new RetryingRefresh<>(
            timers.vertx(),
            () -> {
              attempts++;
              return nextResult;
            },
            results::add);
  }

  private void onLoop(Runnable work) {
    await(
        loop.start(
            () -> {
              work.run();
              return Future.succeededFuture();
            }));
  }

  private void pause() {
    onLoop(
        () -> {
          for (int i = 0; i < PAUSES_MILLIS; i++) {
            millis++;
            timers.fire();
          }
        });
  }

  @Test
  void leavesOnePendingRetryAfterSeveralFailedStarts() {
    onLoop(
        () -> {
          for (int i = 0; i < 20; i++) {
            refresh.start();
          }
          nextResult = Future.succeededFuture("made");
          refresh.start();
        });

    pause();

    assertThat(attempts).isEqualTo(21);
    assertThat(results).containsExactly("made");
  }

  @Test
  void retriesWithGrowingPausesUntilItSucceeds() {
    onLoop(refresh::start);
    pause();
    // After 0.1, 0.2 and 0.4 s, each up to a quarter shorter.
    onLoop(() -> assertThat(attempts).isEqualTo(4));
    onLoop(() -> nextResult = Future.succeededFuture("made"));

    pause();

    assertThat(attempts).isEqualTo(5);
    assertThat(results).containsExactly("made");
  }

  @Test
  void doesNotRetryAnAttemptThatANewerOneHasReplaced() {
    Promise<String> slow = Promise.promise();
    onLoop(
        () -> {
          nextResult = slow.future();
          refresh.start();
          nextResult = Future.succeededFuture("newer");
          refresh.start();
          slow.fail("too late");
        });

    pause();

    assertThat(attempts).isEqualTo(2);
    assertThat(results).containsExactly("newer");
  }

  @Test
  void dropsAResultThatArrivesAfterANewerOne() {
    Promise<String> slow = Promise.promise();
    onLoop(
        () -> {
          nextResult = slow.future();
          refresh.start();
          nextResult = Future.succeededFuture("newer");
          refresh.start();
          slow.complete("older");
        });

    assertThat(results).containsExactly("newer");
  }

  @Test
  void doesNotRetryAfterCancel() {
    onLoop(
        () -> {
          refresh.start();
          refresh.cancel();
        });

    pause();

    assertThat(attempts).isEqualTo(1);
  }
}
