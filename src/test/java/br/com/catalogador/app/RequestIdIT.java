package br.com.catalogador.app;

import static br.com.catalogador.support.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.app.ApiClient.Answer;
import br.com.catalogador.bus.ServiceRegistration;
import br.com.catalogador.support.RequestId;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The request id, from the proxy through all packages to the answer. */
@WithServer
class RequestIdIT {
  private static final String HEADER = "X-Request-Id";

  /** A request id in the format of nginx. */
  private static final String ID = "0123456789abcdef0123456789abcdef";

  private static final String LOGIN_FAILURES = "br.com.catalogador.broker.LoginFailures";

  private static RunningServer server;

  private static final class Recorder extends AppenderBase<ILoggingEvent> {
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    @Override
    protected void append(ILoggingEvent event) {
      lines.add(RequestId.current() + " " + event.getFormattedMessage());
    }
  }

  private static String answered(String given) {
    return server.client().with(HEADER, given).get("/api/v1/session").header(HEADER);
  }

  @Test
  void keepsTheIdOfATrustedProxy() {
    assertThat(answered(ID)).isEqualTo(ID);
  }

  @ParameterizedTest
  @ValueSource(strings = {"with blank", "a\tb", "<script>", "é", "a\"b"})
  void replacesAnIdWithInvalidCharacters(String given) {
    assertThat(answered(given)).matches("[0-9a-f]{8}-[0-9]+").isNotEqualTo(given);
  }

  @Test
  void replacesAnOverlongId() {
    assertThat(answered("a".repeat(64))).isEqualTo("a".repeat(64));
    assertThat(answered("a".repeat(65))).doesNotContain("aaaa");
  }

  @Test
  void assignsANewIdToEachRequestAlsoWhenItFails() {
    Answer page = server.client().get("/");
    Answer missing = server.client().get("/nowhere");

    assertThat(page.header(HEADER)).matches("[0-9a-f]{8}-[0-9]+");
    assertThat(missing.header(HEADER))
        .matches("[0-9a-f]{8}-[0-9]+")
        .isNotEqualTo(page.header(HEADER));
  }

  @Test
  void ignoresTheIdOfAnUntrustedClient() throws Exception {
    try (RunningServer alone = RunningServer.start("http.trustedProxies", "10.0.0.1")) {
      assertThat(alone.client().with(HEADER, ID).get("/").header(HEADER)).isNotEqualTo(ID);
    }
  }

  /** The user's link has just opened: the catalog waits for the broker's first time message. */
  @Test
  @EnabledIf("br.com.catalogador.app.RunningServer#isInThisProcess")
  void everyPackageLogsTheIdOfTheFirstRequestAfterALogin() {
    ApiClient user = as(token("user6"), ID);

    List<String> lines =
        logged(
            ServiceRegistration.class.getName(),
            () -> assertThat(user.get("/api/v1/catalog?asset=EURUSD-OTC").status()).isEqualTo(200));

    // web -> session -> cache -> session, for the candles of the broker, and last the worker
    assertThat(services(lines, ID)).contains("GetCatalog", "GetNewest", "FetchCandles", "Analyze");
  }

  @Test
  @EnabledIf("br.com.catalogador.app.RunningServer#isInThisProcess")
  void requestsThatShareAFetchKeepTheirOwnIds() throws Exception {
    ApiClient one = as(token("user16"), "one");
    ApiClient other = as(token("user17"), "other");
    String path = "/api/v1/catalog?asset=USDJPY-OTC&quadrants=";
    // the links are open, and the asset lists known
    assertThat(one.get("/api/v1/candles?asset=GBPUSD-OTC&count=5").status()).isEqualTo(200);
    assertThat(other.get("/api/v1/candles?asset=GBPUSD-OTC&count=5").status()).isEqualTo(200);
    long before = server.brokerRequests("get-candles");
    server.fault(new JsonObject().put("latency", 500));
    List<String> lines;
    try {
      lines =
          logged(
              ServiceRegistration.class.getName(),
              () ->
                  Stream.of(one.getLater(path + 10), other.getLater(path + 11))
                      .toList()
                      .forEach(CompletableFuture::join));
    } finally {
      server.noFaults();
    }

    assertThat(server.brokerRequests("get-candles") - before).isEqualTo(1);
    assertThat(services(lines, "one")).contains("GetCatalog", "GetNewest", "Analyze");
    assertThat(services(lines, "other")).contains("GetCatalog", "GetNewest", "Analyze");
  }

