package br.com.catalogador.session;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.bus.Failure;
import br.com.catalogador.bus.FailureKind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private final Turns<String> turns = new Turns<>(3);
  private final List<Promise<String>> begun = new ArrayList<>();

  private Future<String> take(String account) {
    return turns.take(
        account,
        () -> {
          Promise<String> work = Promise.promise();
          begun.add(work);
          return work.future();
        });
  }

  @Test
  void workOfOneAccountFollowsOnTheWorkBeforeItWhateverCameOfThat() {
    Future<String> first = take("ana");
    Future<String> second = take("ana");
    assertThat(begun).hasSize(1);

    begun.get(0).fail("refused");
    assertThat(begun).hasSize(2);
    begun.get(1).complete("in");

    assertThat(first.failed()).isTrue();
    assertThat(second.result()).isEqualTo("in");
  }

  @Test
  void accountsDoNotWaitForEachOther() {
    take("ana");
    take("rui");

    assertThat(begun).hasSize(2);
  }

  @Test
  void aFourthInLineIsRefusedAtOnceAndLetInLater() {
    take("ana");
    take("ana");
    take("ana");

    Future<String> fourth = take("ana");
    assertThat(((Failure) fourth.cause()).kind()).isEqualTo(FailureKind.TOO_MANY_ATTEMPTS);

    begun.get(0).complete("done");
    begun.get(1).complete("done");
    begun.get(2).complete("done");
    take("ana");
    assertThat(begun).hasSize(4);
  }
}
