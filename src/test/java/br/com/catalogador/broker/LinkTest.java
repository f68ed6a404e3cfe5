package br.com.catalogador.broker;

import static br.com.catalogador.support.Awaiting.await;
import static br.com.catalogador.support.Awaiting.failure;
import static br.com.catalogador.support.Awaiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.broker.PolariumLink.State;
import br.com.catalogador.broker.ScriptedBroker.ReceivedRequest;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.support.Loop;
import br.com.catalogador.support.Meters;
import br.com.catalogador.support.Secret;
import br.com.catalogador.support.SettableTime;
import br.com.catalogador.support.VirtualTimers;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The link across lost, silent and refused sockets. */
@ExtendWith(VertxExtension.class)
class LinkTest {
  private static final Duration PATIENT = Duration.ofSeconds(30);
  private static final Secret FRESH = new Secret("fedcba9876543210");

  private final SettableTime time = new SettableTime(ScriptedBroker.NOW);
  private final AtomicLong millis = new AtomicLong();
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private Vertx vertx;
  private ScriptedBroker broker;
  private WebSocketClient client;
  private Loop loop;
  private PolariumLink link;

  @BeforeEach
  void start(Vertx started) {
    vertx = started;
    Meters.install(vertx, registry);
    broker = ScriptedBroker.start(vertx).manualGreeting();
    client = vertx.createWebSocketClient();
    loop = new Loop(vertx);
  }

  @AfterEach
  void end() {
    assertThat(loop.unhandled()).isEmpty();
  }

  private PolariumLink link(Vertx timed) {
    BrokerOptions options = broker.options(PATIENT, PATIENT, 8);
    return new PolariumLink(timed, client, options, Client.SSID, time);
  }

  private Future<Void> open() {
    link = link(vertx);
    return loop.start(link::open);
  }

  private void connected() {
    Future<Void> opening = open();
    acceptLogin();
    await(opening);
  }

  /** Accepts the client whose next frames are the greeting. */
  private void acceptLogin() {
    acceptLogin(Client.SSID);
  }

  private void acceptLogin(Secret ssid) {
    authenticate(ssid).answer("authenticated", true, null);
    broker.next().acknowledge(true);
  }

  private ReceivedRequest authenticate() {
    return authenticate(Client.SSID);
  }

  private ReceivedRequest authenticate(Secret ssid) {
    ReceivedRequest ask = broker.next();
    assertThat(ask.name()).isEqualTo("authenticate");
    assertThat(ask.msg().getString("ssid")).isEqualTo(ssid.value());
    return ask;
  }

  private Future<Frame> request(String name) {
    return loop.start(() -> link.request(name, "1.0", new JsonObject()));
  }

  private State state() {
    return loop.get(link::state);
  }

  @Test
  void reportsTheStatesOfTheFirstConnection() {
    Future<Void> opening = open();
    ReceivedRequest greeting = authenticate();
    assertThat(state()).isEqualTo(State.AUTHENTICATING);

    greeting.answer("authenticated", true, null);
    broker.next().acknowledge(true);
    await(opening);

    assertThat(state()).isEqualTo(State.READY);
  }

  @Test
  void notifiesTheListenerOncePerStateChange() throws InterruptedException {
    connected();
    BlockingQueue<State> events = new LinkedBlockingQueue<>();
    loop.get(
        () -> {
          link.onChange(() -> events.add(link.state()));
          return null;
        });

    broker.cut();
    acceptLogin();

    assertThat(events.poll(10, TimeUnit.SECONDS)).isEqualTo(State.RECONNECTING);
    assertThat(events.poll(10, TimeUnit.SECONDS)).isEqualTo(State.READY);
    await(loop.start(link::close));
    assertThat(events).containsExactly(State.CLOSED);
  }

  @Test
  void notifiesTheListenerWhenTheBrokerBecomesQuietAndReturns() throws InterruptedException {
    connected();
    BlockingQueue<Long> events = new LinkedBlockingQueue<>();
    loop.get(
        () -> {
          link.onChange(() -> events.add(link.clock().ageMillis()));
          return null;
        });

    time.forward(Duration.ofSeconds(6));

    assertThat(events.poll(10, TimeUnit.SECONDS)).isEqualTo(6_000);
    broker.send("{\"name\":\"timeSync\",\"msg\":" + (time.millis() + 1) + "}");
    assertThat(events.poll(10, TimeUnit.SECONDS)).isZero();
    await(loop.start(link::close));
  }

  @Test
  void lostSocketFailsPendingRequestsAndReconnectsWithTheSameSessionId() {
    connected();
    Future<Frame> pending = request("get-candles");
    broker.next();

    broker.cut();

    assertThat(failure(pending).kind()).isEqualTo(FailureKind.BROKER_UNAVAILABLE);
    acceptLogin();
    assertAnswers();
    assertThat(broker.logins()).isEmpty();
  }

