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
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A user's lasting link to the broker: one socket after another under one session id. When a socket
 * is lost, requests under way fail, later ones wait up to their limit, and a new socket is opened
 * with growing pauses; then subscriptions are restored. A socket on which nothing comes for 15 s,
 * or on which the broker does not accept the session any more, is replaced at once, and what was
 * under way on it is asked again. Only the broker refusing the session id five times in a row, or
 * serving nothing under it, ends the link (AUTH_FAILED), until {@link #reauthenticate} brings
 * another session id. The states are drawn in {@code docs/confiabilidade.md}. Confined to the event
 * loop it was opened on.
 */
public final class PolariumLink implements BrokerLink {
  private static final Logger LOG = LoggerFactory.getLogger(PolariumLink.class);
  private static final long LONGEST_SILENCE_MILLIS = 15_000;
  private static final long WATCH_MILLIS = 1_000;
  private static final int REFUSALS_TO_GIVE_UP = 5;

  /**
   * A session refused again so soon after it was accepted is not expired by time: either the broker
   * ends it for good, or it refuses one kind of request whatever the session.
   */
  private static final long DOUBTED_MILLIS = 30_000;

  private static final long NEVER = Long.MIN_VALUE / 2;

  /** The broker tells its time every second; without it for so long what is shown grows old. */
  private static final long QUIET_MILLIS = 5_000;

  /** States of a link. */
  public enum State {
    CONNECTING,
    AUTHENTICATING,
    READY,
    RECONNECTING,
    AUTH_FAILED,
    CLOSED
  }

  private final Vertx vertx;
  private final WebSocketClient client;
  private final BrokerOptions options;
  private final BrokerMeters meters;
  private final InstantSource localTime;
  private final BrokerClock clock;
  private final ProtocolAnomalies oddities = new ProtocolAnomalies();
  private final List<Subscription> subscriptions = new ArrayList<>();
  private final Set<Promise<PolariumSocket>> waiting = new LinkedHashSet<>();
  private final BackOff pauses = new BackOff();
  private Secret ssid;
  private State state = State.CONNECTING;
  private Runnable listener = () -> {};
  private boolean quiet;
  private PolariumSocket socket;
  private int refusals;
  private long renewedAt = NEVER;
  private long heardAt;
  private boolean silent;
  private Future<Void> probe;
  private long watchTimer = -1;
  private long retryTimer = -1;

  /**
   * @param client kept by the caller as long as the link lives
   * @param ssid the session id from {@link PolariumLogin}
   * @param localTime this machine's time; must never step
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
    this.ssid = ssid;
    this.localTime = localTime;
    this.clock = new BrokerClock(localTime);
    meters.begun(state);
  }

  /**
   * Connects for the first time.
   *
   * @return nothing, or a {@link Failure} that also closes the link: SESSION_ENDED when the broker
   *     refuses the session id, BROKER_UNAVAILABLE, BROKER_TIMEOUT
   */
  public Future<Void> open() {
    return connect().onSuccess(ready -> watch()).onFailure(cause -> close());
  }

  /**
   * Goes on under another session id, that of a fresh login. A new socket is opened under it at
   * once, whatever the state: where the link was connected (requests under way are asked again
   * there), was waiting to reconnect, or had given up (AUTH_FAILED). To be called once {@link
   * #open} has completed, on the link's event loop; the caller sees to the old session id.
   *
   * @return nothing once the broker has accepted the new session id, else a {@link Failure}:
   *     SESSION_ENDED when it has refused it five times, BROKER_UNAVAILABLE when it could not be
   *     reached within the request time-out, after which the link goes on trying under the new id,
   *     or when the link is closed
   */
  public Future<Void> reauthenticate(Secret fresh) {
    if (state == State.CLOSED) {
      return Future.failedFuture(Failure.of(kindOfEnd()));
    }
    ssid = fresh;
    renewedAt = NEVER;
    if (state == State.AUTH_FAILED) {
      watch();
    }
    renew();
    return socketWithin(options.requestTimeout()).mapEmpty();
  }

  private Future<Void> connect() {
    PolariumSocket opening =
        new PolariumSocket(vertx, client, options, clock, oddities, new Hearing());
    socket = opening;
    heardAt = localTime.millis();
    return opening
        .connect()
        .onSuccess(ignored -> enter(State.CONNECTING, State.AUTHENTICATING))
        .compose(ignored -> opening.authenticate(ssid))
        .onSuccess(ignored -> ready(opening));
  }

  /** Only the first connection has its steps told apart; later ones are all reconnecting. */
  private void enter(State from, State to) {
    if (state == from) {
      become(to);
    }
  }

  private void become(State next) {
    if (state != next) {
      meters.moved(state, next);
      state = next;
      listener.run();
    }
  }

  private void ready(PolariumSocket opened) {
    if (state == State.CLOSED || opened != socket) {
      opened.close();
      return;
    }
    become(State.READY);
    pauses.reset();
    refusals = 0;
    opened.closed().onSuccess(ignored -> lost(opened));
    subscriptions.stream().map(Subscription::topic).distinct().forEach(opened::subscribe);
    List<Promise<PolariumSocket>> admitted = List.copyOf(waiting);
    waiting.clear();
    admitted.forEach(promise -> promise.tryComplete(opened));
    subscriptions.forEach(subscription -> subscription.listener().restored());
  }

  private void lost(PolariumSocket gone) {
    if (state == State.READY && gone == socket) {
      LOG.debug("link to the broker lost, reconnecting");
      become(State.RECONNECTING);
      retryLater();
    }
  }

  private void retryLater() {
    retryTimer = vertx.setTimer(pauses.next(), timer -> retry());
  }

  private void retry() {
    Future<Void> connecting = connect();
    PolariumSocket opening = socket;
    connecting.onFailure(
        cause -> {
          // Of a socket that another has replaced nobody cares any more.
          if (state != State.CLOSED && opening == socket) {
            failedToReconnect(Failure.from(cause).kind());
          }
        });
  }

  private void failedToReconnect(FailureKind kind) {
    refusals = kind == FailureKind.SESSION_ENDED ? refusals + 1 : 0;
    if (refusals >= REFUSALS_TO_GIVE_UP) {
      end(State.AUTH_FAILED);
    } else {
      retryLater();
    }
  }

  /** Leaves the socket for another at once. */
  private void renew() {
    vertx.cancelTimer(retryTimer);
    pauses.reset();
    refusals = 0;
    leave(this::retry);
  }

  /** Leaves the socket for another; what is under way on it is asked again there. */
  private void leave(Runnable reconnecting) {
    PolariumSocket old = socket;
    become(State.RECONNECTING);
    reconnecting.run();
    old.close(FailureKind.SESSION_ENDED);
  }

  /** What the current socket tells; one that has been left is deaf and dumb. */
  private final class Hearing implements PolariumSocket.Listener {
    @Override
    public void heard() {
      heardAt = localTime.millis();
    }

    @Override
    public boolean pushed(Frame frame) {
      return PolariumLink.this.pushed(frame);
    }

    @Override
    public void unauthorized() {
      // While it connects, the answer to the authentication tells the same.
      if (state == State.READY && isDoubted()) {
        served();
      } else if (state == State.READY) {
        LOG.debug("the broker does not accept the session any more, authenticating again");
        meters.reauthenticating();
        renewedAt = localTime.millis();
        renew();
      }
    }
  }

  private boolean isDoubted() {
    return Math.abs(localTime.millis() - renewedAt) < DOUBTED_MILLIS;
  }

  /** A link that hears nothing is dead, even if nobody has closed it. */
  private void watch() {
    watchTimer =
        vertx.setPeriodic(
            WATCH_MILLIS,
            timer -> {
              leaveTheSilent();
              noteQuiet(clock.ageMillis() > QUIET_MILLIS);
            });
  }

  /**
   * Two looks in a row: after this machine stood still, or its clock was set, the first look comes
   * before what has arrived meanwhile was read.
   */
  private void leaveTheSilent() {
    long silentMillis = localTime.millis() - heardAt;
    boolean before = silent;
    silent = state == State.READY && silentMillis >= LONGEST_SILENCE_MILLIS - WATCH_MILLIS;
    if (silent && before && silentMillis >= LONGEST_SILENCE_MILLIS) {
      LOG.debug("nothing has come from the broker for {} ms, replacing the socket", silentMillis);
      meters.silent();
      silent = false;
      leave(this::retryLater);
    }
  }

  private void noteQuiet(boolean now) {
    if (quiet != now) {
      quiet = now;
      listener.run();
    }
  }

  /**
   * Has somebody told, on this link's event loop, when its state has changed and when the broker
   * has fallen silent or speaks again. There is one listener; the last one set stays.
   */
  public void onChange(Runnable told) {
    listener = told;
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
    if (over()) {
      return Future.failedFuture(Failure.of(kindOfEnd()));
    }
    return clock
        .known(options.requestTimeout())
        .recover(
            unknown ->
                Future.failedFuture(Failure.of(over() ? kindOfEnd() : FailureKind.BROKER_TIMEOUT)));
  }

  private boolean over() {
    return state == State.AUTH_FAILED || state == State.CLOSED;
  }

  private FailureKind kindOfEnd() {
    return state == State.AUTH_FAILED ? FailureKind.SESSION_ENDED : FailureKind.BROKER_UNAVAILABLE;
  }

  /**
   * {@inheritDoc} A request that meets the end of the session is repeated once after the link has
   * authenticated again; the limit is that of both together.
   */
  @Override
  public Future<Frame> request(String name, String version, JsonObject body) {
    long deadline = System.nanoTime() + options.requestTimeout().toNanos();
    return attempt(name, version, body, deadline)
        .recover(
            cause ->
                isExpiry(cause) && state != State.READY
                    ? attempt(name, version, body, deadline)
                    : Future.failedFuture(cause))
        .recover(cause -> isExpiry(cause) ? judge(cause) : Future.failedFuture(cause));
  }

  /** Whether a request failed since the session was not accepted, by a link that goes on. */
  private boolean isExpiry(Throwable cause) {
    return !over() && Failure.from(cause).kind() == FailureKind.SESSION_ENDED;
  }

  private Future<Frame> attempt(String name, String version, JsonObject body, long deadline) {
    return state == State.READY
        ? socket.request(name, version, body, until(deadline))
        : socketWithin(until(deadline))
            .compose(ready -> ready.request(name, version, body, until(deadline)));
  }

  private static Duration until(long deadline) {
    return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
  }

  /** Fails a request that was refused again: for the end of the session, or for itself alone. */
  private Future<Frame> judge(Throwable refusal) {
    return served()
        .compose(
            serves ->
                Future.failedFuture(
                    Failure.of(
                        FailureKind.BROKER_REFUSED, Failure.from(refusal).facts().getMap())));
  }

  /**
   * Asks for the profile: a broker that accepts the session id and then does not even tell that
   * serves nothing under it, which ends the link. What others are told meanwhile is the same.
   */
  private Future<Void> served() {
    if (probe == null) {
      long deadline = System.nanoTime() + options.requestTimeout().toNanos();
      Future<Void> asked =
          attempt("core.get-profile", "1.0", new JsonObject(), deadline)
              .onFailure(this::endIfExpired)
              .mapEmpty();
      probe = asked;
      asked.onComplete(ignored -> probe = null);
    }
    return probe;
  }

  private void endIfExpired(Throwable cause) {
    if (isExpiry(cause)) {
      end(State.AUTH_FAILED);
      socket.close();
    }
  }

  private Future<PolariumSocket> socketWithin(Duration limit) {
    if (over()) {
      return Future.failedFuture(Failure.of(kindOfEnd()));
    }
    Promise<PolariumSocket> promise = ContextPromise.of(vertx);
    waiting.add(promise);
    long timer =
        vertx.setTimer(
            limit.toMillis(),
            expired -> promise.tryFail(Failure.of(FailureKind.BROKER_UNAVAILABLE)));
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
    boolean first = !takesPartIn(topic);
    Subscription subscription = new Subscription(this::unsubscribe, topic, listener);
    subscriptions.add(subscription);
    if (first && state == State.READY) {
      socket.subscribe(topic);
    }
    return subscription;
  }

  private void unsubscribe(Subscription subscription) {
    PushTopic topic = subscription.topic();
    if (subscriptions.remove(subscription) && !takesPartIn(topic) && state == State.READY) {
      socket.unsubscribe(topic);
    }
  }

  private boolean takesPartIn(PushTopic topic) {
    return subscriptions.stream().anyMatch(other -> other.topic().equals(topic));
  }

  private boolean pushed(Frame frame) {
    boolean wanted = false;
    for (Subscription subscription : List.copyOf(subscriptions)) {
      if (subscription.matches(frame)) {
        subscription.listener().pushed(frame.msgObject());
        wanted = true;
      }
    }
    return wanted;
  }

  /** What came on all of its sockets and was of no use. */
  ProtocolAnomalies oddities() {
    return oddities;
  }

  /** Closes the link for good; requests still waiting fail. */
  public Future<Void> close() {
    PolariumSocket last = socket;
    end(State.CLOSED);
    return last == null ? Future.succeededFuture() : last.close();
  }

  private void end(State last) {
    become(last);
    vertx.cancelTimer(watchTimer);
    vertx.cancelTimer(retryTimer);
    clock.end();
    List.copyOf(waiting).forEach(promise -> promise.tryFail(Failure.of(kindOfEnd())));
  }
}
