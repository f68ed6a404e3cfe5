package br.com.catalogador.session.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SerialExecutorTest {
  private final SerialExecutor<String> serial = new SerialExecutor<>();
  private final List<Promise<String>> begun = new ArrayList<>();

  private Future<String> run(String account) {
    return serial.run(
        account,
        () -> {
          Promise<String> work = Promise.promise();
          begun.add(work);
          return work.future();
        });
  }

  @Test
  void runsTasksOfOneKeyInOrderAlsoAfterAFailure() {
    Future<String> first = run("ana");
    Future<String> second = run("ana");
    assertThat(begun).hasSize(1);

    begun.get(0).fail("refused");
    assertThat(begun).hasSize(2);
    begun.get(1).complete("in");

    assertThat(first.failed()).isTrue();
    assertThat(second.result()).isEqualTo("in");
  }

  @Test
  void tasksOfDifferentKeysRunConcurrently() {
    run("ana");
    run("rui");

    assertThat(begun).hasSize(2);
  }

  @Test
  void aTaskStartsAtOnceWhenAllEarlierOnesHaveCompleted() {
    Future<String> first = run("ana");
    begun.get(0).complete("done");

    run("ana");

    assertThat(first.result()).isEqualTo("done");
    assertThat(begun).hasSize(2);
  }
}