  @Test
  void requestsWaitWhileReconnecting() {
    connected();
    broker.cut();
    ReceivedRequest greeting = authenticate();
    assertThat(state()).isEqualTo(State.RECONNECTING);

    Future<Frame> first = request("first");
    Future<Frame> second = request("second");
    greeting.answer("authenticated", true, null);
    broker.next().acknowledge(true);

    ReceivedRequest waitingRequest = broker.next();
    assertThat(waitingRequest.name()).isEqualTo("first");
    waitingRequest.answer(1);
    broker.next().answer(2);
    assertThat(await(first).msg()).isEqualTo(1);
    assertThat(await(second).msg()).isEqualTo(2);
  }

  @Test
  void waitingRequestsFailWithinTheirTimeOut() {
    VirtualTimers timers = new VirtualTimers(vertx, millis::get);
    link = link(timers.vertx());
    Future<Void> opening = loop.start(link::open);
    acceptLogin();
    await(opening);
    broker.cut();
    until(() -> state() == State.RECONNECTING);
    pass(timers, Duration.ofSeconds(1));
    authenticate();

    Future<Frame> request = request("get-candles");
    pass(timers, PATIENT);

    assertThat(failure(request).kind()).isEqualTo(FailureKind.BROKER_UNAVAILABLE);
  }

  private void pass(VirtualTimers timers, Duration time) {
    loop.get(
        () -> {
          millis.addAndGet(time.toMillis());
          timers.fire();
          return null;
        });
  }

  @Test
  void restoresSubscriptionsAndNotifiesTheirListeners() {
    connected();
    List<String> events = new ArrayList<>();
    loop.get(
        () ->
            link.subscribe(
                PushTopic.candles(76, 60),
                new Subscription.Listener() {
                  @Override
                  public void pushed(JsonObject msg) {
                    events.add("push " + msg.getInteger("n"));
                  }

                  @Override
                  public void restored() {
                    events.add("restored");
                  }
                }));
    broker.next().acknowledge(true);
    broker.cut();
    acceptLogin();

    ReceivedRequest again = broker.next();
    again.acknowledge(true);
    broker.send(Frame.push("candle-generated", "quotes", new JsonObject().put("n", 1)));
    broker.waiting();

    assertThat(again.name()).isEqualTo("subscribeMessage");
    assertThat(again.msg()).isEqualTo(PushTopic.candles(76, 60).message());
    assertThat(loop.get(() -> List.copyOf(events))).containsExactly("restored", "push 1");
  }

  private Subscription subscribe(List<String> events, String name) {
    return loop.get(
        () ->
            link.subscribe(
                PushTopic.candles(76, 60), msg -> events.add(name + msg.getInteger("n"))));
  }

  private void close(Subscription subscription) {
    loop.get(
        () -> {
          subscription.close();
          return null;
        });
  }

  private void push(int n) {
    broker.send(Frame.push("candle-generated", "quotes", new JsonObject().put("n", n)));
  }

  @Test
  void sharesOneBrokerSubscriptionPerTopic() {
    connected();
    List<String> events = new ArrayList<>();
    Subscription first = subscribe(events, "first ");
    final Subscription second = subscribe(events, "second ");
    broker.next().acknowledge(true);
    push(1);
    assertThat(broker.waiting()).isEmpty();

    broker.cut();
    acceptLogin();
    assertThat(broker.next().name()).isEqualTo("subscribeMessage");
    close(first);
    push(2);
    assertThat(broker.waiting()).isEmpty();
    assertThat(loop.get(() -> List.copyOf(events)))
        .containsExactly("first 1", "second 1", "second 2");

    close(second);
    ReceivedRequest last = broker.next();
    assertThat(last.name()).isEqualTo("unsubscribeMessage");
    assertThat(last.msg()).isEqualTo(PushTopic.candles(76, 60).message());
  }

  @Test
  void refusalAtTheFirstConnectionFailsAtOnce() {
    Future<Void> opening = open();

    authenticate().answer("authenticated", false, null);

    assertThat(failure(opening).kind()).isEqualTo(FailureKind.SESSION_ENDED);
    assertThat(state()).isEqualTo(State.CLOSED);
  }

  @Test
  void acceptsARefusalWithoutRequestId() {
    Future<Void> opening = open();
    authenticate();

    broker.send(new JsonObject().put("name", "authenticated").put("msg", false).encode());

    assertThat(failure(opening).kind()).isEqualTo(FailureKind.SESSION_ENDED);
  }

