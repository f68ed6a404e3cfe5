package br.com.catalogador.broker;

import static br.com.catalogador.support.Awaiting.await;
import static br.com.catalogador.support.Awaiting.failure;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.broker.PolariumLink.State;
import br.com.catalogador.broker.ScriptedBroker.Ask;
import br.com.catalogador.bus.FailureKind;
import br.com.catalogador.support.Loop;
import br.com.catalogador.support.SettableTime;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The link to the broker across lost, silent and refused sockets. */
@ExtendWith(VertxExtension.class)
class LinkTest {
  private static final Duration PATIENT = Duration.ofSeconds(30);

  private final SettableTime time = new SettableTime(ScriptedBroker.NOW);
  private Vertx vertx;
  private ScriptedBroker broker;
  private WebSocketClient client;
  private Loop loop;
  private PolariumLink link;

  @BeforeEach
  void start(Vertx started) {
    vertx = started;
    broker = ScriptedBroker.start(vertx).greetingByHand();
    client = vertx.createWebSocketClient();
    loop = new Loop(vertx);
  }

  @AfterEach
  void end() {
    assertThat(loop.unhandled()).isEmpty();
  }

  private PolariumLink link(Duration requestTimeout) {
    BrokerOptions options = broker.options(PATIENT, requestTimeout, 8);
    return new PolariumLink(vertx, client, options, Client.SSID, time);
  }

  private Future<Void> open(Duration requestTimeout) {
    link = link(requestTimeout);
    return loop.start(link::open);
  }

  private void connected(Duration requestTimeout) {
    Future<Void> opening = open(requestTimeout);
    admit();
    await(opening);
  }

  /** Lets the client in whose next frames are the greeting. */
  private void admit() {
    authenticate().answer("authenticated", true, null);
    broker.next().acknowledge(true);
  }

  private Ask authenticate() {
    Ask ask = broker.next();
    assertThat(ask.name()).isEqualTo("authenticate");
    assertThat(ask.msg().getString("ssid")).isEqualTo(Client.SSID.value());
    return ask;
  }

  private Future<Frame> request(String name) {
    return loop.start(() -> link.request(name, "1.0", new JsonObject()));
  }

  private State state() {
    return loop.get(link::state);
  }

  @Test
  void statesOfTheFirstConnectionAreToldApart() {
    Future<Void> opening = open(PATIENT);
    Ask greeting = authenticate();
    assertThat(state()).isEqualTo(State.AUTHENTICATING);

    greeting.answer("authenticated", true, null);
    broker.next().acknowledge(true);
    await(opening);

    assertThat(state()).isEqualTo(State.READY);
  }

  @Test
  void eachChangeOfStateIsToldOnce() throws InterruptedException {
    connected(PATIENT);
    BlockingQueue<State> told = new LinkedBlockingQueue<>();
    loop.get(
        () -> {
          link.onChange(() -> told.add(link.state()));
          return null;
        });

    broker.cut();
    admit();

    assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo(State.RECONNECTING);
    assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo(State.READY);
    await(loop.start(link::close));
    assertThat(told).containsExactly(State.CLOSED);
  }

  @Test
  void silenceOfTheBrokerIsToldAndItsEndToo() throws InterruptedException {
    connected(PATIENT);
    BlockingQueue<Long> told = new LinkedBlockingQueue<>();
    loop.get(
        () -> {
          link.onChange(() -> told.add(link.clock().ageMillis()));
          return null;
        });

    time.forward(Duration.ofSeconds(6));

    assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo(6_000);
    broker.send("{\"name\":\"timeSync\",\"msg\":" + (time.millis() + 1) + "}");
    assertThat(told.poll(10, TimeUnit.SECONDS)).isZero();
    await(loop.start(link::close));
  }

  @Test
  void aCutFailsWhatIsUnderWayAndTheNextSocketUsesTheSameSessionId() {
    connected(PATIENT);
    Future<Frame> underWay = request("get-candles");
    broker.next();

    broker.cut();

    assertThat(failure(underWay).kind()).isEqualTo(FailureKind.BROKER_UNAVAILABLE);
    admit();
    assertAnswers();
    assertThat(broker.logins()).isEmpty();
  }

  @Test
  void requestsMadeWhileReconnectingWaitAndAreAnswered() {
    connected(PATIENT);
    broker.cut();
    Ask greeting = authenticate();
    assertThat(state()).isEqualTo(State.RECONNECTING);

    Future<Frame> first = request("first");
    Future<Frame> second = request("second");
    greeting.answer("authenticated", true, null);
    broker.next().acknowledge(true);

    Ask asked = broker.next();
    assertThat(asked.name()).isEqualTo("first");
    asked.answer(1);
    broker.next().answer(2);
    assertThat(await(first).msg()).isEqualTo(1);
    assertThat(await(second).msg()).isEqualTo(2);
  }

  @Test
  void requestsThatWaitInVainFailWithinTheirLimit() {
    connected(Duration.ofMillis(300));
    broker.cut();
    authenticate();

    assertThat(failure(request("get-candles")).kind()).isEqualTo(FailureKind.BROKER_UNAVAILABLE);
  }