  /** Logins of one account are made one after the other. */
  @Test
  @EnabledIf("br.com.catalogador.app.RunningServer#isInThisProcess")
  void loginsThatWaitForOthersKeepTheirOwnIds() throws Exception {
    server.fault(
        new JsonObject().put("gates", new JsonObject().put("login", "nginx")).put("latency", 200));
    List<String> lines;
    try {
      lines =
          logged(
              LOGIN_FAILURES,
              () ->
                  Stream.of("one", "two", "three")
                      .map(
                          id ->
                              CompletableFuture.runAsync(
                                  () ->
                                      server
                                          .client()
                                          .with(HEADER, id)
                                          .login("user18@catalogador.local", id)))
                      .toList()
                      .forEach(CompletableFuture::join));
    } finally {
      server.noFaults();
    }

    assertThat(lines.stream().map(line -> line.split(" ")[0]))
        .containsExactlyInAnyOrder("one", "two", "three");
  }

  private static String token(String user) {
    return server
        .client()
        .login(user + "@catalogador.local", "demo-1234")
        .json()
        .getString("token");
  }

  private static ApiClient as(String token, String id) {
    return server.client().with("Authorization", "Bearer " + token, HEADER, id);
  }

  /** What a page asks over its socket carries the id of the request that opened the socket. */
  @Test
  @EnabledIf("br.com.catalogador.app.RunningServer#isInThisProcess")
  void requestsOfASocketCarryItsId() throws Exception {
    JsonObject login = server.client().login("user19@catalogador.local", "demo-1234").json();
    String address = "user." + login.getJsonObject("user").getString("id") + ".watch";
    Vertx vertx = Vertx.vertx();
    List<String> lines =
        logged(
            ServiceRegistration.class.getName(),
            () -> {
              try (PageSocket page =
                  PageSocket.open(PageSocket.client(vertx), server, login.getString("token"))) {
                page.ask(address, new JsonObject().put("asset", "AUDUSD-OTC"));
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    await(vertx.close());

    List<String> watch = lines.stream().filter(line -> line.contains(" Watch ")).toList();
    assertThat(watch).singleElement().asString().matches("[0-9a-f]{8}-[0-9]+ Watch answered .*");
    assertThat(services(lines, watch.get(0).split(" ")[0]))
        .contains("Watch", "GetCatalogAt", "GetNewest", "Analyze");
  }

  /** The requests that services answered under an id. */
  private static List<String> services(List<String> lines, String id) {
    return lines.stream()
        .filter(line -> line.startsWith(id + " "))
        .map(line -> line.split(" ")[1])
        .toList();
  }

  @Test
  @EnabledIf("br.com.catalogador.app.RunningServer#isInThisProcess")
  void aFailedLoginIsLoggedWithItsIdStepAndAnswer() throws Exception {
    server.fault(new JsonObject().put("gates", new JsonObject().put("login", "cloudflare")));
    try {
      List<String> lines =
          logged(
              LOGIN_FAILURES,
              () -> server.client().with(HEADER, ID).login("user8@catalogador.local", "demo-1234"));

      assertThat(lines)
          .containsExactly(
              ID
                  + " a login failed, BROKER_BLOCKED: challenge_page, step LOGIN, status 403,"
                  + " content type text/html, answered by cloudflare; see docs/primeiro-login.md");
    } finally {
      server.noFaults();
    }
  }

  /** What a logger logs during an action, each line after the id of its request. */
  private static List<String> logged(String where, Runnable action) {
    Logger logger = (Logger) LoggerFactory.getLogger(where);
    Recorder recorder = new Recorder();
    recorder.setContext(logger.getLoggerContext());
    recorder.start();
    logger.addAppender(recorder);
    logger.setLevel(Level.DEBUG);
    try {
      action.run();
    } finally {
      logger.setLevel(null);
      logger.detachAppender(recorder);
    }
    return List.copyOf(recorder.lines);
  }
}
