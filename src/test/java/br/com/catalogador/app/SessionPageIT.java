package br.com.catalogador.app;

import static br.com.catalogador.app.Visitor.DESKTOP;
import static br.com.catalogador.app.Visitor.PHONE;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.options.LoadState;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Login, logout and session of the page, in a real browser. */
@EnabledIf("br.com.catalogador.app.Browser#isThere")
@WithServer({"sessions.idle", "10m"})
class SessionPageIT {
  private static RunningServer server;
  private static Browser browser;

  @Test
  void logsOutOneDeviceOrAll() {
    String user = "user80";
    Visitor phone = open(PHONE, "/").logIn(user);
    Visitor here = open(DESKTOP, "/").logIn(user);

    here.hook("logout").click();
    assertThat(here.hook("logout-all")).hasText("Sair de todos os aparelhos (2)");
    here.assertFitsAtBothWidths("sair");
    here.hook("logout-here").click();
    assertThat(here.hook("login-submit")).isVisible();
    assertThat(phone.hook("logout")).isVisible();

    here.logIn(user);
    here.hook("logout").click();
    here.hook("logout-all").click();

    assertThat(here.hook("login-submit")).isVisible();
    assertThat(phone.hook("login-submit")).isVisible();
  }

  @Test
  void aSessionThatTheBrokerEndedSaysSoAndKeepsTheEmail() throws Exception {
    String user = "user88";
    Visitor visitor = open(DESKTOP, "/?asset=EURUSD-OTC&quadrants=10").logIn(user);
    assertThat(visitor.hook("square")).hasCount(10);
    assertThat(visitor.page()).hasTitle(Pattern.compile(".*EUR/USD \\(OTC\\) \\| Catalogador"));
    server.fault(new JsonObject().put("expireSsids", true));

    assertThat(visitor.hook("session-ended")).containsText("A Polarium encerrou a sua sessão");
    assertThat(visitor.hook("signal")).hasAttribute("data-state", "ended");
    assertThat(visitor.hook("signal-countdown")).hasCount(0);
    visitor.assertFitsAtBothWidths("sessao-encerrada");
    visitor.hook("login-again").click();

    assertThat(visitor.hook("email")).hasValue(user + "@catalogador.local");
    assertThat(visitor.hook("login-reason")).hasText("A Polarium encerrou a sua sessão.");
    visitor.logIn(user);
    assertThat(visitor.hook("session-ended")).isHidden();
    assertThat(visitor.hook("square")).hasCount(10);
  }

  @Test
  void aRequestThatFindsTheSessionEndedByTheBrokerLeavesThePageThere() throws Exception {
    Visitor visitor = open(DESKTOP, "/?asset=EURUSD-OTC&quadrants=10").logIn("user89");
    assertThat(visitor.hook("square")).hasCount(10);
    JsonObject refused = new JsonObject().put("form", "refuse").put("expire", true);
    server.fault(new JsonObject().put("signOut", refused));

    visitor.choose("GBPUSD-OTC");

    assertThat(visitor.hook("session-ended")).containsText("A Polarium encerrou a sua sessão");
    assertThat(visitor.hook("error")).containsText("Sua sessão terminou");
    assertThat(visitor.hook("login-submit")).isHidden();
    assertThat(visitor.hook("connection")).hasAttribute("data-state", "AUTH_FAILED");
  }

  @Test
  void aWrongPasswordShowsTheReasonAndKeepsTheEmail() {
    Visitor visitor = open(DESKTOP, "/");
    visitor.hook("email").fill("demo@catalogador.local");
    visitor.hook("password").fill("wrong");
    visitor.hook("login-submit").click();

    assertThat(visitor.hook("login-error")).hasText("E-mail ou senha não conferem na Polarium.");
    assertThat(visitor.hook("email")).hasValue("demo@catalogador.local");
    visitor.assertFitsAtBothWidths("erro");
  }

  @Test
  void asksForTheSecondFactorAndAllowsAnotherCode() {
    Visitor visitor = open(DESKTOP, "/");
    visitor.hook("email").fill("demo-2fa@catalogador.local");
    visitor.hook("password").fill("demo-1234");
    visitor.hook("login-submit").click();
    assertThat(visitor.page().locator("#code-method")).containsText("e-mail");
    visitor.hook("code").fill("000000");
    visitor.hook("code-submit").click();
    assertThat(visitor.hook("code-error")).containsText("Tentativas restantes: 4");
    visitor.assertFitsAtBothWidths("segundo-fator");

    visitor.hook("code").fill("123456");
    visitor.hook("code-submit").click();

    assertThat(visitor.hook("analyse")).isVisible();
    visitor.hook("logout").click();
  }

  @Test
  void anEndedSessionShowsTheLoginWithTheReason() {
    Visitor visitor = open(DESKTOP, "/").logIn("user70");
    visitor.choose("EURUSD-OTC");
    visitor.analyze();
    assertThat(visitor.hook("result")).isVisible();

    server.loggedIn("user70").post("/api/v1/logout", "{\"all\":true}");

    assertThat(visitor.hook("login-reason")).containsText("Sua sessão terminou");
    visitor.logIn("user70");
    assertThat(visitor.hook("result")).isVisible();
    assertThat(visitor.page()).hasURL(Pattern.compile(".*asset=EURUSD-OTC.*"));
  }

  @Test
  void repeatsARequestAfterTheRetryAfterOfTheServer() {
    Visitor visitor = open(DESKTOP, "/");
    // the page has asked whether somebody is logged in
    visitor.page().waitForLoadState(LoadState.NETWORKIDLE);
    Map<String, Instant> refused = new ConcurrentHashMap<>();
    Map<String, Instant> again = new ConcurrentHashMap<>();
    visitor
        .page()
        .route(
            Pattern.compile("/api/v1/(session|assets|strategies)$"),
            route -> {
              String path = URI.create(route.request().url()).getPath();
              if (refused.putIfAbsent(path, Instant.now()) == null) {
                route.fulfill(
                    new FulfillOptions()
                        .setStatus(429)
                        .setHeaders(
                            Map.of("Content-Type", "application/problem+json", "Retry-After", "1"))
                        .setBody("{\"code\":\"too_many_requests\",\"retryAfter\":1}"));
              } else {
                again.putIfAbsent(path, Instant.now());
                route.resume();
              }
            });

    visitor.logIn("user77");

    assertThat(visitor.hook("connection")).hasAttribute("data-state", "CONNECTED");
    assertThat(visitor.hook("asset-item", "data-symbol", "EURUSD-OTC")).isVisible();
    assertThat(visitor.hook("strategy").locator("option").nth(1)).isAttached();
    assertThat(again).containsOnlyKeys(refused.keySet()).hasSize(3);
    again.forEach(
        (path, time) ->
            assertThat(Duration.between(refused.get(path), time))
                .isGreaterThanOrEqualTo(Duration.ofMillis(990)));
  }

  @Test
  void logoutShowsTheLoginAndRevokesTheToken() {
    Visitor visitor = open(DESKTOP, "/").logIn("user71");
    visitor.hook("logout").click();

    assertThat(visitor.hook("login-submit")).isVisible();
    Object status = visitor.page().evaluate("async () => (await fetch('/api/v1/session')).status");
    assertThat(status).isEqualTo(401);
  }

  private static Visitor open(int width, String path) {
    return Visitor.at(server, browser, width, path);
  }
}
