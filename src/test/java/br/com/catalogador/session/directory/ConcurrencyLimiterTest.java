package br.com.catalogador.session.directory;

import static br.com.catalogador.support.Awaiting.failure;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConcurrencyLimiterTest {
  private final ConcurrencyLimiter limiter = new ConcurrencyLimiter(2, 1, 7);
  private final List<Promise<String>> started = new ArrayList<>();

  private Future<String> run(String key) {
    return limiter.run(
        key,
        () -> {
          Promise<String> work = Promise.promise();
          started.add(work);
          return work.future();
        });
  }

  @Test
  void runsAsManyAsAllowedAndTheRestInOrder() {
    run("a");
    run("a");
    Future<String> third = run("a");
    assertThat(started).hasSize(2);

    started.get(1).fail("broken");
    assertThat(started).hasSize(3);
    started.get(2).complete("third");
    assertThat(third.result()).isEqualTo("third");
  }

  @Test
  void taskThatThrowsFailsAndMakesRoomForTheNext() {
    IllegalStateException broken = new IllegalStateException("broken");
    for (int i = 0; i < 2; i++) {
      Future<String> thrown =
          limiter.run(
              "a",
              () -> {
                throw broken;
              });
      assertThat(thrown.cause()).isSameAs(broken);
    }

    run("a");
    run("a");
    assertThat(started).hasSize(2);
  }

  @Test
  void rejectsATaskWithRetryAfterWhenTheQueueIsFull() {
    run("a");
    run("a");
    run("a");

    Failure refusal = failure(run("a"));
    assertThat(refusal.kind()).isEqualTo(FailureKind.BUSY);
    assertThat(refusal.facts()).isEqualTo(new JsonObject().put("retryAfter", 7L));
    assertThat(started).hasSize(2);
  }

  @Test
  void tasksOfDifferentKeysRunConcurrently() {
    run("a");
    run("a");
    run("b");

    assertThat(started).hasSize(3);
  }

  @Test
  void runsATaskAtOnceWhenAllEarlierOnesHaveCompleted() {
    run("a");
    started.get(0).complete("done");
    run("a");
    run("a");

    assertThat(started).hasSize(3);
  }
}