  @Test
  void subscriptionsAreRestoredAndTheirTakersToldSo() {
    connected(PATIENT);
    List<String> told = new ArrayList<>();
    loop.get(
        () ->
            link.subscribe(
                Topic.candles(76, 60),
                new Subscription.Listener() {
                  @Override
                  public void pushed(JsonObject msg) {
                    told.add("push " + msg.getInteger("n"));
                  }

                  @Override
                  public void restored() {
                    told.add("restored");
                  }
                }));
    broker.next().acknowledge(true);
    broker.cut();
    admit();

    Ask again = broker.next();
    again.acknowledge(true);
    broker.send(Frame.push("candle-generated", "quotes", new JsonObject().put("n", 1)));
    broker.waiting();

    assertThat(again.name()).isEqualTo("subscribeMessage");
    assertThat(again.msg()).isEqualTo(Topic.candles(76, 60).message());
    assertThat(loop.get(() -> List.copyOf(told))).containsExactly("restored", "push 1");
  }

  private Subscription subscribe(List<String> told, String name) {
    return loop.get(
        () -> link.subscribe(Topic.candles(76, 60), msg -> told.add(name + msg.getInteger("n"))));
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
  void theBrokerIsSubscribedToOnceForAllWhoTakePartInTheSame() {
    connected(PATIENT);
    List<String> told = new ArrayList<>();
    Subscription first = subscribe(told, "first ");
    final Subscription second = subscribe(told, "second ");
    broker.next().acknowledge(true);
    push(1);
    assertThat(broker.waiting()).isEmpty();

    broker.cut();
    admit();
    assertThat(broker.next().name()).isEqualTo("subscribeMessage");
    close(first);
    push(2);
    assertThat(broker.waiting()).isEmpty();
    assertThat(loop.get(() -> List.copyOf(told)))
        .containsExactly("first 1", "second 1", "second 2");

    close(second);
    Ask last = broker.next();
    assertThat(last.name()).isEqualTo("unsubscribeMessage");
    assertThat(last.msg()).isEqualTo(Topic.candles(76, 60).message());
  }

  @Test
  void aRefusalAtTheFirstConnectionIsToldAtOnce() {
    Future<Void> opening = open(PATIENT);

    authenticate().answer("authenticated", false, null);

    assertThat(failure(opening).kind()).isEqualTo(FailureKind.SESSION_ENDED);
    assertThat(state()).isEqualTo(State.CLOSED);
  }

  @Test
  void aRefusalWithoutTheNumberOfTheRequestIsUnderstood() {
    Future<Void> opening = open(PATIENT);
    authenticate();

    broker.send(new JsonObject().put("name", "authenticated").put("msg", false).encode());

    assertThat(failure(opening).kind()).isEqualTo(FailureKind.SESSION_ENDED);
  }

  @Test
  void fiveRefusalsInARowEndTheLinkAndWhoeverWaitsIsToldSo() {
    connected(PATIENT);
    broker.cut();
    Future<Frame> waiting = null;
    for (int refusal = 1; refusal <= 5; refusal++) {
      Ask greeting = authenticate();
      if (waiting == null) {
        waiting = request("get-candles");
      }
      greeting.answer("authenticated", false, null);
    }

    assertThat(failure(waiting).kind()).isEqualTo(FailureKind.SESSION_ENDED);
    assertThat(state()).isEqualTo(State.AUTH_FAILED);
    assertThat(failure(request("get-candles")).kind()).isEqualTo(FailureKind.SESSION_ENDED);
  }

  @Test
  void anotherFaultBetweenRefusalsBeginsTheCountAnew() {
    connected(PATIENT);
    broker.cut();
    for (int refusal = 1; refusal <= 4; refusal++) {
      authenticate().answer("authenticated", false, null);
    }
    authenticate();
    broker.cut();
    authenticate().answer("authenticated", false, null);

    admit();

    assertAnswers();
  }

  private void assertAnswers() {
    Future<Frame> request = request("core.get-profile");
    broker.next().answer("P");
    assertThat(await(request).msg()).isEqualTo("P");
  }

  @Test
  void aBrokerSilentForAMinuteIsLeftAndFoundAgain() {
    connected(PATIENT);
    Future<Frame> underWay = request("get-candles");
    broker.next();

    time.forward(Duration.ofSeconds(61));

    assertThat(failure(underWay).kind()).isEqualTo(FailureKind.BROKER_UNAVAILABLE);
    admit();
    assertAnswers();
  }

  @Test
  void aClockThatIsHeardKeepsTheLink() {
    connected(PATIENT);
    time.forward(Duration.ofSeconds(50));
    broker.send(Frame.push("timeSync", null, (ScriptedBroker.NOW + 50) * 1000));
    broker.waiting();
    time.forward(Duration.ofSeconds(50));

    assertAnswers();
  }

  @Test
  void whoeverWaitsForTheTimeIsToldWhenTheLinkCloses() {
    link = link(PATIENT);
    Future<Void> known = loop.start(link::clockKnown);

    await(loop.start(link::close));

    assertThat(failure(known).kind()).isEqualTo(FailureKind.BROKER_UNAVAILABLE);
  }

  @Test
  void aClosedLinkStaysClosedAndFailsWhatIsAsked() {
    connected(PATIENT);
    Future<Void> gone = broker.gone();

    await(loop.start(link::close));
    await(gone);

    assertThat(state()).isEqualTo(State.CLOSED);
    assertThat(failure(request("get-candles")).kind()).isEqualTo(FailureKind.BROKER_UNAVAILABLE);
  }
}
