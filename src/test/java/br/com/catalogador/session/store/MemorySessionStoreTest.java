package br.com.catalogador.session.store;

import static br.com.catalogador.support.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.model.UserId;
import br.com.catalogador.session.message.RevokedTokens;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.Test;

class MemorySessionStoreTest extends SessionStoreContract {
  @Override
  SessionStore create(Vertx vertx) {
    return new MemorySessionStore(time, RevokedTokens.of(vertx));
  }

  @Test
  void keepsRecordsWhenRankingsAreEvicted() {
    String large = "x".repeat(225_000);
    for (int user = 0; user < 1000; user++) {
      SessionRecord record = record(Integer.toString(user), "s" + user);
      put(record);
      await(loop.start(() -> store.putRanking(record, large)));
    }

    long rankings = 0;
    for (int user = 0; user < 1000; user++) {
      UserId id = new UserId(Integer.toString(user));
      assertThat(find(id)).isPresent();
      rankings += ranking(id) == null ? 0 : 1;
    }
    assertThat(rankings * 2 * large.length()).isBetween(1L, MemorySessionStore.MAX_RANKING_BYTES);
  }
}
