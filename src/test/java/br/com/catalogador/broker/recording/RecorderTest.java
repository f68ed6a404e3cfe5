package br.com.catalogador.broker.recording;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.broker.AnswerFacts;
import br.com.catalogador.broker.PolariumLogin;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A broker that repeats every secret in every place, and a recording without any. */
class RecorderTest {
  private static final long LIMIT = 1_000_000;

  /** Known to this side: what the user has typed, and what the login has given. */
  private static final List<String> TYPED =
      List.of(
          "ana.souza@example.com",
          "Passw0rd-secret",
          "0123456789abcdef0123456789abcdef",
          "T1-token-secret",
          "482913");

  /** Told by the broker about the account only. */
  private static final List<String> TEXTS =
      List.of(
          "Anastasia",
          "Kowalczyk",
          "private@example.org",
          "+55 11 98765-4321",
          "Rua das Flores 1234",
          "203.0.113.77",
          "2001:db8::77",
          "ssid=cookie-secret",
          "123.456.789-09",
          "ANASTASIA");

  private static final List<Number> NUMBERS =
      List.of(91234567, 8812345678L, 31337.25, 5511987654321L);

  private static final List<String> SECRETS =
      Stream.of(TYPED.stream(), TEXTS.stream(), NUMBERS.stream().map(Number::toString))
          .flatMap(each -> each)
          .toList();

  private final Recorder recorder = new Recorder(Instant.ofEpochSecond(1_790_000_000), LIMIT);

  // Helpers

  private void ask(String id, String name) {
    JsonObject msg =
        new JsonObject().put("name", name).put("version", "1.0").put("body", new JsonObject());
    send(new JsonObject().put("name", "sendMessage").put("request_id", id).put("msg", msg));
  }

  private void send(JsonObject frame) {
    recorder.sent(frame.encode());
  }

  private void receive(JsonObject frame) {
    recorder.received(frame.encode());
  }

  private void answer(String id, String name, Object msg) {
    receive(
        new JsonObject()
            .put("request_id", id)
            .put("name", name)
            .put("msg", msg)
            .put("status", 2000));
  }

  /** The profile and the balances tell everything. */
  private void tellTheAccount() {
    TYPED.forEach(recorder::secret);
    ask("1", "core.get-profile");
    JsonObject profile = new JsonObject();
    for (int i = 0; i < TEXTS.size(); i++) {
      profile.put("text" + i, TEXTS.get(i));
    }
    for (int i = 0; i < NUMBERS.size(); i++) {
      profile.put("number" + i, NUMBERS.get(i));
    }
    answer("1", "profile", new JsonObject().put("result", profile));
  }

  /** The lines after the first. */
  private List<JsonObject> lines() {
    return recorder.lines().stream().skip(1).map(JsonObject::new).toList();
  }

