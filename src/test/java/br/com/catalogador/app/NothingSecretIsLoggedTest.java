package br.com.catalogador.app;

import static br.com.catalogador.support.Awaiting.await;
import static br.com.catalogador.support.Awaiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.app.ApiClient.Answer;
import br.com.catalogador.broker.BrokerNetwork;
import br.com.catalogador.broker.BrokerOptions;
import br.com.catalogador.broker.PolariumLink;
import br.com.catalogador.broker.ProxyAddress;
import br.com.catalogador.broker.ScriptedBroker;
import br.com.catalogador.session.BrokerAccess;
import br.com.catalogador.support.Secret;
import br.com.catalogador.support.TokenRelay;
import br.com.catalogador.support.TunnelProxy;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/**
 * No log line of any level contains a password, code, token or broker session id, so operators can
 * share a full log. Lines from INFO up contain no personal data of users either.
 */
class NothingSecretIsLoggedTest {
  private static final String PASSWORD = "demo-1234";
  private static final String WRONG_PASSWORD = "wrong-4711-password";
  private static final String CODE = "123456";
  private static final String WRONG_CODE = "654321";

  /** The format of the simulator's session ids, checked by {@link #ssid}. */
  private static final Pattern SSID =
      Pattern.compile("(?<![0-9a-f])0000[0-9a-f]{28}(?![0-9a-f])", Pattern.CASE_INSENSITIVE);

  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final List<Appender<ILoggingEvent>> usual = new ArrayList<>();
  private final Recorder recorder = new Recorder();

  /** The code, but not as a part of a longer number, of a price or of an id. */
  private static final Pattern CODES =
      Pattern.compile(
          "(?<![0-9a-f]|\\d\\.)(" + CODE + "|" + WRONG_CODE + ")(?![0-9a-f])",
          Pattern.CASE_INSENSITIVE);

  private final List<String> secrets = new ArrayList<>(List.of(PASSWORD, WRONG_PASSWORD));
  private Level usualLevel;
  private RunningServer server;

  private record Line(Level level, String logger, String text) {}

  private static final class Recorder extends AppenderBase<ILoggingEvent> {
    private final Queue<Line> lines = new ConcurrentLinkedQueue<>();

    @Override
    protected void append(ILoggingEvent event) {
      IThrowableProxy cause = event.getThrowableProxy();
      String trace = cause == null ? "" : ThrowableProxyUtil.asString(cause);
      lines.add(
          new Line(
              event.getLevel(), event.getLoggerName(), event.getFormattedMessage() + "\n" + trace));
    }
  }

  /** Enables all levels, for the recording appender only. */
  @BeforeEach
  void start() throws Exception {
    usualLevel = root.getLevel();
    Iterator<Appender<ILoggingEvent>> appenders = root.iteratorForAppenders();
    appenders.forEachRemaining(usual::add);
    usual.forEach(root::detachAppender);
    recorder.setContext(root.getLoggerContext());
    recorder.start();
    root.addAppender(recorder);
    root.setLevel(Level.TRACE);
    server = RunningServer.start();
  }

  @AfterEach
  void stop() {
    server.close();
    root.setLevel(usualLevel);
    root.detachAppender(recorder);
    usual.forEach(root::addAppender);
  }

  @Test
  void noLogLineOfAnyLevelContainsASecret() throws Exception {
    ssid();
    Answer login = server.client().login("demo@catalogador.local", PASSWORD);
    String token = login.json().getString("token");
    ApiClient demo = loggedIn(login);
    assertThat(server.client().login("demo@catalogador.local", WRONG_PASSWORD).status())
        .isEqualTo(401);
    server.client().post("/api/v1/login", "{\"email\":7,\"password\":\"" + PASSWORD + "\"}");
    server.client().post("/api/v1/login", "{\"password\":\"" + PASSWORD + "\"");
    server.client().post("/api/v1/login", "{\"pasword\":\"" + PASSWORD + "\"}");
    server.client().post("/api/v1/login?password=" + PASSWORD, "{}");
    server.client().post("/api/v1/login?a=" + PASSWORD + "&a=" + PASSWORD, "{}");
    server.client().get("/api/v1/login?password=" + PASSWORD);
    withSecondFactor();
    assertThat(catalog(demo).status()).isEqualTo(200);
    server.client().with("Cookie", "catalogador_token=" + token).get("/");
    server.client().with("Authorization", "Bearer " + token + "x").get("/api/v1/session");

    loseLink(demo);
    server.fault(new JsonObject().put("garbage", 100));
    until(() -> logged("unusable frame"));
    server.noFaults();
    server.fault(new JsonObject().put("expireSsids", true));
    until(() -> connection(demo).equals("AUTH_FAILED"));
    assertThat(catalog(demo).code()).isEqualTo("session_ended");
    ApiClient again = loggedIn(server.client().login("demo@catalogador.local", PASSWORD));
    assertThat(again.post("/api/v1/logout", "").status()).isEqualTo(204);
    assertThat(again.get("/api/v1/session").code()).isEqualTo("session_ended");

    assertThat(recorder.lines).anyMatch(line -> line.level() == Level.TRACE);
    assertThat(recorder.lines).anyMatch(line -> line.logger().startsWith("io.netty"));
    assertThat(recorder.lines).anyMatch(line -> line.logger().startsWith("io.vertx"));
    assertThat(recorder.lines).anyMatch(line -> line.logger().startsWith("br.com.catalogador"));
    assertThat(leaks()).as("loggers that told a secret").isEmpty();
  }

