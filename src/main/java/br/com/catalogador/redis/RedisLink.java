package br.com.catalogador.redis;

import br.com.catalogador.support.BackOff;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A connection to a Redis server that reconnects by itself with back-off. It fails fast: without a
 * connection a command fails at once, and a command without answer within its time limit closes the
 * connection, because later answers would queue behind it.
 *
 * <p>To check whether the server accepts writes, the link writes its own key, {@link #PROBE}: a
 * full or read-only server still answers a ping. Confined to the event loop it was opened on.
 */
public final class RedisLink {
  /** State of the server. */
  public enum State {
    /** There is no connection. */
    DOWN,
    /** The server answers but refuses writes: it is full, loading, or read-only. */
    DEGRADED,
    UP
  }

  /** Key written by the probe; it expires after a second. */
  static final String PROBE = "catalogador:probe";

  static final long COMMAND_MILLIS = 500;
  static final int MAX_IN_FLIGHT = 1000;
  private static final int TCP_CONNECT_MILLIS = 500;
  private static final long CONNECT_MILLIS = 1_000;
  private static final long HEARTBEAT_MILLIS = 1_000;

  /** Also closes a connection whose last bytes the server does not read. */
  private static final int SILENCE_MILLIS = 3_000;

  /** Error codes for a state of the server, not for an error in one command. */
  private static final Set<String> REFUSALS =
      Set.of(
          "OOM",
          "READONLY",
          "LOADING",
          "MISCONF",
          "NOREPLICAS",
          "MASTERDOWN",
          "CLUSTERDOWN",
          "BUSY",
          "NOPERM");

  private static final String SCRIPT_ERROR = "ERR Error running script";
  private static final long NO_TIMER = -1;

  private final Vertx vertx;
  private final RedisStateLog stateLog;
  private final RedisOptions options;
  private final InstantSource localTime;
  private final List<Runnable> restored = new ArrayList<>();
  private final Set<Promise<Response>> inFlight = new HashSet<>();
  private final BackOff backOff = new BackOff();
  private State state = State.DOWN;
  private Instant since;
  private Redis client;
  private RedisConnection connection;
  private long timer = NO_TIMER;
  private long heartbeat = NO_TIMER;

  /**
   * @param localTime clock for {@link #since}
   */
  public RedisLink(Vertx vertx, RedisAddress address, InstantSource localTime) {
    this.vertx = vertx;
    this.stateLog = RedisStateLog.of(vertx, address.server());
    this.options = options(address);
    this.localTime = localTime;
    this.since = localTime.instant();
  }

  private static RedisOptions options(RedisAddress address) {
    NetClientOptions net =
        new NetClientOptions()
            .setConnectTimeout(TCP_CONNECT_MILLIS)
            .setReadIdleTimeout(SILENCE_MILLIS)
            .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
            .setTcpNoDelay(true)
            .setTcpKeepAlive(true)
            .setHostnameVerificationAlgorithm("HTTPS")
            .setSsl(address.isEncrypted());
    if (!address.authority().isEmpty()) {
      net.setTrustOptions(new PemTrustOptions().addCertPath(address.authority()));
    }
    return new RedisOptions()
        .setConnectionString(address.url().value())
        .setNetClientOptions(net)
        .setMaxWaitingHandlers(MAX_IN_FLIGHT + 1)
        .setMaxPoolSize(1)
        .setPoolCleanerInterval(-1);
  }

  /**
   * Connects, and keeps reconnecting from then on.
   *
   * @return completes after the first attempt, whatever its result; never fails
   */
  public Future<Void> open() {
    // The heartbeat detects a lost server without other commands, so that the state stays correct.
    heartbeat = vertx.setPeriodic(HEARTBEAT_MILLIS, ignored -> send(Request.cmd(Command.PING)));
    return connect()
        .onFailure(cause -> stateLog.changed(this, State.DOWN, reason(cause)))
        .otherwiseEmpty();
  }

  private Future<Void> connect() {
    Redis opening = Redis.createClient(vertx, options);
    client = opening;
    return opening
        .connect()
        .compose(opened -> probe(opened).onSuccess(answering -> ready(opening, opened, answering)))
        .timeout(CONNECT_MILLIS, TimeUnit.MILLISECONDS)
        .onFailure(cause -> lost(opening, reason(cause)))
        .mapEmpty();
  }

  /** Whether the server accepts writes; fails if it does not answer or refuses the credentials. */
  private static Future<State> probe(RedisConnection connection) {
    Request write = Request.cmd(Command.SET).arg(PROBE).arg(1).arg("PX").arg(1000);
    return connection
        .send(write)
        .map(State.UP)
        .recover(
            cause ->
                REFUSALS.contains(reason(cause))
                    ? Future.succeededFuture(State.DEGRADED)
                    : Future.failedFuture(cause));
  }

  private void ready(Redis opened, RedisConnection connected, State answering) {
    if (client != opened) {
      return; // timed out or closed meanwhile
    }
    connection = connected;
    connected.endHandler(ignored -> lost(opened, "connection closed"));
    connected.exceptionHandler(cause -> lost(opened, reason(cause)));
    probed(answering, "refuses writes");
  }

  /** Applies the result of a probe. */
  private void probed(State answering, String reason) {
    boolean wasUp = state == State.UP;
    setState(answering, reason);
    if (answering == State.DEGRADED) {
      retryAfterBackOff(this::repeatProbe);
    } else if (!wasUp) {
      restored.forEach(Runnable::run);
    }
  }

  private void repeatProbe() {
    Redis current = client;
    probe(connection)
        .timeout(COMMAND_MILLIS, TimeUnit.MILLISECONDS)
        .onSuccess(
            answering -> {
              if (client == current) {
                probed(answering, "refuses writes");
              }
            })
        .onFailure(cause -> lost(current, reason(cause)));
  }

  private void lost(Redis failed, String reason) {
    if (client == failed) {
      disconnect(reason);
      retryAfterBackOff(this::connect);
    }
  }

  private Future<Void> disconnect(String reason) {
    vertx.cancelTimer(timer);
    Redis previous = client;
    client = null;
    connection = null;
    setState(State.DOWN, reason);
    List.copyOf(inFlight).forEach(promise -> promise.tryFail(new RedisUnavailable(reason)));
    return previous == null ? Future.succeededFuture() : previous.close();
  }

  private void retryAfterBackOff(Runnable attempt) {
    timer = vertx.setTimer(backOff.next(), ignored -> attempt.run());
  }

  private void setState(State newState, String reason) {
    if (state == newState) {
      return;
    }
    Instant now = localTime.instant();
    if (state == State.UP && since.plusMillis(BackOff.LONGEST_MILLIS).isBefore(now)) {
      backOff.reset(); // only after a stable connection
    }
    state = newState;
    since = now;
    stateLog.changed(this, newState, reason);
  }

  /**
   * Sends one command.
   *
   * @return the answer, null where Redis answers nil; or {@link RedisUnavailable}, at once if there
   *     is no connection or too many commands are pending
   */
  public Future<Response> send(Request command) {
    if (connection == null) {
      return Future.failedFuture(new RedisUnavailable("no connection"));
    }
    if (inFlight.size() >= MAX_IN_FLIGHT) {
      return Future.failedFuture(new RedisUnavailable("too many commands"));
    }
    Redis via = client;
    Promise<Response> promise = Promise.promise();
    inFlight.add(promise);
    long limit = vertx.setTimer(COMMAND_MILLIS, ignored -> lost(via, "slow"));
    connection
        .send(command)
        .onSuccess(promise::tryComplete)
        .onFailure(cause -> promise.tryFail(refused(via, reason(cause))));
    return promise
        .future()
        .onComplete(
            ignored -> {
              vertx.cancelTimer(limit);
              inFlight.remove(promise);
            });
  }

  private RedisUnavailable refused(Redis via, String reason) {
    if (client == via && state == State.UP && REFUSALS.contains(reason)) {
      probed(State.DEGRADED, reason);
    }
    return new RedisUnavailable(reason);
  }

  /**
   * The error code of the server's answer, or the type of the failure; the rest of the text may
   * contain data.
   */
  private static String reason(Throwable cause) {
    if (!(cause instanceof Response answer) || answer.type() != ResponseType.ERROR) {
      return cause.getClass().getSimpleName();
    }
    String message = cause.getMessage();
    // Before version 7, Redis wraps the error of a command in a script.
    int inScript = message.startsWith(SCRIPT_ERROR) ? message.indexOf(": -") : -1;
    return message.substring(inScript < 0 ? 0 : inScript + 3).split(" ", 2)[0];
  }

  /**
   * Adds a listener that runs whenever the server accepts writes again, also after the first
   * connection.
   */
  public void onRestored(Runnable listener) {
    restored.add(listener);
  }

  public State state() {
    return state;
  }

  /** When the state was entered, by the local clock. */
  public Instant since() {
    return since;
  }

  /**
   * Closes the link for good; pending commands fail.
   *
   * @return completes when the connection is closed, after three seconds at the latest
   */
  public Future<Void> close() {
    vertx.cancelTimer(heartbeat);
    stateLog.remove(this);
    state = State.DOWN;
    return disconnect("closed");
  }
}
