package br.com.catalogador.broker;

import static br.com.catalogador.support.Awaiting.await;
import static br.com.catalogador.support.Awaiting.failure;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.broker.ScriptedBroker.ReceivedRequest;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.support.Pulse;
import br.com.catalogador.support.VirtualTimers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(VertxExtension.class)
class RequestsTest {
  private static final Duration SOON = Duration.ofMillis(300);

  private ScriptedBroker broker;
  private Client client;

  @BeforeEach
  void connect(Vertx vertx) {
    broker = ScriptedBroker.start(vertx);
    client = Client.connected(vertx, broker.options());
  }

  private Client connected(Vertx vertx, int requestsInFlight) {
    Duration patient = Duration.ofMinutes(5);
    return Client.connected(vertx, broker.options(patient, patient, requestsInFlight));
  }

  private static List<Future<Frame>> request(Client client, int many) {
    return IntStream.range(0, many).mapToObj(i -> client.request("get-" + i)).toList();
  }

  @Test
  void sendsNameVersionAndBody() {
    client.loop.start(
        () -> client.socket.request("get-x", "2.0", new JsonObject().put("active_id", 76)));

    ReceivedRequest ask = broker.next();
    assertThat(ask.msg())
        .isEqualTo(
            new JsonObject()
                .put("name", "get-x")
                .put("version", "2.0")
                .put("body", new JsonObject().put("active_id", 76)));
  }

  @Test
  void matchesAnswersInAnotherOrderToTheirRequests_lesson7() {
    List<Future<Frame>> answers = request(client, 3);
    List<ReceivedRequest> asks = List.of(broker.next(), broker.next(), broker.next());
    assertThat(asks).extracting(ReceivedRequest::id).doesNotHaveDuplicates();

    for (int i : new int[] {2, 0, 1}) {
      asks.get(i).answer("answer to " + asks.get(i).name());
    }

    for (int i = 0; i < 3; i++) {
      assertThat(await(answers.get(i)).msg()).isEqualTo("answer to get-" + i);
    }
  }

  @Test
  void doesNotTakeAnAcknowledgementForTheAnswer() {
    Future<Frame> answer = client.request("get-candles");
    ReceivedRequest ask = broker.next();

    ask.acknowledge(true);
    broker.waiting();
    assertThat(client.loop.get(answer::isComplete)).isFalse();
    ask.answer("data");

    assertThat(await(answer).msg()).isEqualTo("data");
  }

  @Test
  void refusedAcknowledgementFailsTheRequest() {
    Future<Frame> answer = client.request("get-candles");

    broker.next().acknowledge(false);

    assertThat(failure(answer).kind()).isEqualTo(FailureKind.BROKER_REFUSED);
  }

  @Test
  void reportsARefusalUnderTheAnswersNameWithItsStatus() {
    Future<Frame> answer = client.request("get-candles");

    broker.next().refuse(4040);

    Failure refusal = failure(answer);
    assertThat(refusal.kind()).isEqualTo(FailureKind.BROKER_REFUSED);
    assertThat(refusal.facts()).isEqualTo(new JsonObject().put("brokerStatus", 4040));
  }

  @Test
  void acceptsAStatusBelow4000OrNone() {
    List<Future<Frame>> answers = request(client, 3);

    broker.next().answer("x", "just below", 3999);
    broker.next().answer("x", "zero", 0);
    broker.next().answer("x", "none", null);

    assertThat(answers)
        .extracting(answer -> await(answer).msg())
        .containsExactly("just below", "zero", "none");
  }

  @Test
  void oneRefusalDoesNotAffectOtherRequests() {
    List<Future<Frame>> answers = request(client, 2);

    broker.next().refuse(4000);
    broker.next().answer("fine");

    assertThat(failure(answers.get(0)).facts().getInteger("brokerStatus")).isEqualTo(4000);
    assertThat(await(answers.get(1)).msg()).isEqualTo("fine");
  }

  @Test
  void ignoresASecondAnswer() {
    Future<Frame> answer = client.request("get-x");
    ReceivedRequest ask = broker.next();

    ask.answer("first");
    ask.answer("second");
    ask.refuse(4000);
    broker.waiting();

    assertThat(await(answer).msg()).isEqualTo("first");
    assertThat(client.loop.unhandled()).isEmpty();
  }

  @Test
  void queuesRequestsBeyondTheInFlightLimitInOrder(Vertx vertx) {
    Client limited = connected(vertx, 2);
    List<Future<Frame>> answers = request(limited, 5);
    List<ReceivedRequest> written = new ArrayList<>(List.of(broker.next(), broker.next()));
    assertThat(broker.waiting()).isEmpty();

    written.get(1).answer("done");
    written.add(broker.next());
    assertThat(broker.waiting()).isEmpty();
    written.get(0).refuse(4000);
    written.add(broker.next());
    assertThat(broker.waiting()).isEmpty();
    written.get(2).answer("done");
    written.add(broker.next());

    assertThat(written)
        .extracting(ReceivedRequest::name)
        .containsExactly("get-0", "get-1", "get-2", "get-3", "get-4");
    assertThat(await(answers.get(1)).msg()).isEqualTo("done");
    assertThat(await(answers.get(2)).msg()).isEqualTo("done");
  }

  @Test
  void requestThatTimesOutFreesItsSlot(Vertx vertx) {
    Client single = connected(vertx, 1);
    Future<Frame> unanswered = single.request("get-0", SOON);
    broker.next();

    assertThat(failure(unanswered).kind()).isEqualTo(FailureKind.BROKER_TIMEOUT);
    Future<Frame> next = single.request("get-1");
    broker.next().answer("here");
    assertThat(await(next).msg()).isEqualTo("here");
  }

