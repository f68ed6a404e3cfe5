package br.com.catalogador.redis;

import br.com.catalogador.redis.RedisLink.State;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.Shareable;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs changes of a Redis server's state, once for all links of this process to it, by the worst
 * state among them. A worse state is logged at once, a better one after it has lasted for a while,
 * because a slow server alternates every few seconds. Each reason is logged once until the server
 * is up again: after "connection closed", the answer to the next attempt tells more. Thread-safe.
 */
final class RedisStateLog implements Shareable {
  private static final Logger LOG = LoggerFactory.getLogger(RedisStateLog.class);
  private static final String NAME = "catalogador.redis.stateLog";
  private static final long STABLE_MILLIS = 5_000;
  private static final long NO_TIMER = -1;

  private final Vertx vertx;
  private final String server;
  private final long stableMillis;
  private final Map<RedisLink, State> states = new IdentityHashMap<>();
  private final Set<String> reasons = new HashSet<>();
  private State logged;
  private long timer = NO_TIMER;

  RedisStateLog(Vertx vertx, String server, long stableMillis) {
    this.vertx = vertx;
    this.server = server;
    this.stableMillis = stableMillis;
  }

  /** The shared instance of all links of a process to a server. */
  static RedisStateLog of(Vertx vertx, String server) {
    return vertx
        .sharedData()
        .<String, RedisStateLog>getLocalMap(NAME)
        .computeIfAbsent(server, ignored -> new RedisStateLog(vertx, server, STABLE_MILLIS));
  }

  /** Records a new state of a link. */
  synchronized void changed(RedisLink link, State state, String reason) {
    states.put(link, state);
    State worst = worst();
    vertx.cancelTimer(timer);
    boolean isNewReason =
        state != State.UP && state == worst && state == logged && !reasons.contains(reason);
    if (logged == null || isWorse(worst, logged) || isNewReason) {
      log(worst, reason);
    } else if (worst != logged) {
      timer = vertx.setTimer(stableMillis, ignored -> logIfBetter(reason));
    }
  }

  /** Removes a closed link. */
  synchronized void remove(RedisLink link) {
    states.remove(link);
  }

  private synchronized void logIfBetter(String reason) {
    State worst = worst();
    if (!states.isEmpty() && isWorse(logged, worst)) {
      log(worst, reason);
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

  private void log(State state, String reason) {
    logged = state;
    if (state == State.UP) {
      reasons.clear();
      LOG.info("Redis at {} is up", server);
    } else {
      reasons.add(reason);
      LOG.warn("Redis at {} is {}: {}", server, state, reason);
    }
  }
}
