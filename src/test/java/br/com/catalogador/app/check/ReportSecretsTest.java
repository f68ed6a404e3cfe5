package br.com.catalogador.app.check;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.broker.ScriptedBroker;
import br.com.catalogador.broker.ScriptedBroker.ReceivedRequest;
import br.com.catalogador.broker.recording.Recorder;
import br.com.catalogador.support.Secret;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A broker that repeats every secret wherever it can; a report and a recording without any. */
@ExtendWith(VertxExtension.class)
class ReportSecretsTest {
  private static final String EMAIL = "ana.souza@example.com";
  private static final String PASSWORD = "pass-word-secret";
  private static final String SSID = "ssid-secret";
  private static final String TOKEN = "token-secret";
  private static final String SENT = "sent-secret";
  private static final String CONFIRMED = "confirmed-secret";
  private static final String CODE = "code-secret";
  private static final String NAME = "Anastasia Kowalczyk";
  private static final String OWN_EMAIL = "private@example.org";
  private static final String AMOUNT = "31337.25";

  private static final List<String> SECRETS =
      List.of(
          EMAIL,
          PASSWORD,
          SSID,
          TOKEN,
          SENT,
          CONFIRMED,
          CODE,
          "anastasia",
          "kowalczyk",
          OWN_EMAIL,
          AMOUNT);

  private static final String ALL = String.join(" ", SECRETS);
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final Recorder recorder = new Recorder(Instant.EPOCH, Recorder.MAX_CHARACTERS);

  private static Account account() {
    return new Account.Password(
        EMAIL, new Secret(PASSWORD), method -> Optional.of(new Secret(CODE)));
  }

  private Report check(Vertx vertx, ScriptedBroker broker, Duration listening) {
    InstantSource time = InstantSource.fixed(Instant.ofEpochSecond(ScriptedBroker.NOW));
    return new BrokerCheck(vertx, broker.options(LIMIT, LIMIT, 8), listening, time, recorder)
        .run(account());
  }

  /** A check that ends at the login. */
  private Report refused(Vertx vertx, ScriptedBroker broker) {
    return check(vertx, broker, Duration.ZERO);
  }

  private void assertNoSecret(Report report) {
    CheckTexts texts = CheckTexts.load();
    JsonObject head = new JsonObject().put("account", BrokerCheck.shortened(EMAIL));
    for (String shown :
        List.of(ReportJson.of(head, report, texts).encode(), new ReportText(texts).of(report))) {
      assertThat(shown.toLowerCase(Locale.ROOT)).doesNotContain(SECRETS);
    }
    assertThat(String.join("\n", recorder.lines()).toLowerCase(Locale.ROOT))
        .contains("\"http\":\"login\"")
        .doesNotContain(SECRETS);
  }

  @Test
  void aFullCheckWithSecondFactorReportsNoSecret(Vertx vertx) {
    ScriptedBroker broker = ScriptedBroker.start(vertx);
    broker
        .onLogin(
            request ->
                request
                    .response()
                    .putHeader("Content-Type", SSID + "/" + TOKEN)
                    .end(broker.logins().size() == 1 ? wanted() : accepted()))
        .on(
            ScriptedBroker.VERIFY,
            request ->
                request
                    .response()
                    .end(
                        new JsonObject()
                            .put("code", "success")
                            .put(
                                "token",
                                broker.posted(ScriptedBroker.VERIFY).size() == 1 ? SENT : CONFIRMED)
                            .put("message", ALL)
                            .encode()))
        .on(ScriptedBroker.LOGOUT, 200, ALL);
    Thread answering = new Thread(() -> answer(broker));
    answering.setDaemon(true);
    answering.start();

    Report report = check(vertx, broker, Duration.ofSeconds(3));

    assertThat(report.steps())
        .filteredOn(step -> step.outcome() != Outcome.OK)
        .extracting(StepResult::step)
        .isEmpty();
    JsonObject pushes =
        report.steps().stream()
            .filter(step -> step.step() == Step.PUSHES)
            .findFirst()
            .orElseThrow()
            .facts()
            .getJsonObject("pushes");
    assertThat(pushes.getMap()).containsKeys("***", "other");
    assertNoSecret(report);
  }

  private static String wanted() {
    return new JsonObject()
        .put("code", "verify")
        .put("method", "email")
        .put("available_methods", new JsonArray().add("email").add(PASSWORD))
        .put("token", TOKEN)
        .put("message", ALL)
        .encode();
  }

  private static String accepted() {
    return new JsonObject().put("code", "success").put("ssid", SSID).put("note", ALL).encode();
  }

  /** Answers until the client is silent, which ends the thread. */
  private static void answer(ScriptedBroker broker) {
    while (true) {
      ReceivedRequest request = broker.next();
      switch (request.name()) {
        case "core.get-profile" ->
            request.answer(
                new JsonObject()
                    .put("user_id", 7)
                    .put("first_name", NAME.split(" ")[0])
                    .put("last_name", NAME.split(" ")[1])
                    .put("email", OWN_EMAIL));
        case "balances.get-available-balances" ->
            request.answer(
                List.of(
                    new JsonObject()
                        .put("type", 4)
                        .put("amount", Double.valueOf(AMOUNT))
                        .put("currency", SSID)));
        case "binary-options.get-initialization-data" -> request.answer(assets());
        case "get-candles" -> request.answer(new JsonObject().put("candles", candles()));
        case "subscribeMessage" -> {
          request.acknowledge(true);
          push(broker, "candle-generated", candle(-30).put("active_id", 76).put("size", 60));
          SECRETS.forEach(secret -> push(broker, secret, ALL));
          broker.send(ALL);
        }
        default -> request.answer(new JsonObject());
      }
    }
  }

  private static void push(ScriptedBroker broker, String name, Object msg) {
    broker.send(new JsonObject().put("name", name).put("msg", msg).encode());
  }

  private static JsonObject assets() {
    JsonObject asset =
        new JsonObject()
            .put("id", 76)
            .put("name", "front." + SSID)
            .put("ticker", SSID)
            .put("is_otc", true)
            .put("enabled", true)
            .put("schedule", new JsonArray());
    return new JsonObject()
        .put("turbo", new JsonObject().put("actives", new JsonObject().put("76", asset)));
  }

  private static JsonArray candles() {
    return new JsonArray().add(candle(-90).put("id", 1)).add(candle(-30).put("id", 2));
  }

  /** A candle that starts so many seconds from now. */
  private static JsonObject candle(int start) {
    long from = ScriptedBroker.NOW + start;
    return new JsonObject()
        .put("from", from)
        .put("to", from + 60)
        .put("at", Math.min(from + 60, ScriptedBroker.NOW) * 1_000_000_000L)
        .put("open", 1.5)
        .put("close", 1.5)
        .put("min", 1.5)
        .put("max", 1.5);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 403, 429, 503})
  void aRefusedLoginReportsNoSecret(int status, Vertx vertx) {
    for (String secret : SECRETS) {
      String body = new JsonObject().put("code", secret).put("message", ALL).put("ttl", 1).encode();
      assertNoSecret(refused(vertx, ScriptedBroker.start(vertx).onLogin(status, body)));
    }
    assertNoSecret(refused(vertx, ScriptedBroker.start(vertx).onLogin(status, ALL)));
  }
}
