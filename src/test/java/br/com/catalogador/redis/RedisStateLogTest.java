package br.com.catalogador.redis;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.redis.RedisLink.State;
import br.com.catalogador.support.RecordedLog;
import br.com.catalogador.support.Secret;
import br.com.catalogador.support.VirtualTimers;
import ch.qos.logback.classic.Level;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class RedisStateLogTest {
  private static final long SETTLED_MILLIS = 300;

  private final RecordedLog log = RecordedLog.of(RedisStateLog.class.getName());
  private Vertx vertx;
  private long millis;
  private VirtualTimers timers;
  private RedisStateLog stateLog;
  private RedisLink one;
  private RedisLink other;

  @BeforeEach
  void create(Vertx given) {
    vertx = given;
    timers = new VirtualTimers(vertx, () -> millis);
    stateLog = new RedisStateLog(timers.vertx(), "redis://redis.example:6379", SETTLED_MILLIS);
    one = link();
    other = link();
  }

  @AfterEach
  void close() {
    log.close();
  }

  private RedisLink link() {
    return new RedisLink(
        vertx,
        new RedisAddress(new Secret("redis://redis.example/0"), ""),
        Set.of(),
        InstantSource.system());
  }

  private void settled() {
    millis += SETTLED_MILLIS;
    timers.fire();
  }

  @Test
  void logsAStateSharedByAllLinksOnce() {
    stateLog.changed(one, State.UP, "");
    stateLog.changed(other, State.UP, "");
    stateLog.changed(one, State.DOWN, "slow");
    stateLog.changed(other, State.DOWN, "slow");
    stateLog.changed(one, State.UP, "");
    settled();
    assertThat(log.from(Level.INFO)).hasSize(2);
    stateLog.changed(other, State.UP, "");
    settled();

    assertThat(log.from(Level.INFO))
        .containsExactly(
            "Redis at redis://redis.example:6379 is up",
            "Redis at redis://redis.example:6379 is DOWN: slow",
            "Redis at redis://redis.example:6379 is up");
  }

  @Test
  void logsAnAlternatingLinkOnce() {
    stateLog.changed(one, State.UP, "");
    for (int i = 0; i < 10; i++) {
      stateLog.changed(one, State.DOWN, "slow");
      stateLog.changed(one, State.UP, "");
    }
    settled();

    assertThat(log.from(Level.INFO)).hasSize(3);
  }

  @Test
  void logsAWorseStateAtOnce() {
    stateLog.changed(one, State.UP, "");
    stateLog.changed(one, State.DEGRADED, "OOM");
    stateLog.changed(one, State.DOWN, "connection closed");

    assertThat(log.from(Level.WARN))
        .containsExactly(
            "Redis at redis://redis.example:6379 is DEGRADED: OOM",
            "Redis at redis://redis.example:6379 is DOWN: connection closed");
  }

  @Test
  void logsWhatTheNextAttemptSaysOnce() {
    stateLog.changed(one, State.UP, "");
    for (int i = 0; i < 3; i++) {
      stateLog.changed(one, State.DOWN, "connection closed");
      stateLog.changed(one, State.DOWN, "WRONGPASS invalid username-password pair");
    }

    assertThat(log.from(Level.WARN))
        .containsExactly(
            "Redis at redis://redis.example:6379 is DOWN: connection closed",
            "Redis at redis://redis.example:6379 is DOWN: WRONGPASS invalid username-password"
                + " pair");
  }
}
