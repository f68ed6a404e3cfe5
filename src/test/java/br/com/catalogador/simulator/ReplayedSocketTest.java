package br.com.catalogador.simulator;

import static br.com.catalogador.support.Awaiting.await;
import static br.com.catalogador.support.Awaiting.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a replay answers and pushes, by recordings of a few lines. */
@ExtendWith(VertxExtension.class)
class ReplayedSocketTest {
  private static final String HEAD =
      "{\"format\":\"catalogador-recording\",\"version\":1,\"at\":\"1970-01-01T00:16:40Z\"}";

  private final List<String> lines = new ArrayList<>();
  private final BlockingQueue<JsonObject> received = new LinkedBlockingQueue<>();
  private Vertx vertx;

  /** Referenced until the end of the test: a client that is collected closes its sockets. */
  private WebSocketClient client;

  private int port;

  @BeforeEach
  void start(Vertx vertx) {
    this.vertx = vertx;
    this.client = vertx.createWebSocketClient();
    lines.add(HEAD);
    line(10, "socket", "opened");
  }

  private void line(long millis, String kind, Object value) {
    lines.add(new JsonObject().put("ms", millis).put(kind, value).encode());
  }

  private static JsonObject candles(String id, long asset, long to) {
    return new JsonObject()
        .put("name", "sendMessage")
        .put("request_id", id)
        .put(
            "msg",
            new JsonObject()
                .put("name", "get-candles")
                .put("version", "2.0")
                .put("body", new JsonObject().put("active_id", asset).put("to", to)));
  }

  private static JsonObject answer(String id, Object msg) {
    return new JsonObject().put("name", "candles").put("request_id", id).put("msg", msg);
  }

  private static JsonObject push(String name, Object msg) {
    return new JsonObject().put("name", name).put("msg", msg);
  }

  private WebSocket connect() {
    if (port == 0) {
      ReplayVerticle replay = new ReplayVerticle(0, Recording.read(lines));
      await(vertx.deployVerticle(replay));
      port = replay.port();
    }
    ClientWebSocket socket = client.webSocket();
    // Before connecting: the first push may come with the answer to the upgrade.
    socket.textMessageHandler(text -> received.add(new JsonObject(text)));
    await(socket.connect(port, SimulatorVerticle.HOST, SimulatorVerticle.SOCKET_PATH));
    return socket;
  }

  private JsonObject ask(WebSocket socket, JsonObject request) throws InterruptedException {
    socket.writeTextMessage(request.encode());
    return next();
  }

  private JsonObject next() throws InterruptedException {
    JsonObject frame = received.poll(5, TimeUnit.SECONDS);
    assertThat(frame).isNotNull();
    return frame;
  }

  @Test
  void aRequestGetsItsAnswersUnderTheIdOfTheClient() throws Exception {
    line(20, "sent", candles("3", 76, 1_000));
    line(30, "received", push("result", 1).put("request_id", "3"));
    line(40, "received", answer("3", "data"));
    WebSocket socket = connect();

    JsonObject first = ask(socket, candles("s_99", 76, 1_000));

    assertThat(first).isEqualTo(push("result", 1).put("request_id", "s_99"));
    assertThat(next()).isEqualTo(answer("s_99", "data"));
  }

  @Test
  void theNearestTimeAnswersButNeverALaterOne() throws Exception {
    line(20, "sent", candles("1", 76, 5_000));
    line(20, "sent", candles("2", 76, 9_000));
    line(30, "received", answer("1", "older"));
    line(30, "received", answer("2", "newer"));
    WebSocket socket = connect();

    assertThat(ask(socket, candles("7", 76, 5_100))).isEqualTo(answer("7", "older"));
    assertThat(ask(socket, candles("8", 76, 20_000))).isEqualTo(answer("8", "newer"));
    assertThat(ask(socket, candles("9", 76, 4_000)).getInteger("status")).isEqualTo(4040);
    assertThat(ask(socket, candles("10", 77, 5_000)).getInteger("status")).isEqualTo(4040);
  }

  @Test
  void theSameRequestGetsItsAnswersInTheirOrderThenTheLastAgain() throws Exception {
    line(20, "sent", candles("1", 76, 5_000));
    line(20, "received", answer("1", "first"));
    line(21, "sent", candles("2", 76, 5_000));
    line(21, "received", answer("2", "second"));
    WebSocket socket = connect();

    JsonArray answers = new JsonArray();
    for (String id : List.of("1", "2", "3")) {
      answers.add(ask(socket, candles(id, 76, 5_000)).getValue("msg"));
    }

    assertThat(answers).containsExactly("first", "second", "second");
  }

