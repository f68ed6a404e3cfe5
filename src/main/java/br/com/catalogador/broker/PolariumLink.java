package br.com.catalogador.broker;

import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.support.BackOff;
import br.com.catalogador.support.ContextPromise;
import br.com.catalogador.support.Secret;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One user's link to the broker: reconnects by itself, using one socket after another. When a
 * socket is lost, pending requests fail, new ones wait up to their time-out, and a new socket is
 * opened with back-off; then subscriptions are restored. A socket on which nothing arrives for 15
 * s, or on which the broker no longer accepts the session, is replaced at once and its pending
 * requests are repeated. The link ends (AUTH_FAILED) only if the broker refuses the session id five
 * times in a row, or accepts it but refuses every request; {@link #reauthenticate} with another
 * session id revives it. {@code docs/confiabilidade.md} has a diagram of the states. Confined to
 * the event loop it was opened on.
 */
public final class PolariumLink implements BrokerLink {
  private static final Logger LOG = LoggerFactory.getLogger(PolariumLink.class);
  private static final long MAX_SILENCE_MILLIS = 15_000;
  private static final long CHECK_MILLIS = 1_000;
  private static final int MAX_REFUSALS = 5;

  /** Answers to an authentication that do not accept the session id. */
  private static final Set<FailureKind> NOT_ACCEPTED =
      Set.of(FailureKind.SESSION_ENDED, FailureKind.BROKER_UNREADABLE);

  /**
   * A session refused again this soon after it was renewed has not expired: either the broker has
   * ended it for good, or it refuses this kind of request under any session.
   */
  private static final long RENEWED_RECENTLY_MILLIS = 30_000;

  private static final long NEVER = Long.MIN_VALUE / 2;

  /**
   * The broker sends {@code timeSync} every second; without it for so long the link counts as
   * quiet.
   */
  private static final long QUIET_MILLIS = 5_000;

  /** States of a link. */
  public enum State {
    /** The first socket is opening. */
    CONNECTING,
    /** The first socket is open and authenticates. */
    AUTHENTICATING,
    /** A socket is open and authenticated. */
    READY,
    /** The socket was lost or is being replaced. */
    RECONNECTING,
    /** Ended until {@link #reauthenticate}: the broker does not accept the session id. */
    AUTH_FAILED,
    /** Closed by {@link #close}, or because the first connection failed. */
    CLOSED
  }

  private final Vertx vertx;
  private final WebSocketClient client;
  private final BrokerOptions options;
  private final BrokerMeters meters;
  private final InstantSource localTime;
  private final BrokerClock clock;
  private final ProtocolAnomalies anomalies;
  private final Subscriptions subscriptions = new Subscriptions(this::readySocket);
  private final Set<Promise<PolariumSocket>> waiting = new LinkedHashSet<>();
  private final BackOff backOff = new BackOff();
  private Secret ssid;
  private State state = State.CONNECTING;
  private Runnable listener = () -> {};
  private Consumer<Frame> frameListener = ignored -> {};
  private FrameTap tap = FrameTap.NONE;
  private boolean quiet;
  private PolariumSocket socket;
  private int refusals;
  private long renewedAt = NEVER;
  private long receivedAt;
  private boolean silent;
  private Future<Void> probe;
  private long checkTimer = -1;
  private long retryTimer = -1;

  /**
   * @param client stays owned by the caller and must outlive the link
   * @param ssid the session id from {@link PolariumLogin}
   * @param localTime the local clock; must never step
   */
  public PolariumLink(
      Vertx vertx,
      WebSocketClient client,
      BrokerOptions options,
      Secret ssid,
      InstantSource localTime) {
    this.vertx = vertx;
    this.client = client;
    this.options = options;
    this.meters = BrokerMeters.of(vertx);
    this.anomalies = new ProtocolAnomalies(meters);
    this.ssid = ssid;
    this.localTime = localTime;
    this.clock = new BrokerClock(localTime);
    clock.onStep(() -> listener.run());
    meters.opened(state);
  }

  /**
   * Connects for the first time.
   *
   * @return nothing, or a {@link Failure} after which the link is closed: SESSION_ENDED if the
   *     broker refuses the session id, BROKER_UNREADABLE if its answer to it cannot be read,
   *     BROKER_REFUSED, BROKER_UNAVAILABLE, BROKER_TIMEOUT
   */
  public Future<Void> open() {
    return connect().onSuccess(ignored -> startChecks()).onFailure(ignored -> close());
  }

  /**
   * Continues under the session id of a fresh login. Opens a new socket at once in every state:
   * connected (pending requests are repeated on it), waiting to reconnect, or ended (AUTH_FAILED).
   * Call it after {@link #open} has completed, on the link's event loop. The old session id is not
   * logged out.
   *
   * @return nothing once the broker has accepted the new session id; or a {@link Failure}:
   *     SESSION_ENDED after five refusals, BROKER_UNAVAILABLE if the broker cannot be reached
   *     within the request time-out (the link keeps trying under the new id) or if the link is
   *     closed
   */
  public Future<Void> reauthenticate(Secret fresh) {
    if (state == State.CLOSED) {
      return Future.failedFuture(Failure.of(endFailure()));
    }
    ssid = fresh;
    renewedAt = NEVER;
    if (state == State.AUTH_FAILED) {
      startChecks();
    }
    reconnectNow();
    return socketWithin(options.requestTimeout()).mapEmpty();
  }

  /**
   * Authenticates the next sockets with another session id of the same user; the current socket
   * stays.
   */
  public void authenticateNextWith(Secret fresh) {
    ssid = fresh;
  }

  private Future<Void> connect() {
    PolariumSocket opening =
        new PolariumSocket(vertx, client, options, clock, anomalies, new SocketListener(), tap);
    socket = opening;
    receivedAt = localTime.millis();
    return opening
        .connect()
        .onSuccess(ignored -> advance(State.CONNECTING, State.AUTHENTICATING))
        .compose(ignored -> opening.authenticate(ssid))
        .onSuccess(ignored -> ready(opening));
  }

  /** Only the first connection reports its steps; later ones stay RECONNECTING. */
  private void advance(State from, State to) {
    if (state == from) {
      setState(to);
    }
  }

  private void setState(State next) {
    if (state != next) {
      meters.stateChanged(state, next);
      state = next;
      listener.run();
    }
  }

  private void ready(PolariumSocket opened) {
    if (state == State.CLOSED || opened != socket) {
      opened.close();
      return;
    }
    setState(State.READY);
    backOff.reset();
    refusals = 0;
    opened.closed().onSuccess(ignored -> lost(opened));
    subscriptions.restoreOn(opened);
    List<Promise<PolariumSocket>> admitted = List.copyOf(waiting);
    waiting.clear();
    admitted.forEach(promise -> promise.tryComplete(opened));
    subscriptions.restored();
  }

  private void lost(PolariumSocket closed) {
    if (state == State.READY && closed == socket) {
      LOG.debug("link to the broker lost, reconnecting");
      setState(State.RECONNECTING);
      retryLater();
    }
  }

  private void retryLater() {
    retryTimer = vertx.setTimer(backOff.next(), ignored -> retry());
  }

  private void retry() {
    Future<Void> connecting = connect();
    PolariumSocket opening = socket;
    connecting.onFailure(
        cause -> {
          // A replaced socket no longer matters.
          if (state != State.CLOSED && opening == socket) {
            reconnectFailed(Failure.from(cause).kind());
          }
        });
  }

  private void reconnectFailed(FailureKind kind) {
    refusals = NOT_ACCEPTED.contains(kind) ? refusals + 1 : 0;
    if (refusals >= MAX_REFUSALS) {
      end(State.AUTH_FAILED);
    } else {
      retryLater();
    }
  }

  /** Replaces the socket without back-off. */
  private void reconnectNow() {
    vertx.cancelTimer(retryTimer);
    backOff.reset();
    refusals = 0;
    replaceSocket(this::retry);
  }

  /** Replaces the socket; its pending requests are repeated on the new one. */
  private void replaceSocket(Runnable reconnecting) {
    PolariumSocket old = socket;
    setState(State.RECONNECTING);
    reconnecting.run();
    old.close(FailureKind.SESSION_ENDED);
  }

  /** Receives events of the current socket; replaced sockets are closed and report nothing. */
  private final class SocketListener implements PolariumSocket.Listener {
    /** Reconnecting repeats the same failure for every session, which would flood the log. */
    @Override
    public void unreachable(Throwable cause) {
      PolariumSocket.Listener.super.unreachable(cause);
      if (state == State.CONNECTING) {
        Unreachable.log(options.network().proxy(), cause);
      }
    }

    @Override
    public void received() {
      receivedAt = localTime.millis();
    }

    @Override
    public void parsed(Frame frame) {
      frameListener.accept(frame);
    }

    @Override
    public boolean pushed(Frame frame) {
      return subscriptions.pushed(frame);
    }

    @Override
    public void unauthorized() {
      // While connecting, the answer to the authentication reports it.
      if (state == State.READY && wasRenewedRecently()) {
        checkSession();
      } else if (state == State.READY) {
        LOG.debug("the broker does not accept the session any more, authenticating again");
        meters.reauthenticating();
        renewedAt = localTime.millis();
        reconnectNow();
      }
    }
  }

  private boolean wasRenewedRecently() {
    return Math.abs(localTime.millis() - renewedAt) < RENEWED_RECENTLY_MILLIS;
  }

  /** Starts the periodic check for silence: a connection may be dead without being closed. */
  private void startChecks() {
    checkTimer =
        vertx.setPeriodic(
            CHECK_MILLIS,
            ignored -> {
              replaceSilentSocket();
              setQuiet(clock.ageMillis() > QUIET_MILLIS);
            });
  }

  /**
   * Requires two consecutive silent checks: after a pause of this process or a change of its clock,
   * the first check runs before the frames that arrived meanwhile are read.
   */
  private void replaceSilentSocket() {
    long silentMillis = localTime.millis() - receivedAt;
    boolean wasSilent = silent;
    silent = state == State.READY && silentMillis >= MAX_SILENCE_MILLIS - CHECK_MILLIS;
    if (silent && wasSilent && silentMillis >= MAX_SILENCE_MILLIS) {
      LOG.debug("nothing received from the broker for {} ms, replacing the socket", silentMillis);
      meters.silent();
      silent = false;
      replaceSocket(this::retryLater);
    }
  }

  private void setQuiet(boolean now) {
    if (quiet != now) {
      quiet = now;
      listener.run();
    }
  }

  /**
   * Sets the listener, called on this link's event loop when the state changes, when the broker
   * becomes quiet or sends its time again, and after its clock has stepped. There is one listener;
   * the last one set replaces the others.
   */
  public void onChange(Runnable changed) {
    listener = changed;
  }

  /**
   * Sets the listener, called on this link's event loop with each frame of the broker before it is
   * used: answers, pushes and times alike.
   */
  public void onFrame(Consumer<Frame> received) {
    frameListener = received;
  }

  /**
   * Sets the tap of the current socket, from its next frame on, and of all later ones. There is one
   * tap; the last one set replaces the others. On the link's event loop.
   */
  public void tap(FrameTap observer) {
    tap = observer;
    if (socket != null) {
      socket.tap(observer);
    }
  }

  public State state() {
    return state;
  }

  @Override
  public BrokerClock clock() {
    return clock;
  }

  @Override
  public Future<Void> clockKnown() {
    if (hasEnded()) {
      return Future.failedFuture(Failure.of(endFailure()));
    }
    return clock
        .known(options.requestTimeout())
        .recover(
            ignored ->
                Future.failedFuture(
                    Failure.of(hasEnded() ? endFailure() : FailureKind.BROKER_TIMEOUT)));
  }

  private boolean hasEnded() {
    return state == State.AUTH_FAILED || state == State.CLOSED;
  }

  private FailureKind endFailure() {
    return state == State.AUTH_FAILED ? FailureKind.SESSION_ENDED : FailureKind.BROKER_UNAVAILABLE;
  }

  /**
   * {@inheritDoc} A request refused because the session has expired is repeated once after the link
   * has authenticated again; the time-out covers both attempts.
   */
  @Override
  public Future<Frame> request(String name, String version, JsonObject body) {
    long deadline = System.nanoTime() + options.requestTimeout().toNanos();
    return attemptOnNextSocketToo(name, version, body, deadline)
        .recover(cause -> isExpiry(cause) ? classifyRefusal(cause) : Future.failedFuture(cause));
  }

  /** Repeats a request once when its socket has been replaced meanwhile. */
  private Future<Frame> attemptOnNextSocketToo(
      String name, String version, JsonObject body, long deadline) {
    return attempt(name, version, body, deadline)
        .recover(
            cause ->
                isExpiry(cause) && state != State.READY
                    ? attempt(name, version, body, deadline)
                    : Future.failedFuture(cause));
  }

  /** Whether a request failed because the session expired, on a link that has not ended. */
  private boolean isExpiry(Throwable cause) {
    return !hasEnded() && Failure.from(cause).kind() == FailureKind.SESSION_ENDED;
  }

  private Future<Frame> attempt(String name, String version, JsonObject body, long deadline) {
    return state == State.READY
        ? socket.request(name, version, body, remaining(deadline))
        : socketWithin(remaining(deadline))
            .compose(ready -> ready.request(name, version, body, remaining(deadline)));
  }

  private static Duration remaining(long deadline) {
    return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
  }

  /**
   * Fails a request that was refused twice: with the end of the session, or as refused by itself.
   */
  private Future<Frame> classifyRefusal(Throwable refusal) {
    return checkSession()
        .compose(
            ignored ->
                Future.failedFuture(
                    Failure.of(
                        FailureKind.BROKER_REFUSED, Failure.from(refusal).facts().getMap())));
  }

  /**
   * Requests the profile as a probe: if the broker accepts the session id and refuses even this
   * request, the session is useless and the link ends. Concurrent callers share one probe.
   */
  private Future<Void> checkSession() {
    if (probe == null) {
      long deadline = System.nanoTime() + options.requestTimeout().toNanos();
      Future<Void> running =
          attemptOnNextSocketToo("core.get-profile", "1.0", new JsonObject(), deadline)
              .onFailure(this::endIfRefused)
              .mapEmpty();
      probe = running;
      running.onComplete(ignored -> probe = null);
      return running;
    }
    return ContextPromise.follow(probe);
  }

  /** A probe that failed with its socket says nothing of the session: another one is opening. */
  private void endIfRefused(Throwable cause) {
    if (isExpiry(cause) && state == State.READY) {
      end(State.AUTH_FAILED);
      socket.close();
    }
  }

  private Future<PolariumSocket> socketWithin(Duration limit) {
    if (hasEnded()) {
      return Future.failedFuture(Failure.of(endFailure()));
    }
    Promise<PolariumSocket> promise = ContextPromise.create();
    waiting.add(promise);
    long timer =
        vertx.setTimer(
            limit.toMillis(),
            ignored -> promise.tryFail(Failure.of(FailureKind.BROKER_UNAVAILABLE)));
    return promise
        .future()
        .onComplete(
            ignored -> {
              vertx.cancelTimer(timer);
              waiting.remove(promise);
            });
  }

  @Override
  public Subscription subscribe(PushTopic topic, Subscription.Listener listener) {
    return subscriptions.add(topic, listener);
  }

  private Optional<PolariumSocket> readySocket() {
    return state == State.READY ? Optional.of(socket) : Optional.empty();
  }

  /** Unusable frames of all sockets of this link. */
  public ProtocolAnomalies anomalies() {
    return anomalies;
  }

  /** Closes the link for good; pending requests fail with BROKER_UNAVAILABLE. */
  public Future<Void> close() {
    PolariumSocket last = socket;
    end(State.CLOSED);
    return last == null ? Future.succeededFuture() : last.close();
  }

  private void end(State last) {
    setState(last);
    vertx.cancelTimer(checkTimer);
    vertx.cancelTimer(retryTimer);
    clock.end();
    List.copyOf(waiting).forEach(promise -> promise.tryFail(Failure.of(endFailure())));
  }
}
