package br.com.catalogador.session;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.session.message.SessionState;
import br.com.catalogador.session.message.UserId;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.Test;

class MemorySessionStoreTest extends SessionStoreContract {
  @Override
  SessionStore create(Vertx vertx) {
    return new MemorySessionStore(time);
  }

  @Test
  void manyLargeRankingsDoNotFillTheMemory() {
    SessionState large = SessionState.INITIAL.withRanking("x".repeat(4 * 1024 * 1024));
    for (int user = 0; user < 100; user++) {
      put(record(Integer.toString(user), "s" + user).with(large));
    }

    long kept =
        java.util.stream.IntStream.range(0, 100)
            .filter(user -> find(new UserId(Integer.toString(user))).isPresent())
            .count();
    assertThat(kept).isBetween(1L, 15L);
  }
}
