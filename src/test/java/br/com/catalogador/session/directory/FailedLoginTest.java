package br.com.catalogador.session.directory;

import static br.com.catalogador.support.Awaiting.await;
import static br.com.catalogador.support.Awaiting.failure;
import static br.com.catalogador.support.Awaiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.broker.BrokerOptions;
import br.com.catalogador.broker.ScriptedBroker;
import br.com.catalogador.broker.ScriptedBroker.Posted;
import br.com.catalogador.broker.ScriptedBroker.ReceivedRequest;
import br.com.catalogador.bus.Bus;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.ranking.Ranking;
import br.com.catalogador.session.message.Challenge;
import br.com.catalogador.session.message.Login;
import br.com.catalogador.session.message.LoginResult;
import br.com.catalogador.session.message.LoginService;
import br.com.catalogador.session.store.StoreOptions;
import br.com.catalogador.support.Ports;
import br.com.catalogador.support.RecordedLog;
import br.com.catalogador.support.Secret;
import ch.qos.logback.classic.Level;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The broker accepts the password, and then the session cannot be opened, or not yet. */
@ExtendWith(VertxExtension.class)
class FailedLoginTest {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final RecordedLog log = RecordedLog.of("br.com.catalogador.broker");
  private Vertx vertx;
  private ScriptedBroker broker;
  private Bus bus;

  @BeforeEach
  void start(Vertx given) {
    vertx = given;
    bus = Bus.install(vertx);
    broker =
        ScriptedBroker.start(vertx)
            .onLogin(200, "{\"code\":\"success\",\"ssid\":\"S\"}")
            .on(ScriptedBroker.LOGOUT, 200, "{}");
  }

  @AfterEach
  void stop() {
    log.close();
  }

  private Future<LoginResult> login(BrokerOptions options) {
    StoreOptions memory = new StoreOptions(null, new Secret("s".repeat(32)), null);
    await(
        vertx.deployVerticle(
            new SessionDirectoryVerticle(
                options,
                SessionDirectoryTest.options(10, memory),
                Clock.systemUTC(),
                Ranking::hostedBy)));
    return bus.request(
        LoginService.ADDRESS,
        new Login("ana@example.com", new Secret("demo-1234"), "127.0.0.1", ""));
  }

  private Future<LoginResult> login() {
    return login(broker.options(LIMIT, LIMIT, 8));
  }

  /** A broker whose address for the socket answers like this. */
  private BrokerOptions refusing(Consumer<HttpServerResponse> answer) {
    int port =
        await(
                vertx
                    .createHttpServer()
                    .requestHandler(request -> answer.accept(request.response()))
                    .listen(0, "127.0.0.1"))
            .actualPort();
    return withSocketAt(port);
  }

  private BrokerOptions withSocketAt(int port) {
    BrokerOptions options = broker.options(LIMIT, LIMIT, 8);
    return options.at("ws://127.0.0.1:" + port + "/", options.loginUrl(), options.twoFactorUrl());
  }

  private void assertFails(
      Future<LoginResult> login, FailureKind kind, Map<String, Object> facts, String reason) {
    Failure failure = failure(login);
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.facts()).isEqualTo(new JsonObject(facts));
    assertThat(log.from(Level.INFO))
        .containsExactly(
            "a login failed, " + kind + ": " + reason + "; see docs/primeiro-login.md");
    until(() -> broker.posted(ScriptedBroker.LOGOUT).size() == 1);
  }

  @Test
  void challengePageInsteadOfTheSocket() {
    assertFails(
        login(
            refusing(
                response ->
                    response
                        .setStatusCode(403)
                        .putHeader("Server", "cloudflare")
                        .putHeader("Content-Type", "text/html; charset=UTF-8")
                        .end("<title>Just a moment...</title>"))),
        FailureKind.BROKER_BLOCKED,
        Map.of("gate", "cloudflare", "brokerStatus", 403),
        "challenge_page, step UPGRADE, status 403, content type text/html, answered by cloudflare");
  }

  @Test
  void limitInsteadOfTheSocket() {
    assertFails(
        login(
            refusing(response -> response.setStatusCode(429).putHeader("Retry-After", "77").end())),
        FailureKind.BROKER_LIMIT,
        Map.of("retryAfter", 77),
        "rate_limited, step UPGRADE, status 429, content type none, answered by other");
  }

  @Test
  void nobodyListensWhereTheSocketShouldBe() {
    assertFails(
        login(withSocketAt(Ports.free())),
        FailureKind.BROKER_UNAVAILABLE,
        Map.of(),
        "connection_refused, step UPGRADE, no HTTP answer");
  }

  @Test
  void sessionIdIsRefused() {
    broker.manualGreeting();
    Future<LoginResult> login = login();
    broker.next().answer("authenticated", false, null);

    assertFails(
        login,
        FailureKind.BROKER_REFUSED,
        Map.of(),
        "session_refused, step AUTHENTICATE, no HTTP answer");
  }

  @Test
  void answerToTheAuthenticationIsNeitherYesNorNo() {
    broker.manualGreeting();
    Future<LoginResult> login = login();
    broker.next().answer("authenticated", new JsonObject().put("state", "maybe"), null);

    assertFails(
        login,
        FailureKind.BROKER_UNREADABLE,
        Map.of(),
        "changed_answer, step AUTHENTICATE, no HTTP answer");
  }

  @Test
  void authenticationIsRefusedWithAStatus() {
    broker.manualGreeting();
    Future<LoginResult> login = login();
    broker.next().refuse(4004);

    assertFails(
        login,
        FailureKind.BROKER_REFUSED,
        Map.of("brokerStatus", 4004),
        "request_refused, step AUTHENTICATE, no HTTP answer");
  }

  @Test
  void codeIsSentByTheFirstMethodOfABrokerThatNamesNoDefault() {
    broker
        .onLogin(
            200, "{\"code\":\"verify\",\"token\":\"T1\",\"available_methods\":[\"push\",\"sms\"]}")
        .on(ScriptedBroker.VERIFY, 200, "{\"code\":\"success\",\"token\":\"T2\"}");

    Challenge challenge = (Challenge) await(login());

    assertThat(challenge.method()).isEqualTo("sms");
    assertThat(broker.posted(ScriptedBroker.VERIFY))
        .extracting(Posted::body)
        .containsExactly(new JsonObject().put("method", "sms").put("token", "T1"));
  }

  private ReceivedRequest nextOf(String name) {
    ReceivedRequest request = broker.next();
    while (!request.name().equals(name)) {
      request = broker.next();
    }
    return request;
  }

  @Test
  void profileIsMissing() {
    Future<LoginResult> login = login();
    nextOf("core.get-profile").answer(new JsonObject());
    nextOf("get-profile").answer(new JsonObject());

    assertFails(
        login,
        FailureKind.BROKER_UNREADABLE,
        Map.of(),
        "changed_answer, step PROFILE, no HTTP answer");
  }

  @Test
  void profileIsRefused() {
    Future<LoginResult> login = login();
    nextOf("core.get-profile").refuse(4040);
    nextOf("get-profile").refuse(4041);

    assertFails(
        login,
        FailureKind.BROKER_REFUSED,
        Map.of("brokerStatus", 4040),
        "request_refused, step PROFILE, no HTTP answer");
  }
}