  /** An answer that is neither yes nor no does not accept the session id either. */
  @ParameterizedTest
  @ValueSource(strings = {"false", "{\"state\":\"maybe\"}"})
  void fiveConsecutiveRefusalsEndTheLinkAndFailWaitingRequests(String no) {
    connected();
    broker.cut();
    Future<Frame> waiting = null;
    for (int refusal = 1; refusal <= 5; refusal++) {
      ReceivedRequest greeting = authenticate();
      if (waiting == null) {
        waiting = request("get-candles");
      }
      greeting.answer("authenticated", Json.decodeValue(no), null);
    }

    assertThat(failure(waiting).kind()).isEqualTo(FailureKind.SESSION_ENDED);
    assertThat(state()).isEqualTo(State.AUTH_FAILED);
    assertThat(failure(request("get-candles")).kind()).isEqualTo(FailureKind.SESSION_ENDED);
  }

  @Test
  void anotherFailureResetsTheCountOfRefusals() {
    connected();
    broker.cut();
    for (int refusal = 1; refusal <= 4; refusal++) {
      authenticate().answer("authenticated", false, null);
    }
    authenticate();
    broker.cut();
    authenticate().answer("authenticated", false, null);

    acceptLogin();

    assertAnswers();
  }

  private void assertAnswers() {
    Future<Frame> request = request("core.get-profile");
    broker.next().answer("P");
    assertThat(await(request).msg()).isEqualTo("P");
  }

  @Test
  void replacesASocketSilentForFifteenSecondsAndRepeatsItsRequests() {
    connected();
    Future<Frame> pending = request("get-candles");
    broker.next();
    Future<Void> closed = broker.closed();
    broker.waiting();

    time.forward(Duration.ofSeconds(15));

    acceptLogin();
    await(closed);
    ReceivedRequest again = broker.next();
    assertThat(again.name()).isEqualTo("get-candles");
    again.answer("here");
    assertThat(await(pending).msg()).isEqualTo("here");
    assertThat(counted("catalogador.broker.silent.sockets")).isEqualTo(1);
  }

  @Test
  void keepsTheSocketWhileAnyFrameArrives() {
    connected();
    broker.send(Frame.push("anything", null, 1));
    for (int second = 1; second <= 3; second++) {
      time.forward(Duration.ofSeconds(14));
      broker.send(Frame.push("anything", null, second));
      broker.waiting();
      waitForCheck();
    }

    assertAnswers();
    assertThat(counted("catalogador.broker.silent.sockets")).isZero();
  }

  /** Waits for the link's next check for silence, once a second. */
  private void waitForCheck() {
    await(vertx.timer(1_100, TimeUnit.MILLISECONDS));
  }

  private double counted(String counter) {
    return registry.get(counter).counter().count();
  }

  @ParameterizedTest
  @MethodSource("refusalsOfTheSession")
  void authenticatesAgainAndRepeatsARequestRefusedAsUnauthorized(int status, String message) {
    connected();
    Future<Frame> refused = request("get-candles");
    ReceivedRequest ask = broker.next();
    final Future<Frame> pending = request("get-x");
    broker.next();

    ask.answer("candles", new JsonObject().put("message", message), status);

    acceptLogin();
    List<ReceivedRequest> again = List.of(broker.next(), broker.next());
    assertThat(again)
        .extracting(ReceivedRequest::name)
        .containsExactlyInAnyOrder("get-candles", "get-x");
    again.forEach(it -> it.answer("answer to " + it.name()));
    assertThat(await(refused).msg()).isEqualTo("answer to get-candles");
    assertThat(await(pending).msg()).isEqualTo("answer to get-x");
    assertThat(state()).isEqualTo(State.READY);
    assertThat(counted("catalogador.broker.reauthentications")).isEqualTo(1);
  }

  static Stream<Arguments> refusalsOfTheSession() {
    return Stream.of(
        Arguments.of(401, ""),
        Arguments.of(4010, ""),
        Arguments.of(4100, "Unauthorized"),
        Arguments.of(4000, "user is not authorized"),
        Arguments.of(4220, "session has expired"),
        Arguments.of(403, "invalid ssid"));
  }

  @Test
  void authenticatesAgainAfterAPushOfAnEndedSession() {
    connected();

    broker.send("{\"name\":\"authenticated\",\"msg\":false}");

    acceptLogin();
    assertAnswers();
  }

