package br.com.catalogador.redis;

import br.com.catalogador.redis.RedisLink.State;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.Shareable;
import java.util.IdentityHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log how a Redis server does: once per change, however many links of this process go
 * to it, and as the worst of them has it. That it is worse is said at once, that it is better once
 * it has been so for a while: a slow server comes and goes every few seconds. May be used on any
 * thread.
 */
final class RedisNews implements Shareable {
  private static final Logger LOG = LoggerFactory.getLogger(RedisNews.class);
  private static final String NAME = "catalogador.redis.news";
  private static final long SETTLED_MILLIS = 5_000;
  private static final long NO_TIMER = -1;

  private final Vertx vertx;
  private final String server;
  private final long settledMillis;
  private final Map<RedisLink, State> states = new IdentityHashMap<>();
  private State said;
  private long timer = NO_TIMER;

  RedisNews(Vertx vertx, String server, long settledMillis) {
    this.vertx = vertx;
    this.server = server;
    this.settledMillis = settledMillis;
  }

  /** The one of all links of a process to a server. */
  static RedisNews of(Vertx vertx, String server) {
    return vertx
        .sharedData()
        .<String, RedisNews>getLocalMap(NAME)
        .computeIfAbsent(server, absent -> new RedisNews(vertx, server, SETTLED_MILLIS));
  }

  /** A link has entered a state. */
  synchronized void entered(RedisLink link, State state, String reason) {
    states.put(link, state);
    State worst = worst();
    vertx.cancelTimer(timer);
    if (said == null || isWorse(worst, said)) {
      say(worst, reason);
    } else if (worst != said) {
      timer = vertx.setTimer(settledMillis, ignored -> settled(reason));
    }
  }

  /** A link is closed. */
  synchronized void left(RedisLink link) {
    states.remove(link);
  }

  private synchronized void settled(String reason) {
    State worst = worst();
    if (!states.isEmpty() && isWorse(said, worst)) {
      say(worst, reason);
    }
  }

  private State worst() {
    State worst = State.UP;
    for (State state : states.values()) {
      worst = isWorse(state, worst) ? state : worst;
    }
    return worst;
  }

  private static boolean isWorse(State state, State other) {
    return rank(state) > rank(other);
  }

  private static int rank(State state) {
    return switch (state) {
      case UP -> 0;
      case DEGRADED -> 1;
      case DOWN -> 2;
    };
  }

  private void say(State state, String reason) {
    said = state;
    if (state == State.UP) {
      LOG.info("Redis at {} is up", server);
    } else {
      LOG.warn("Redis at {} is {}: {}", server, state, reason);
    }
  }
}
