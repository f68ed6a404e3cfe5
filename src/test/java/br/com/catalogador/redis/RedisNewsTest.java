package br.com.catalogador.redis;

import static br.com.catalogador.support.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.redis.RedisLink.State;
import br.com.catalogador.support.RecordedLog;
import br.com.catalogador.support.Secret;
import ch.qos.logback.classic.Level;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class RedisNewsTest {
  private static final long SETTLED_MILLIS = 300;

  private final RecordedLog log = RecordedLog.of(RedisNews.class.getName());
  private Vertx vertx;
  private RedisNews news;
  private RedisLink one;
  private RedisLink other;

  @BeforeEach
  void create(Vertx given) {
    vertx = given;
    news = new RedisNews(vertx, "redis://redis.example:6379", SETTLED_MILLIS);
    one = link();
    other = link();
  }

  @AfterEach
  void close() {
    log.close();
  }

  private RedisLink link() {
    return new RedisLink(
        vertx, new RedisAddress(new Secret("redis://redis.example/0"), ""), InstantSource.system());
  }

  private void settled() {
    await(vertx.timer(3 * SETTLED_MILLIS, TimeUnit.MILLISECONDS));
  }

  @Test
  void whatAllLinksMeetIsSaidOnce() {
    news.entered(one, State.UP, "");
    news.entered(other, State.UP, "");
    news.entered(one, State.DOWN, "slow");
    news.entered(other, State.DOWN, "slow");
    news.entered(one, State.UP, "");
    settled();
    assertThat(log.from(Level.INFO)).hasSize(2);
    news.entered(other, State.UP, "");
    settled();

    assertThat(log.from(Level.INFO))
        .containsExactly(
            "Redis at redis://redis.example:6379 is up",
            "Redis at redis://redis.example:6379 is DOWN: slow",
            "Redis at redis://redis.example:6379 is up");
  }

  @Test
  void oneThatComesAndGoesIsSaidOnce() {
    news.entered(one, State.UP, "");
    for (int i = 0; i < 10; i++) {
      news.entered(one, State.DOWN, "slow");
      news.entered(one, State.UP, "");
    }
    settled();

    assertThat(log.from(Level.INFO)).hasSize(3);
  }

  @Test
  void thatItIsWorseIsSaidAtOnce() {
    news.entered(one, State.UP, "");
    news.entered(one, State.DEGRADED, "OOM");
    news.entered(one, State.DOWN, "connection closed");

    assertThat(log.from(Level.WARN))
        .containsExactly(
            "Redis at redis://redis.example:6379 is DEGRADED: OOM",
            "Redis at redis://redis.example:6379 is DOWN: connection closed");
  }
}