  @Test
  void pushesComeInTheirOrderAtTheirTimesAndThenTheTimeGoesOn() throws Exception {
    line(15, "received", push("timeSync", 1_000_000));
    line(315, "received", push("candle-generated", "A"));
    line(415, "received", push("timeSync", 1_000_400));
    long begin = System.nanoTime();
    connect();

    assertThat(next()).isEqualTo(push("timeSync", 1_000_000));
    assertThat(next()).isEqualTo(push("candle-generated", "A"));
    assertThat(System.nanoTime() - begin).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(300));
    assertThat(next()).isEqualTo(push("timeSync", 1_000_400));
    assertThat(next().getLong("msg")).isBetween(1_000_400L, 1_010_000L);
  }

  @Test
  void aSocketThatTheBrokerClosedIsClosedAndTheNextOnePlaysTheNext() throws Exception {
    line(20, "socket", "closed");
    line(500, "socket", "opened");
    line(510, "received", push("front", "second"));
    WebSocket first = connect();

    until(first::isClosed);
    connect();

    assertThat(next()).isEqualTo(push("front", "second"));
  }

  /**
   * The recording joined an open socket: it has neither its authentication nor, perhaps, a time.
   */
  @Test
  void aJoinedSocketAcceptsAnyAuthenticationAndGoesOnFromTheTimeOfTheRecording() throws Exception {
    lines.clear();
    lines.add(HEAD);
    line(10, "socket", "joined");
    WebSocket socket = connect();

    assertThat(next().getLong("msg")).isBetween(1_000_010L, 1_005_000L);
    JsonObject login = new JsonObject().put("name", "authenticate").put("request_id", "1");
    assertThat(ask(socket, login))
        .isEqualTo(push("authenticated", true).put("request_id", "1").put("status", 2000));
  }

  @Test
  void whatWasNotAskedGetsTheRecordedCandlesOfItsAssetAndTimeframe() throws Exception {
    line(20, "sent", candles("1", 76, 5_000));
    line(20, "received", answer("1", series(60, 120)));
    line(20, "sent", candles("2", 76, 5_100));
    line(20, "received", answer("2", series(120, 180, 240)));
    line(20, "sent", candles("3", 77, 5_000));
    line(20, "received", answer("3", series(300)));
    WebSocket socket = connect();

    JsonObject request = candles("7", 76, 200);
    request.getJsonObject("msg").getJsonObject("body").put("count", 2);

    assertThat(ask(socket, request)).isEqualTo(answer("7", series(120, 180)).put("status", 2000));
  }

  private static JsonObject series(long... starts) {
    JsonArray candles = new JsonArray();
    LongStream.of(starts).forEach(from -> candles.add(new JsonObject().put("from", from)));
    return new JsonObject().put("candles", candles);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          hello                                  | line 2 is no JSON object
          [1]                                    | line 2 is no JSON object
          {"socket":"opened"}                    | line 2: ms is missing, expected milliseconds from 0
          {"ms":-1,"socket":"opened"}            | line 2: ms is -1, expected milliseconds from 0
          {"ms":1,"socket":"open"}               | line 2: socket is open, expected opened, joined or closed
          {"ms":1,"sent":"x"}                    | line 2: sent is no JSON object
          {"ms":1,"received":[]}                 | line 2: received is no JSON object
          {"ms":1}                               | line 2 has none of http, socket, sent, received, unreadable, end
          """)
  void anythingButARecordingIsRefusedByItsLineAndField(String line, String message) {
    assertThatThrownBy(() -> Recording.read(List.of(HEAD, line))).hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          {}                                             | line 1: format is missing, expected catalogador-recording
          {"format":"x"}                                 | line 1: format is x, expected catalogador-recording
          {"format":"catalogador-recording"}             | line 1: version is missing, expected 1
          {"format":"catalogador-recording","version":2} | line 1: version is 2, expected 1
          {"format":"catalogador-recording","version":1} | line 1: at is missing, expected an instant such as 2026-11-29T12:00:00Z
          """)
  void anotherFormatOrVersionIsRefused(String head, String message) {
    assertThatThrownBy(() -> Recording.read(List.of(head))).hasMessage(message);
  }

  @Test
  void aRecordingWithoutASocketIsRefused() {
    assertThatThrownBy(() -> Recording.read(List.of(HEAD)))
        .hasMessage("the recording has no socket: the session ended before, e.g. at the login");
    assertThatThrownBy(() -> Recording.read(List.of()))
        .hasMessage("line 1: format is missing, expected catalogador-recording");
  }
}
