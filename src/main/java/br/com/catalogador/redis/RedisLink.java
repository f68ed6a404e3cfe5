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
 * A lasting link to a Redis server, over one connection after another. Nobody waits for a server
 * that is away: a command fails at once unless there is a connection, and one that is not answered
 * within its limit takes the connection with it, because what follows would wait behind it. A lost
 * connection is opened again after growing pauses.
 *
 * <p>Whether the server takes writes is asked by writing a key of its own, {@link #PROBE}: a full
 * or read-only server still answers a ping. Confined to the event loop it was opened on.
 */
public final class RedisLink {
  /** How the server does. */
  public enum State {
    /** There is no connection. */
    DOWN,
    /** The server answers and refuses: it is full, loading, or read-only. */
    DEGRADED,
    UP
  }

  /** Key that the link itself writes, for a second. */
  static final String PROBE = "catalogador:probe";

  static final long COMMAND_MILLIS = 500;
  static final int MAX_IN_FLIGHT = 1000;
  private static final int TCP_CONNECT_MILLIS = 500;
  private static final long CONNECT_MILLIS = 1_000;
  private static final long HEARTBEAT_MILLIS = 1_000;

  /** Ends also a closed connection whose last bytes the server does not take. */
  private static final int SILENCE_MILLIS = 3_000;

  /** The server's words for a state of its own, not for a mistake in one command. */
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
  private final RedisNews news;
  private final RedisOptions options;
  private final InstantSource localTime;
  private final List<Runnable> restored = new ArrayList<>();
  private final Set<Promise<Response>> inFlight = new HashSet<>();
  private final BackOff pauses = new BackOff();
  private State state = State.DOWN;
  private Instant since;
  private Redis client;
  private RedisConnection connection;
  private long timer = NO_TIMER;
  private long heartbeat = NO_TIMER;

  /**
   * @param localTime tells since when a state lasts
   */
  public RedisLink(Vertx vertx, RedisAddress address, InstantSource localTime) {
    this.vertx = vertx;
    this.news = RedisNews.of(vertx, address.server());
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
   * Connects for the first time, and from then on again and again.
   *
   * @return completes once the first attempt has ended, however it has; never fails
   */
  public Future<Void> open() {
    // A server that nobody asks anything is watched all the same: somebody may ask how it does.
    heartbeat = vertx.setPeriodic(HEARTBEAT_MILLIS, ignored -> send(Request.cmd(Command.PING)));
    return connect()
        .onFailure(cause -> news.entered(this, State.DOWN, reason(cause)))
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

  /** Whether the server takes writes; fails when it does not answer or does not let us in. */
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
      return; // too late, or closed meanwhile
    }
    connection = connected;
    connected.endHandler(ignored -> lost(opened, "connection closed"));
    connected.exceptionHandler(cause -> lost(opened, reason(cause)));
    told(answering, "refuses writes");
  }

  /** Takes what a probe has told. */
  private void told(State answering, String reason) {
    boolean wasUp = state == State.UP;
    enter(answering, reason);
    if (answering == State.DEGRADED) {
      later(this::probeAgain);
    } else if (!wasUp) {
      restored.forEach(Runnable::run);
    }
  }

  private void probeAgain() {
    Redis probed = client;
    probe(connection)
        .timeout(COMMAND_MILLIS, TimeUnit.MILLISECONDS)
        .onSuccess(
            answering -> {
              if (client == probed) {
                told(answering, "refuses writes");
              }
            })
        .onFailure(cause -> lost(probed, reason(cause)));
  }

  private void lost(Redis lost, String reason) {
    if (client == lost) {
      disconnect(reason);
      later(this::connect);
    }
  }

  private Future<Void> disconnect(String reason) {
    vertx.cancelTimer(timer);
    Redis gone = client;
    client = null;
    connection = null;
    enter(State.DOWN, reason);
    List.copyOf(inFlight).forEach(promise -> promise.tryFail(new RedisUnavailable(reason)));
    return gone == null ? Future.succeededFuture() : gone.close();
  }

  private void later(Runnable attempt) {
    timer = vertx.setTimer(pauses.next(), ignored -> attempt.run());
  }

  private void enter(State entered, String reason) {
    if (state == entered) {
      return;
    }
    Instant now = localTime.instant();
    if (state == State.UP && since.plusMillis(BackOff.LONGEST_MILLIS).isBefore(now)) {
      pauses.reset(); // one that keeps failing soon after it is up gets no rest
    }
    state = entered;
    since = now;
    news.entered(this, entered, reason);
  }

  /**
   * Sends one command.
   *
   * @return the answer, null where Redis answers nil, or {@link RedisUnavailable}: at once when
   *     there is no connection or too many commands wait for their answers already
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
    long limit = vertx.setTimer(COMMAND_MILLIS, late -> lost(via, "slow"));
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
      told(State.DEGRADED, reason);
    }
    return new RedisUnavailable(reason);
  }

  /**
   * The first word of the server's answer, or the kind of fault: what follows may tell too much.
   */
  private static String reason(Throwable cause) {
    if (!(cause instanceof Response answer) || answer.type() != ResponseType.ERROR) {
      return cause.getClass().getSimpleName();
    }
    String message = cause.getMessage();
    // Before version 7 Redis wraps what a command in a script was refused with.
    int inScript = message.startsWith(SCRIPT_ERROR) ? message.indexOf(": -") : -1;
    return message.substring(inScript < 0 ? 0 : inScript + 3).split(" ", 2)[0];
  }

  /** Runs whenever the server takes writes again, also after the first connection. */
  public void onRestored(Runnable listener) {
    restored.add(listener);
  }

  public State state() {
    return state;
  }

  /** When the state was entered, by this machine's clock. */
  public Instant since() {
    return since;
  }

  /**
   * Ends the link for good; commands under way fail.
   *
   * @return completes when the connection is gone, at the latest after three seconds
   */
  public Future<Void> close() {
    vertx.cancelTimer(heartbeat);
    news.left(this);
    state = State.DOWN;
    return disconnect("closed");
  }
}