  @Test
  void ignoresALateAnswer() {
    Future<Frame> unanswered = client.request("get-0", SOON);
    ReceivedRequest ask = broker.next();
    assertThat(failure(unanswered).kind()).isEqualTo(FailureKind.BROKER_TIMEOUT);

    ask.answer("late");
    broker.waiting();

    assertThat(client.loop.unhandled()).isEmpty();
  }

  @Test
  void queuedRequestsTimeOutIndependently(Vertx vertx) {
    Client single = connected(vertx, 1);
    List<Future<Frame>> answers =
        IntStream.range(0, 100).mapToObj(i -> single.request("get-" + i, SOON)).toList();

    // Sequentially they would take thirty seconds, three times the wait of the test.
    await(Future.join(answers).otherwiseEmpty());

    assertThat(answers)
        .extracting(answer -> failure(answer).kind())
        .containsOnly(FailureKind.BROKER_TIMEOUT);
    assertThat(single.loop.unhandled()).isEmpty();
  }

  @Test
  void failsEveryRequestWhenTheConnectionIsLost_lesson6(Vertx vertx) {
    Client limited = connected(vertx, 2);
    List<Future<Frame>> answers = request(limited, 6);
    broker.next();

    broker.cut();

    assertThat(answers)
        .extracting(answer -> failure(answer).kind())
        .containsOnly(FailureKind.BROKER_UNAVAILABLE);
    await(limited.socket.closed());
  }

  @Test
  void failsEveryRequestWhenTheBrokerClosesTheSocket(Vertx vertx) {
    Client limited = connected(vertx, 2);
    List<Future<Frame>> answers = request(limited, 6);
    broker.next();

    broker.close();

    assertThat(answers)
        .extracting(answer -> failure(answer).kind())
        .containsOnly(FailureKind.BROKER_UNAVAILABLE);
  }

  @Test
  void failsEveryRequestWhenTheSocketIsClosedLocally() {
    Future<Frame> answer = client.request("get-x");
    broker.next();

    await(client.loop.start(client.socket::close));

    assertThat(failure(answer).kind()).isEqualTo(FailureKind.BROKER_UNAVAILABLE);
    await(broker.closed());
  }

  @Test
  void failsARequestOnAClosedSocketAtOnce() {
    broker.cut();
    await(client.socket.closed());

    assertThat(failure(client.request("get-x")).kind()).isEqualTo(FailureKind.BROKER_UNAVAILABLE);
  }

  @Test
  void sendsRequestsBeyondTheBurstAtTheRateInOrder(Vertx vertx) {
    long greeted = System.nanoTime();
    Client paced = Client.connected(vertx, broker.paced(20, 7));
    long began = System.nanoTime();

    // The greeting has used two of the seven tokens.
    request(paced, 11);

    for (int i = 0; i < 11; i++) {
      ReceivedRequest ask = broker.next();
      assertThat(ask.name()).isEqualTo("get-" + i);
      ask.answer("here");
    }
    // Tokens come in from the greeting on.
    assertThat(Duration.ofNanos(System.nanoTime() - greeted))
        .isGreaterThanOrEqualTo(Duration.ofMillis(250));
    assertThat(Pulse.runSince(began)).isLessThan(Duration.ofSeconds(3));
  }

  @ParameterizedTest
  @CsvSource({"4029,''", "429,''", "4000,Too many requests", "4220,requests_limit exceeded"})
  void sendsARateLimitedRequestAgainMoreSlowly(int status, String message, Vertx vertx) {
    Client paced = Client.connected(vertx, broker.paced(10, 64));
    List<Future<Frame>> answers = request(paced, 3);
    final List<ReceivedRequest> asks = List.of(broker.next(), broker.next(), broker.next());
    long began = System.nanoTime();

    asks.get(0).answer("here");
    asks.get(1).answer("x", new JsonObject().put("message", message), status);
    asks.get(2).answer("x", new JsonObject().put("message", message), status);

    List<ReceivedRequest> again = List.of(broker.next(), broker.next());
    assertThat(again).extracting(ReceivedRequest::name).containsExactlyInAnyOrder("get-1", "get-2");
    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .isGreaterThanOrEqualTo(Duration.ofMillis(350));
    assertThat(Pulse.runSince(began)).isLessThan(Duration.ofSeconds(3));
    again.forEach(ask -> ask.answer("now"));
    assertThat(answers).extracting(it -> await(it).msg()).containsExactly("here", "now", "now");
  }

  @Test
  void failsAsBrokerLimitWhenARequestStaysRateLimitedUntilItsTimeOut(Vertx vertx) {
    AtomicLong millis = new AtomicLong();
    VirtualTimers timers = new VirtualTimers(vertx, millis::get);
    Client timed = Client.connected(timers.vertx(), broker.options());
    Future<Frame> answer = timed.request("get-0", SOON);

    broker.next().refuse(4029);
    broker.waiting();
    timed.loop.get(
        () -> {
          millis.addAndGet(SOON.toMillis());
          timers.fire();
          return null;
        });

    Failure failure = failure(answer);
    assertThat(failure.kind()).isEqualTo(FailureKind.BROKER_LIMIT);
    assertThat(failure.facts()).isEqualTo(new JsonObject().put("retryAfter", 5));
  }

  @Test
  void failsAsBusyWhenTheTokenIsDueAfterTheTimeOut(Vertx vertx) {
    Client paced = Client.connected(vertx, broker.paced(1, 2));
    // The greeting has used both tokens; these use those that have come in since.
    request(paced, 20);

    assertThat(failure(paced.request("get-20", SOON)).kind()).isEqualTo(FailureKind.BUSY);
  }
}