  private JsonObject lastReceived() {
    List<JsonObject> lines = lines();
    return lines.get(lines.size() - 1).getJsonObject("received");
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A secret in the forms in which a broker may repeat it. */
  private static List<Object> forms(String secret) {
    List<Object> forms = new ArrayList<>();
    forms.add(secret);
    forms.add("for " + secret + ", again");
    forms.add("x" + secret + "x");
    forms.add(secret.toUpperCase(Locale.ROOT));
    forms.add(base64(secret));
    forms.add(base64("id=" + secret));
    forms.add(new JsonObject().put("value", secret).encode());
    if (secret.matches("\\d+")) {
      forms.add(Long.parseLong(secret));
    } else if (secret.matches("\\d+\\.\\d+")) {
      forms.add(Double.parseDouble(secret));
    }
    return forms;
  }

  private void assertNoSecret() {
    String all = String.join("\n", recorder.lines()).toLowerCase(Locale.ROOT);
    for (String secret : SECRETS) {
      for (Object form : forms(secret)) {
        assertThat(all).doesNotContain(form.toString().toLowerCase(Locale.ROOT));
      }
    }
    assertThat(all).doesNotContain("kowal", "souza", "flores");
  }

  // Secrets

  static Stream<String> places() {
    return Stream.of(
        "candles",
        "initialization-data",
        "underlying-list",
        "profile",
        "balances",
        "features",
        "result",
        "timeSync",
        "front",
        "authenticated",
        "candle-generated",
        "balance-changed",
        "never-heard-of");
  }

  @ParameterizedTest
  @MethodSource("places")
  void noSecretPassesInAnyPlaceOfAMessage(String name) {
    tellTheAccount();
    for (String secret : SECRETS) {
      for (Object form : forms(secret)) {
        JsonObject everywhere = new JsonObject().put(form.toString(), form);
        for (String field :
            List.of(
                "name",
                "ticker",
                "open",
                "from",
                "id",
                "phase",
                "currency",
                "type",
                "message",
                "status",
                "schedule",
                "user_id",
                "email",
                "amount",
                "unheard",
                "76")) {
          everywhere.put(field, form);
          everywhere.put(field + "s", new JsonArray().add(form).add(new JsonArray().add(form)));
        }
        JsonObject nested = new JsonObject().put("candles", new JsonArray().add(everywhere));
        JsonObject msg = everywhere.copy().put("result", nested).put("actives", everywhere.copy());
        receive(new JsonObject().put("name", name).put("msg", msg));
        receive(new JsonObject().put("name", name).put("msg", form));
        answer("1", name, msg);
      }
    }

    assertNoSecret();
  }

  @ParameterizedTest
  @MethodSource("places")
  void whatNobodyHasCalledASecretPassesInNoUnlistedFieldEither(String name) {
    ask("1", name);
    for (String secret : SECRETS) {
      for (Object form : forms(secret)) {
        JsonObject msg = new JsonObject();
        for (String field : List.of("user_id", "email", "amount", "unheard")) {
          msg.put(field, form).put(field + "s", new JsonArray().add(form));
        }
        receive(new JsonObject().put("name", name).put("msg", msg));
        answer("1", name, new JsonObject().put("candles", new JsonArray().add(msg)));
      }
    }

    assertNoSecret();
  }

  @Test
  void noSecretPassesInAnyPlaceOfAFrame() {
    tellTheAccount();
    for (String secret : SECRETS) {
      for (Object form : forms(secret)) {
        JsonObject frame = new JsonObject();
        for (String field :
            List.of("name", "request_id", "status", "microserviceName", "session_id", "unheard")) {
          frame.put(field, form);
        }
        frame.put(form.toString(), form);
        receive(frame.put("msg", form));
        recorder.received(form.toString());
      }
    }

    assertNoSecret();
  }

  @Test
  void noSecretPassesInWhatThisSideSends() {
    tellTheAccount();
    int id = 2;
    for (String secret : SECRETS) {
      JsonObject body = new JsonObject().put("user_id", secret).put("active_id", secret);
      send(
          new JsonObject()
              .put("name", "authenticate")
              .put("request_id", Integer.toString(id++))
              .put("msg", new JsonObject().put("ssid", secret).put("session_id", secret)));
      send(
          new JsonObject()
              .put("name", "subscribeMessage")
              .put("request_id", Integer.toString(id++))
              .put(
                  "msg",
                  new JsonObject()
                      .put("name", secret)
                      .put("version", secret)
                      .put("params", new JsonObject().put("routingFilters", body))));
    }

    assertNoSecret();
  }

  @Test
  void theAnswerToAnAuthenticationPasses() {
    send(
        new JsonObject()
            .put("name", "authenticate")
            .put("request_id", "s_1")
            .put("msg", new JsonObject().put("ssid", "FEDCBA").put("protocol", 3)));
    JsonObject answer =
        new JsonObject().put("name", "authenticated").put("request_id", "s_1").put("msg", true);
    receive(answer);

    assertThat(lastReceived()).isEqualTo(answer);
  }

  static Stream<JsonObject> authentications() {
    return Stream.of("authenticate", "ssid")
        .flatMap(
            name ->
                Stream.of("FEDCBA", new JsonObject().put("ssid", "FEDCBA"))
                    .map(msg -> new JsonObject().put("name", name).put("msg", msg)));
  }

  @ParameterizedTest
  @MethodSource("authentications")
  void theSessionIdThatASocketIsOpenedWithIsASecretWithoutBeingAdded(JsonObject frame) {
    send(frame);
    receive(
        new JsonObject()
            .put("name", "initialization-data")
            .put("msg", new JsonObject().put("ticker", "FEDCBA").put("name", "FEDCBAX-OTC")));

    assertThat(String.join("\n", recorder.lines())).doesNotContain("FEDCBA");
  }

  @Test
  void anAnswerIsReadByItsRequestWhateverNameTheBrokerGivesIt() {
    ask("1", "core.get-profile");
    answer("1", "candles", new JsonObject().put("id", 77).put("name", "EURUSD"));

    assertThat(lastReceived().getJsonObject("msg"))
        .isEqualTo(new JsonObject().put("id", 1).put("name", "text-1"));
  }

  @Test
  void whatTheProfileTellsLaterIsReplacedInEarlierFramesToo() {
    receive(
        new JsonObject()
            .put("name", "candle-generated")
            .put("msg", new JsonObject().put("id", 91234567).put("open", 1.5)));
    tellTheAccount();

    assertThat(lines().get(0).getJsonObject("received").getJsonObject("msg"))
        .isEqualTo(new JsonObject().put("id", 1).put("open", 1.5));
  }

  @Test
  void equalValuesHaveEqualPlaceholders() {
    ask("1", "balances.get-balances");
    answer(
        "1",
        "balances",
        new JsonArray()
            .add(new JsonObject().put("user_id", 1001).put("amount", 55.5).put("type", 1))
            .add(new JsonObject().put("user_id", 1001).put("amount", 10000).put("type", 4)));

    assertThat(lastReceived().getJsonArray("msg"))
        .isEqualTo(
            new JsonArray()
                .add(new JsonObject().put("user_id", 1).put("amount", 2).put("type", 1))
                .add(new JsonObject().put("user_id", 1).put("amount", 3).put("type", 4)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html; name=ana", "ana/souza"})
  void anUnusualContentTypeOfTheLoginIsOnlyCalledOther(String type) {
    recorder.answered(PolariumLogin.Step.LOGIN, new AnswerFacts(403, type, "cloudflare", null));

    assertThat(lines().get(0).getMap())
        .containsEntry("http", "login")
        .containsEntry("status", 403)
        .containsEntry("contentType", "other")
        .containsEntry("answeredBy", "cloudflare");
  }

  // What passes

  @Test
  void candlesAssetsAndTimesPassAsTheyCame() {
    JsonObject candle =
        new JsonObject()
            .put("id", 3322821)
            .put("from", 1790207520)
            .put("at", 1790207580000000000L)
            .put("to", 1790207580)
            .put("open", 1.13825)
            .put("close", "1.138235")
            .put("min", 1.138225)
            .put("max", 1.138255)
            .put("volume", 27)
            .put("phase", "T");
    JsonObject candles = new JsonObject().put("candles", new JsonArray().add(candle));
    JsonObject asset =
        new JsonObject()
            .put("id", 76)
            .put("name", "front.EURUSD-OTC")
            .put("ticker", "EURUSD-OTC")
            .put("enabled", true)
            .put("schedule", new JsonArray().add(new JsonArray().add(1790000000).add(1790003600)))
            .put("option", new JsonObject().put("profit", new JsonObject().put("commission", 13)));
    JsonObject assets =
        new JsonObject()
            .put("turbo", new JsonObject().put("actives", new JsonObject().put("76", asset)));
    JsonObject time = new JsonObject().put("name", "timeSync").put("msg", 1790000000123L);
    JsonObject refusal =
        new JsonObject()
            .put("request_id", "1")
            .put("name", "candles")
            .put("msg", new JsonObject().put("message", "not found. bad routing"))
            .put("status", 4040);
    ask("1", "get-candles");
    ask("2", "binary-options.get-initialization-data");
    answer("1", "candles", candles);
    answer("2", "initialization-data", assets);
    receive(time);
    receive(refusal);

    List<JsonObject> lines = lines();
    assertThat(lines.get(2).getJsonObject("received").getJsonObject("msg")).isEqualTo(candles);
    assertThat(lines.get(3).getJsonObject("received").getJsonObject("msg")).isEqualTo(assets);
    assertThat(lines.get(4).getJsonObject("received")).isEqualTo(time);
    assertThat(lines.get(5).getJsonObject("received")).isEqualTo(refusal);
  }

  @Test
  void aRequestKeepsItsNameAndParameters() {
    JsonObject request =
        new JsonObject()
            .put("name", "sendMessage")
            .put("request_id", "7")
            .put(
                "msg",
                new JsonObject()
                    .put("name", "get-candles")
                    .put("version", "2.0")
                    .put(
                        "body",
                        new JsonObject()
                            .put("active_id", 76)
                            .put("size", 60)
                            .put("to", 1790000000)
                            .put("count", 10)
                            .put("split_normalization", true)));
    send(request);

    assertThat(lines().get(0).getJsonObject("sent")).isEqualTo(request);
  }

  @Test
  void aHeartbeatOfThisSideLeavesPushesAsTheyAre() {
    JsonObject push =
        new JsonObject()
            .put("name", "candle-generated")
            .put("msg", new JsonObject().put("active_id", 76).put("open", 1.5));
    send(
        new JsonObject()
            .put("name", "heartbeat")
            .put("msg", new JsonObject().put("userTime", 5).put("heartbeatTime", 4)));
    receive(push);

    assertThat(lastReceived()).isEqualTo(push);
  }

  @Test
  void aNewSocketNumbersItsRequestsAnew() {
    recorder.opened();
    ask("1", "get-candles");
    recorder.opened();
    answer("1", "profile", new JsonObject().put("id", 77));

    assertThat(lastReceived().getJsonObject("msg").getInteger("id")).isEqualTo(1);
  }

  @Test
  void anUnreadableFrameIsNotedByItsSizeOnly() {
    recorder.received("not json");
    recorder.receivedBinary(5);

    assertThat(lines())
        .extracting(line -> line.getString("unreadable") + " " + line.getInteger("size"))
        .containsExactly("text 8", "binary 5");
  }

  @Test
  void emptyFramesFillARecordingToo() {
    Recorder small = new Recorder(Instant.EPOCH, 1_000);
    for (int i = 0; i < 1_000; i++) {
      small.received("");
    }

    assertThat(small.isFull()).isTrue();
    assertThat(small.lines()).hasSize(12);
  }

  @Test
  void aFullRecordingSaysSoInItsLastLine() {
    Recorder small = new Recorder(Instant.EPOCH, 300);
    small.received("{\"name\":\"timeSync\",\"msg\":1}");
    small.received("{\"name\":\"" + "x".repeat(200) + "\"}");
    small.received("{\"name\":\"timeSync\",\"msg\":2}");

    List<String> lines = small.lines();
    assertThat(lines).hasSize(3);
    assertThat(new JsonObject(lines.get(2)).getString("end")).isEqualTo("full");
  }
}
