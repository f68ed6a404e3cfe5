package br.com.catalogador.redis;

import br.com.catalogador.support.BackOff;
import br.com.catalogador.support.ContextPromise;
import io.vertx.core.Future;
import io.vertx.core.Handler;
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
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A connection to a Redis server that reconnects by itself with back-off. It fails fast: without a
 * connection a command fails at once, and a command without answer within its time limit closes the
 * connection, because later answers would queue behind it.
 *
 * <p>Confined to the event loop it was opened on.
 */
public final class RedisLink {
  /** State of the server. */
  public enum State {
    /** There is no connection. */
    DOWN,
    /** The server answers but refuses some commands: it is full, read-only, or lacks rights. */
    DEGRADED,
    UP
  }

  static final long COMMAND_MILLIS = 500;
  static final int MAX_IN_FLIGHT = 1000;
  private static final int TCP_CONNECT_MILLIS = 500;
  private static final long CONNECT_MILLIS = 1_000;

  /** How late a time limit may be and still count. */
  private static final long LATE_MILLIS = 100;

  private static final long HEARTBEAT_MILLIS = 1_000;

  /** Also closes a connection whose last bytes the server does not read. */
  private static final int SILENCE_MILLIS = 3_000;

  private static final long NO_TIMER = -1;

  private final Vertx vertx;
  private final RedisStateLog stateLog;
  private final RedisOptions options;
  private final InstantSource localTime;
  private final RedisProbe probe;
  private final List<Runnable> restored = new ArrayList<>();
  private final Set<Promise<Response>> inFlight = new HashSet<>();
  private final BackOff backOff = new BackOff();
  private State state = State.DOWN;
  private Instant since;
  private String reason = "";
  private Redis client;
  private RedisConnection connection;
  private long timer = NO_TIMER;
  private long heartbeat = NO_TIMER;

  /**
   * @param commands what the link will be used for: the server must accept all of them to be UP
   * @param localTime clock for {@link #since}
   */
  public RedisLink(
      Vertx vertx, RedisAddress address, Set<Command> commands, InstantSource localTime) {
    this.vertx = vertx;
    this.probe = new RedisProbe(commands);
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
    return connect().otherwiseEmpty();
  }

  private Future<Void> connect() {
    Redis opening = Redis.createClient(vertx, options);
    client = opening;
    Future<String> probed =
        opening
            .connect()
            .compose(
                opened -> probe.run(opened).onSuccess(refusal -> ready(opening, opened, refusal)));
    return within(CONNECT_MILLIS, probed)
        .onFailure(cause -> lost(opening, RedisError.of(cause).text()))
        .mapEmpty();
  }

  private void ready(Redis opened, RedisConnection connected, String refusal) {
    if (client != opened) {
      return; // timed out or closed meanwhile
    }
    connection = connected;
    connected.endHandler(ignored -> lost(opened, "connection closed"));
    connected.exceptionHandler(cause -> lost(opened, RedisError.of(cause).text()));
    probed(refusal);
  }

  /**
   * Applies the result of a probe.
   *
   * @param refusal empty for none
   */
  private void probed(String refusal) {
    boolean wasUp = state == State.UP;
    if (refusal.isEmpty()) {
      setState(State.UP, "");
      if (!wasUp) {
        restored.forEach(Runnable::run);
      }
    } else {
      setState(State.DEGRADED, refusal);
      retryAfterBackOff(this::repeatProbe);
    }
  }

  private void repeatProbe() {
    Redis current = client;
    within(COMMAND_MILLIS, probe.run(connection))
        .onSuccess(
            refusal -> {
              if (client == current) {
                probed(refusal);
              }
            })
        .onFailure(cause -> lost(current, RedisError.of(cause).text()));
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

  private void setState(State newState, String newReason) {
    if (state == newState && reason.equals(newReason)) {
      return;
    }
    reason = newReason;
    if (state != newState) {
      enter(newState);
    }
    stateLog.changed(this, newState, newReason);
  }

  private void enter(State newState) {
    Instant now = localTime.instant();
    if (state == State.UP && since.plusMillis(BackOff.LONGEST_MILLIS).isBefore(now)) {
      backOff.reset(); // only after a stable connection
    }
    state = newState;
    since = now;
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
    Promise<Response> promise = ContextPromise.create();
    inFlight.add(promise);
    within(COMMAND_MILLIS, connection.send(command))
        .onSuccess(promise::tryComplete)
        .onFailure(cause -> promise.tryFail(failed(via, cause)));
    return promise.future().onComplete(ignored -> inFlight.remove(promise));
  }

  /**
   * An answer, or a {@link TimeoutException} after a time limit. A limit that is itself late is
   * given once more: nothing ran meanwhile, and the answer may be there, unread.
   */
  private <T> Future<T> within(long millis, Future<T> answer) {
    Promise<T> promise = ContextPromise.create();
    Handler<Long> end = ignored -> promise.tryFail(new TimeoutException());
    long late = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis + LATE_MILLIS);
    long limit =
        vertx.setTimer(
            millis,
            id -> {
              if (System.nanoTime() < late) {
                end.handle(id);
              } else {
                vertx.setTimer(millis, end);
              }
            });
    answer
        .onComplete(ignored -> vertx.cancelTimer(limit))
        .onComplete(promise::tryComplete, promise::tryFail);
    return promise.future();
  }

  private RedisUnavailable failed(Redis via, Throwable cause) {
    if (cause instanceof TimeoutException) {
      lost(via, "slow");
      return new RedisUnavailable("slow");
    }
    RedisError error = RedisError.of(cause);
    if (client == via && state == State.UP && error.isRefusal()) {
      probed(error.text());
    }
    return new RedisUnavailable(error.code());
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

  /**
   * Why the server is not UP: its own words where it has answered, such as {@code WRONGPASS …};
   * empty when it is.
   */
  public String reason() {
    return reason;
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