  @Test
  void noLogLineOfAnyLevelContainsASecretOfALoginOnTheBrokersPage() throws Exception {
    Vertx vertx = Vertx.vertx();
    try (SeparateBroker broker = SeparateBroker.start()) {
      TokenRelay tokens = TokenRelay.start(vertx, broker.control().url());
      broker.control().fault(new JsonObject().put("tokenSeconds", 1));
      try (RunningServer own =
          broker.serve(
              "auth.secret",
              "0123456789abcdef0123456789abcdef",
              "broker.oauth.clientId",
              "82",
              "broker.oauth.clientSecret",
              "cl13nt-s3cr3t",
              "broker.oauth.redirectUri",
              "http://127.0.0.1:{http.port}/api/v1/login/oauth/callback",
              "broker.oauth.tokenUrl",
              tokens.url())) {
        OAuthVisit visit = OAuthVisit.allowed(own);
        String token = OAuthVisit.token(visit.back(own));
        // Asked for with the code and with the first refresh token, each answered.
        until(() -> tokens.passed().size() >= 4);
        secrets.addAll(
            List.of(
                "cl13nt-s3cr3t",
                visit.cookie(),
                visit.parameter("code"),
                visit.parameter("state"),
                token));
        assertThat(OAuthVisit.failure(visit.back(own))).isEqualTo("oauth_used");
        broker.control().noFaults();
        OAuthVisit refused = OAuthVisit.allowed(own);
        secrets.addAll(List.of(refused.parameter("code"), refused.parameter("state")));
        broker
            .control()
            .fault(new JsonObject().put("statuses", new JsonObject().put("token", 500)));
        assertThat(OAuthVisit.failure(refused.back(own))).isEqualTo("broker_blocked");
        until(() -> logged("step TOKEN"));
      }
      for (String field : List.of("code_verifier", "refresh_token", "access_token")) {
        List<String> seen =
            tokens.passed().stream()
                .map(body -> body.getString(field))
                .filter(Objects::nonNull)
                .toList();
        assertThat(seen).as(field).isNotEmpty();
        secrets.addAll(seen);
      }
    } finally {
      await(vertx.close());
    }

    assertThat(leaks()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void noLogLineOfAnyLevelContainsTheCredentialsOfAProxy(TunnelProxy.Kind kind) {
    Vertx vertx = Vertx.vertx();
    try {
      TunnelProxy proxy = TunnelProxy.start(vertx, kind);
      ScriptedBroker broker = ScriptedBroker.start(vertx);
      broker.onLogin(200, "{\"code\":\"success\",\"ssid\":\"S\"}");
      for (String password : List.of(TunnelProxy.ENCODED_PASSWORD, "wr0ng-pr0xy")) {
        ProxyAddress address = ProxyAddress.of(proxy.address(password));
        BrokerOptions options = broker.through(new BrokerNetwork(List.of(), address, Map.of()));
        BrokerAccess access = new BrokerAccess(vertx, options, InstantSource.system());
        String credentials = TunnelProxy.USER + ":" + address.password().value();
        secrets.addAll(
            List.of(
                password,
                address.password().value(),
                Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8))));
        access
            .login("ana@example.com")
            .login("ana@example.com", new Secret(PASSWORD))
            .otherwiseEmpty();
        WebSocketClient sockets =
            vertx.createWebSocketClient(options.prepare(new WebSocketClientOptions()));
        Future<?> opened =
            new PolariumLink(vertx, sockets, options, new Secret("S"), InstantSource.system())
                .open()
                .otherwiseEmpty();
        until(opened::isComplete);
      }
      until(() -> logged("cannot be reached through the proxy " + proxy.address()));
    } finally {
      await(vertx.close());
    }

    assertThat(leaks()).isEmpty();
  }

