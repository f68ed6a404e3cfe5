package br.com.catalogador.broker;

import br.com.catalogador.bus.BackOff;
import br.com.catalogador.bus.Failure;
import br.com.catalogador.bus.FailureKind;
import br.com.catalogador.bus.Secret;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.internal.ContextInternal;
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
 * is lost, or silent for a minute, requests under way fail, later ones wait up to their limit, and
 * a new socket is opened with growing pauses; then subscriptions are restored. Only the broker
 * refusing the session id five times in a row ends it. The states are drawn in {@code
 * docs/confiabilidade.md}. Lives on the event loop it was opened on.
 */
public final class PolariumLink implements BrokerRequests {
  private static final Logger LOG = LoggerFactory.getLogger(PolariumLink.class);
  private static final long LONGEST_SILENCE_MILLIS = 60_000;
  private static final long WATCH_MILLIS = 1_000;
  private static final int REFUSALS_TO_GIVE_UP = 5;

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
  private final Secret ssid;
  private final BrokerClock clock;
  private final Oddities oddities = new Oddities();
  private final List<Subscription> subscriptions = new ArrayList<>();
  private final Set<Promise<PolariumSocket>> waiting = new LinkedHashSet<>();
  private final BackOff pauses = new BackOff();
  private State state = State.CONNECTING;
  private Runnable listener = () -> {};
  private boolean quiet;
  private PolariumSocket socket;
  private int refusals;
  private long watchTimer = -1;
  private long retryTimer = -1;

  /**
   * @param client kept by the caller as long as the link lives
   * @param ssid the session id from {@link PolariumLogin}
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

  private Future<Void> connect() {
    socket = new PolariumSocket(vertx, client, options, clock, oddities, this::pushed);
    PolariumSocket opening = socket;
    return opening
        .connect()
        .onSuccess(connected -> enter(State.CONNECTING, State.AUTHENTICATING))
        .compose(connected -> opening.authenticate(ssid))
        .onSuccess(authenticated -> ready(opening));
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
    if (state == State.CLOSED) {
      opened.close();
      return;
    }
    become(State.READY);
    pauses.reset();
    refusals = 0;
    opened.closed().onSuccess(gone -> lost());
    subscriptions.stream().map(Subscription::topic).distinct().forEach(opened::subscribe);
    List<Promise<PolariumSocket>> admitted = List.copyOf(waiting);
    waiting.clear();
    admitted.forEach(promise -> promise.tryComplete(opened));
    subscriptions.forEach(subscription -> subscription.listener().restored());
  }

  private void lost() {
    if (state == State.READY) {
      LOG.debug("link to the broker lost, reconnecting");
      become(State.RECONNECTING);
      retryLater();
    }
  }

  private void retryLater() {
    retryTimer = vertx.setTimer(pauses.next(), timer -> retry());
  }

  private void retry() {
    connect()
        .onFailure(
            cause -> {
              boolean refused = Failure.from(cause).kind() == FailureKind.SESSION_ENDED;
              refusals = refused ? refusals + 1 : 0;
              if (state == State.CLOSED) {
                return;
              }
              if (refusals >= REFUSALS_TO_GIVE_UP) {
                end(State.AUTH_FAILED);
              } else {
                retryLater();
              }
            });
  }

  /** A link that hears no clock is dead, even if nobody has closed it. */
  private void watch() {
    watchTimer =
        vertx.setPeriodic(
            WATCH_MILLIS,
            timer -> {
              if (state == State.READY && clock.silentMillis() > LONGEST_SILENCE_MILLIS) {
                LOG.debug("the broker is silent, closing the socket");
                socket.close();
              }
              noteQuiet(clock.ageMillis() > QUIET_MILLIS);
            });
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

  /**
   * Completes once the broker has told its time, without which nothing can be said to have closed;
   * BROKER_TIMEOUT when it does not within the request time-out, or what a request would fail with.
   */
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

  @Override
  public Future<Frame> request(String name, String version, JsonObject body) {
    if (state == State.READY) {
      return socket.request(name, version, body);
    }
    long askedAt = System.nanoTime();
    return socketWithin(options.requestTimeout())
        .compose(
            ready -> {
              Duration waited = Duration.ofNanos(System.nanoTime() - askedAt);
              return ready.request(name, version, body, options.requestTimeout().minus(waited));
            });
  }

  private Future<PolariumSocket> socketWithin(Duration limit) {
    if (over()) {
      return Future.failedFuture(Failure.of(kindOfEnd()));
    }
    Promise<PolariumSocket> promise = ((ContextInternal) vertx.getOrCreateContext()).promise();
    waiting.add(promise);
    long timer =
        vertx.setTimer(
            limit.toMillis(),
            expired -> promise.tryFail(Failure.of(FailureKind.BROKER_UNAVAILABLE)));
    return promise
        .future()
        .onComplete(
            done -> {
              vertx.cancelTimer(timer);
              waiting.remove(promise);
            });
  }

  /**
   * Takes part in what the broker tells about a topic, across all sockets, until it is closed.
   * However many take part in the same, the broker is subscribed to it once.
   */
  Subscription subscribe(Topic topic, Subscription.Listener listener) {
    boolean first = !takesPartIn(topic);
    Subscription subscription = new Subscription(this, topic, listener);
    subscriptions.add(subscription);
    if (first && state == State.READY) {
      socket.subscribe(topic);
    }
    return subscription;
  }

  void unsubscribe(Subscription subscription) {
    Topic topic = subscription.topic();
    if (subscriptions.remove(subscription) && !takesPartIn(topic) && state == State.READY) {
      socket.unsubscribe(topic);
    }
  }

  private boolean takesPartIn(Topic topic) {
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
  Oddities oddities() {
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
