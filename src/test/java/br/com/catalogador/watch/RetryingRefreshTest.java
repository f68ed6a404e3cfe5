package br.com.catalogador.watch;

import static br.com.catalogador.support.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.support.Loop;
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
class RetryingRefreshTest {
  private static final Future<String> FAILED = Future.failedFuture("no broker");

  /** Longer than the first three pauses together. */
  private static final long PAUSES_MILLIS = 1_000;

  private final List<String> made = new ArrayList<>();
  private Vertx vertx;
  private Loop loop;
  private RetryingRefresh<String> renewal;
  private Future<String> next = FAILED;
  private int attempts;

  @BeforeEach
  void make(Vertx vertx) {
    this.vertx = vertx;
    loop = new Loop(vertx);
    renewal =
        new RetryingRefresh<>(
            vertx,
            () -> {
              attempts++;
              return next;
            },
            made::add);
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
    await(vertx.timer(PAUSES_MILLIS, TimeUnit.MILLISECONDS));
  }

  @Test
  void startsWhileNothingSucceedsLeaveOnePendingRetry() {
    onLoop(
        () -> {
          for (int i = 0; i < 20; i++) {
            renewal.start();
          }
          next = Future.succeededFuture("made");
          renewal.start();
        });

    pause();

    assertThat(attempts).isEqualTo(21);
    assertThat(made).containsExactly("made");
  }

  @Test
  void whatFailsIsTriedAgainUntilItSucceedsWithGrowingPauses() {
    onLoop(renewal::start);
    pause();
    // After 0.1, 0.2 and 0.4 s, each up to a quarter shorter.
    onLoop(() -> assertThat(attempts).isEqualTo(4));
    onLoop(() -> next = Future.succeededFuture("made"));

    pause();

    assertThat(attempts).isEqualTo(5);
    assertThat(made).containsExactly("made");
  }

  @Test
  void anAttemptThatANewerOneHasOvertakenIsNotTriedAgain() {
    Promise<String> slow = Promise.promise();
    onLoop(
        () -> {
          next = slow.future();
          renewal.start();
          next = Future.succeededFuture("newer");
          renewal.start();
          slow.fail("too late");
        });

    pause();

    assertThat(attempts).isEqualTo(2);
    assertThat(made).containsExactly("newer");
  }

  @Test
  void resultThatANewerOneHasOvertakenIsDropped() {
    Promise<String> slow = Promise.promise();
    onLoop(
        () -> {
          next = slow.future();
          renewal.start();
          next = Future.succeededFuture("newer");
          renewal.start();
          slow.complete("older");
        });

    assertThat(made).containsExactly("newer");
  }

  @Test
  void nothingIsTriedAfterItWasCancelled() {
    onLoop(
        () -> {
          renewal.start();
          renewal.cancel();
        });

    pause();

    assertThat(attempts).isEqualTo(1);
  }
}