  @Test
  void noLogLineFromInfoUpContainsUserData() throws Exception {
    server.balance("user7", 31_337.25);
    Answer login = server.client().login("user7@catalogador.local", PASSWORD);
    ApiClient user = loggedIn(login);
    server.client().login("user7@catalogador.local", WRONG_PASSWORD);
    withSecondFactor();
    assertThat(catalog(user).status()).isEqualTo(200);
    new RankingClient(user).run("EURUSD-OTC", "GBPUSD-OTC");
    loseLink(user);
    JsonObject session = user.get("/api/v1/session").json();
    assertThat(user.post("/api/v1/logout", "").status()).isEqualTo(204);

    JsonObject who = session.getJsonObject("user");
    List<String> personal =
        List.of(
            "user7",
            "demo-2fa@",
            who.getString("name"),
            who.getString("id"),
            "31337",
            session.getJsonObject("balance").getValue("amount").toString());
    assertThat(session.getJsonObject("balance").getDouble("amount")).isEqualTo(31_337.25);
    assertThat(
            recorder.lines.stream()
                .filter(line -> line.level().isGreaterOrEqual(Level.INFO))
                .filter(line -> personal.stream().anyMatch(line.text()::contains)))
        .isEmpty();
    assertThat(leaks()).isEmpty();
    // Lines below INFO contain it, so the search would have found it.
    assertThat(recorder.lines).anyMatch(line -> line.text().contains(who.getString("id")));
  }

  @Test
  void theSearchWouldFindASecret() throws Exception {
    root.trace("somebody logs {}", PASSWORD);
    root.debug("somebody logs a code: {}.", CODE);
    root.error("somebody fails", new IllegalStateException("with " + ssid()));

    assertThat(leaks()).hasSize(3);
  }

  /** A session id requested directly from the simulated broker. */
  private String ssid() throws Exception {
    JsonObject login =
        new JsonObject().put("identifier", "demo@catalogador.local").put("password", PASSWORD);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.simulatorUrl() + "/v2/login"))
            .POST(BodyPublishers.ofString(login.encode()))
            .build();
    String ssid =
        new JsonObject(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body())
            .getString("ssid");
    assertThat(ssid).matches(SSID);
    secrets.add(ssid);
    return ssid;
  }

  private ApiClient loggedIn(Answer login) {
    assertThat(login.status()).isEqualTo(200);
    String token = login.json().getString("token");
    secrets.add(token);
    // The signature alone is a secret, too.
    secrets.add(token.substring(token.lastIndexOf('.') + 1));
    return server.client().with("Authorization", "Bearer " + token);
  }

  private void withSecondFactor() {
    Answer asked = server.client().login("demo-2fa@catalogador.local", PASSWORD);
    assertThat(asked.status()).isEqualTo(202);
    JsonObject body = new JsonObject().put("challenge", asked.json().getString("challenge"));
    Answer wrong = server.client().post("/api/v1/login/2fa", body.put("code", WRONG_CODE).encode());
    assertThat(wrong.code()).isEqualTo("invalid_code");
    Answer right = server.client().post("/api/v1/login/2fa", body.put("code", CODE).encode());
    assertThat(loggedIn(right).get("/api/v1/session").status()).isEqualTo(200);
  }

  private static Answer catalog(ApiClient client) {
    return client.get("/api/v1/catalog?asset=EURUSD-OTC&quadrants=10");
  }

  private static String connection(ApiClient client) {
    return client.get("/api/v1/session").json().getString("connection");
  }

  /** Keeps the link from returning until it was seen to be lost. */
  private void loseLink(ApiClient user) throws Exception {
    server.fault(new JsonObject().put("dropSockets", true).put("refuseConnections", true));
    until(() -> connection(user).equals("RECONNECTING"));
    server.noFaults();
    until(() -> connection(user).equals("CONNECTED"));
  }

  private boolean logged(String text) {
    return recorder.lines.stream().anyMatch(line -> line.text().contains(text));
  }

  /** Level and logger of each line with a secret. */
  private TreeSet<String> leaks() {
    TreeSet<String> leaks = new TreeSet<>();
    for (Line line : recorder.lines) {
      boolean secret =
          SSID.matcher(line.text()).find()
              || CODES.matcher(line.text()).find()
              || secrets.stream().anyMatch(line.text()::contains);
      if (secret) {
        leaks.add(line.level() + " " + line.logger());
      }
    }
    return leaks;
  }
}