  @Test
  void endsWithinSecondsWhenTheSessionIsRefusedAgain() {
    connected();
    Future<Frame> refused = request("get-candles");
    long began = System.nanoTime();

    broker.next().refuse(4010);
    for (int refusal = 1; refusal <= 5; refusal++) {
      authenticate().answer("authenticated", false, null);
    }

    assertThat(failure(refused).kind()).isEqualTo(FailureKind.SESSION_ENDED);
    assertThat(state()).isEqualTo(State.AUTH_FAILED);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void endsWhenAnAcceptedSessionIsRefusedEveryRequest() {
    connected();
    Future<Frame> refused = request("get-candles");
    broker.next().refuse(4010);
    acceptLogin();

    broker.next().refuse(4010);
    ReceivedRequest probe = broker.next();
    assertThat(probe.name()).isEqualTo("core.get-profile");
    probe.refuse(4010);

    assertThat(failure(refused).kind()).isEqualTo(FailureKind.SESSION_ENDED);
    assertThat(state()).isEqualTo(State.AUTH_FAILED);
  }

  @Test
  void freshLoginDuringTheProbeOfARefusedSessionDoesNotEndTheLink() {
    connected();
    Future<Frame> refused = request("get-candles");
    broker.next().refuse(4010);
    acceptLogin();
    broker.next().refuse(4010);
    assertThat(broker.next().name()).isEqualTo("core.get-profile");

    Future<Void> accepted = loop.start(() -> link.reauthenticate(FRESH));

    acceptLogin(FRESH);
    await(accepted);
    ReceivedRequest again = broker.next();
    assertThat(again.name()).isEqualTo("core.get-profile");
    again.answer("P");
    assertThat(failure(refused).kind()).isEqualTo(FailureKind.BROKER_REFUSED);
    assertThat(state()).isEqualTo(State.READY);
    assertAnswers();
  }

  @Test
  void singleUnauthorizedRequestDoesNotEndTheSession() {
    connected();
    Future<Frame> refused = request("get-balances");
    broker.next().refuse(4010);
    acceptLogin();

    broker.next().refuse(4010);
    broker.next().answer("P");

    Failure failure = failure(refused);
    assertThat(failure.kind()).isEqualTo(FailureKind.BROKER_REFUSED);
    assertThat(failure.facts().getInteger("brokerStatus")).isEqualTo(4010);
    assertAnswers();
    assertThat(state()).isEqualTo(State.READY);
  }

  @Test
  void connectedLinkContinuesUnderAFreshSessionId() {
    connected();
    Future<Frame> pending = request("get-candles");
    broker.next();

    Future<Void> accepted = loop.start(() -> link.reauthenticate(FRESH));

    acceptLogin(FRESH);
    await(accepted);
    broker.next().answer("here");
    assertThat(await(pending).msg()).isEqualTo("here");
    broker.cut();
    acceptLogin(FRESH);
    assertAnswers();
  }

  @Test
  void freshLoginSkipsTheBackOff() {
    connected();
    broker.cut();
    // The attempt under the old id is still running; its result must be ignored.
    ReceivedRequest old = authenticate();

    Future<Void> accepted = loop.start(() -> link.reauthenticate(FRESH));
    old.answer("authenticated", false, null);

    acceptLogin(FRESH);
    await(accepted);
    assertThat(state()).isEqualTo(State.READY);
    assertAnswers();
  }

  @Test
  void freshLoginRevivesAnEndedLink() {
    connected();
    broker.cut();
    for (int refusal = 1; refusal <= 5; refusal++) {
      authenticate().answer("authenticated", false, null);
    }
    assertThat(failure(request("get-candles")).kind()).isEqualTo(FailureKind.SESSION_ENDED);

    Future<Void> accepted = loop.start(() -> link.reauthenticate(FRESH));

    acceptLogin(FRESH);
    await(accepted);
    assertAnswers();
  }

  @Test
  void refusedFreshLoginFailsTheReauthentication() {
    connected();

    Future<Void> accepted = loop.start(() -> link.reauthenticate(FRESH));
    for (int refusal = 1; refusal <= 5; refusal++) {
      authenticate(FRESH).answer("authenticated", false, null);
    }

    assertThat(failure(accepted).kind()).isEqualTo(FailureKind.SESSION_ENDED);
    assertThat(state()).isEqualTo(State.AUTH_FAILED);
  }

  @Test
  void waitForTheClockFailsWhenTheLinkCloses() {
    link = link(vertx);
    Future<Void> known = loop.start(link::clockKnown);

    await(loop.start(link::close));

    assertThat(failure(known).kind()).isEqualTo(FailureKind.BROKER_UNAVAILABLE);
  }

  @Test
  void closedLinkStaysClosedAndFailsRequests() {
    connected();
    Future<Void> closed = broker.closed();

    await(loop.start(link::close));
    await(closed);

    assertThat(state()).isEqualTo(State.CLOSED);
    assertThat(failure(request("get-candles")).kind()).isEqualTo(FailureKind.BROKER_UNAVAILABLE);
  }
}
