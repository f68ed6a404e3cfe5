package br.com.catalogador.app;

import static br.com.catalogador.app.Visitor.DESKTOP;
import static br.com.catalogador.support.Awaiting.until;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logins on the broker's own page, in a real browser. */
@EnabledIf("br.com.catalogador.app.Browser#isThere")
@WithServer({
  "broker.oauth.clientId",
  "82",
  "broker.oauth.clientSecret",
  "s3cr3t",
  "broker.oauth.redirectUri",
  "http://127.0.0.1:{http.port}/api/v1/login/oauth/callback"
})
class OAuthPageIT {
  private static RunningServer server;
  private static Browser browser;

  /** A visitor on the broker's page, which is of another site than ours. */
  private static Visitor atTheBroker(RunningServer there, String path) {
    Visitor visitor = Visitor.at(there, browser, DESKTOP, path);
    visitor.hook("login-oauth").click();
    visitor.page().waitForURL(Pattern.compile(".*/auth/oauth\\.v5/authorize.*"));
    visitor.page().navigate(visitor.page().url().replaceFirst("127\\.0\\.0\\.1", "localhost"));
    return visitor;
  }

  private static Visitor atTheBroker() {
    return atTheBroker(server, "/");
  }

  private static void decide(Visitor visitor, String user, String decision) {
    visitor.page().locator("[name=user]").fill(user + "@catalogador.local");
    visitor.page().locator("[value=" + decision + "]").click();
  }

  /** Allows the access, and returns the address to which the broker sends the browser. */
  private static String allowed(Visitor visitor, String user) {
    Request callback =
        visitor
            .page()
            .waitForRequest(
                Pattern.compile(".*/login/oauth/callback.*"), () -> decide(visitor, user, "allow"));
    return callback.url().substring(server.url().length());
  }

  private static void assertFailure(Visitor visitor, String sentence) {
    assertThat(visitor.hook("login-error")).hasText(sentence);
    assertThat(visitor.page()).hasURL(server.url() + "/");
  }

  @Test
  void logsInOnTheBrokersPageAndComesBackToTheSameAnalysis() throws Exception {
    Visitor visitor = atTheBroker(server, "/?asset=EURUSD-OTC&quadrants=12");

    String callback = allowed(visitor, "user3");

    assertThat(visitor.hook("logout")).isVisible();
    assertThat(visitor.hook("user-name")).not().isEmpty();
    assertThat(visitor.page()).hasURL(Pattern.compile(".*/\\?asset=EURUSD-OTC&quadrants=12$"));
    assertThat(callback).contains("code=", "state=");
    List<Cookie> cookies = visitor.page().context().cookies(server.url());
    assertThat(cookies)
        .filteredOn(cookie -> cookie.name.equals("catalogador_token"))
        .singleElement()
        .satisfies(
            cookie -> {
              assertThat(cookie.httpOnly).isTrue();
              assertThat(cookie.sameSite).isEqualTo(SameSiteAttribute.STRICT);
            });
    assertThat(cookies)
        .filteredOn(cookie -> cookie.name.equals("catalogador_oauth"))
        .singleElement()
        .satisfies(
            cookie -> {
              assertThat(cookie.httpOnly).isTrue();
              assertThat(cookie.sameSite).isEqualTo(SameSiteAttribute.LAX);
            });
    long logouts = server.brokerRequests("logout");
    long open = server.brokerRequests("ssids");

    visitor.hook("logout").click();

    assertThat(visitor.hook("login-oauth")).isVisible();
    until(() -> server.brokerRequests("logout") == logouts + 1);
    until(() -> server.brokerRequests("ssids") == open - 1);
  }

  @Test
  void saysThatTheUserHasDeniedTheAccess() {
    Visitor visitor = atTheBroker(server, "/");
    visitor.page().locator("[value=deny]").click();

    assertFailure(
        visitor,
        "Você não permitiu o acesso na página da Polarium, e nada foi feito. Para entrar, tente de"
            + " novo e permita.");
    visitor.assertFitsAtBothWidths("login-oauth-recusado");
    visitor.page().reload();
    assertThat(visitor.hook("login-error")).isHidden();
  }

  @Test
  void offersBothWaysSideBySide() {
    Visitor visitor = Visitor.at(server, browser, DESKTOP, "/");
    assertThat(visitor.hook("login-submit")).isVisible();
    assertThat(visitor.hook("login-oauth")).hasText("Entrar pela Polarium");
    visitor.assertFitsAtBothWidths("login-oauth");
  }

  @Test
  void refusesAStateThatIsNotOfTheLoginInThisBrowser() {
    Visitor visitor = atTheBroker();
    visitor.go("/api/v1/login/oauth/callback?code=abc&state=wrong");

    assertFailure(
        visitor,
        "Esta volta da Polarium não é do login que este navegador começou por último. Entre de"
            + " novo.");
  }

  @Test
  void refusesTheReturnOfAnotherUsersLogin() throws Exception {
    Visitor attacker = atTheBroker();
    // Without a page to show, the broker sends the code at once.
    HttpRequest request = HttpRequest.newBuilder(URI.create(attacker.page().url())).build();
    String returned =
        HttpClient.newHttpClient()
            .send(request, BodyHandlers.discarding())
            .headers()
            .firstValue("Location")
            .orElseThrow();
    String callback = returned.substring(server.url().length());

    Visitor victim = Visitor.at(server, browser, DESKTOP, callback);
    assertFailure(
        victim,
        "Este login não foi começado neste navegador, ou os cookies dele estão bloqueados. Entre de"
            + " novo por aqui.");

    Visitor other = atTheBroker();
    other.go(callback);
    assertFailure(
        other,
        "Esta volta da Polarium não é do login que este navegador começou por último. Entre de"
            + " novo.");
  }

  @Test
  void refusesAReturnThatWasUsedBefore() throws Exception {
    Visitor visitor = atTheBroker();
    long logouts = server.brokerRequests("logout");
    String callback = allowed(visitor, "user4");
    visitor.hook("logout").click();
    assertThat(visitor.hook("login-oauth")).isVisible();
    // The page does not wait for it, and another test would count it.
    until(() -> server.brokerRequests("logout") == logouts + 1);

    visitor.go(callback);

    assertFailure(visitor, "Este login já foi usado uma vez. Entre de novo.");
  }

  @ParameterizedTest
  @CsvSource({
    "400,token_expired,A Polarium não aceita mais o código deste login: ele venceu ou já foi"
        + " usado. Entre de novo.",
    "403,blocked,A Polarium não deixou esta conta entrar (código blocked). A senha não é o"
        + " problema: resolva no site da Polarium e tente de novo aqui."
  })
  void saysWhyTheBrokerRefusesTheCode(int status, String code, String sentence) throws Exception {
    Visitor visitor = atTheBroker();
    server.fault(
        new JsonObject()
            .put(
                "tokenRefusal",
                new JsonObject()
                    .put("status", status)
                    .put("code", code)
                    .put("message", "No way.")
                    .put("ttl", 0)));

    decide(visitor, "user5", "allow");

    assertFailure(visitor, sentence);
  }

  @Test
  void waitsOutALimitOfTheBroker() throws Exception {
    try (RunningServer limited =
        RunningServer.hosted(
            "broker.oauth.clientId",
            "82",
            "broker.oauth.redirectUri",
            "http://127.0.0.1:{http.port}/api/v1/login/oauth/callback")) {
      Visitor visitor = atTheBroker(limited, "/");
      limited.fault(
          new JsonObject()
              .put(
                  "tokenRefusal",
                  new JsonObject()
                      .put("status", 429)
                      .put("code", "requests_limit_exceeded")
                      .put("message", "Wait.")
                      .put("ttl", 259)));

      decide(visitor, "user5", "allow");

      assertThat(visitor.hook("login-wait")).hasText(Pattern.compile("Tente de novo em 4:1\\d\\."));
      assertThat(visitor.hook("login-oauth")).isDisabled();
      assertThat(visitor.hook("login-submit")).isDisabled();
      visitor.page().context().close();
    }
  }

  @Test
  void renewsTheAccessTokenBeforeItExpires() throws Exception {
    Visitor visitor = atTheBroker();
    long before = server.brokerRequests("token");
    server.fault(new JsonObject().put("tokenSeconds", 5));
    decide(visitor, "user6", "allow");
    // At once: a page that comes late must not find another short token.
    until(() -> server.brokerRequests("token") == before + 1);
    server.fault(new JsonObject().put("tokenSeconds", 3_600));
    assertThat(visitor.hook("logout")).isVisible();
    until(() -> server.brokerRequests("token") == before + 2);
    long logouts = server.brokerRequests("logout");
    long open = server.brokerRequests("ssids");

    long authenticated = server.brokerRequests("authenticate");

    // The first token is over; another socket can only be opened with the renewed one.
    server.fault(new JsonObject().put("dropSockets", true));

    until(() -> server.brokerRequests("authenticate") > authenticated);
    assertThat(visitor.hook("connection")).hasAttribute("data-state", "CONNECTED");
    visitor.hook("logout").click();
    assertThat(visitor.hook("login-oauth")).isVisible();
    until(() -> server.brokerRequests("logout") == logouts + 1);
    until(() -> server.brokerRequests("ssids") == open - 1);
  }

  @Test
  void aRefusedRenewalEndsTheSessionWhenTheTokenExpires() throws Exception {
    Visitor visitor = atTheBroker();
    server.fault(new JsonObject().put("tokenSeconds", 5));
    decide(visitor, "user8", "allow");
    assertThat(visitor.hook("logout")).isVisible();

    server.fault(
        new JsonObject()
            .put(
                "tokenRefusal",
                new JsonObject()
                    .put("status", 400)
                    .put("code", "token_expired")
                    .put("message", "Over.")
                    .put("ttl", 0)));

    assertThat(visitor.hook("login-reason"))
        .hasText("Sua sessão terminou. Entre de novo; os parâmetros foram mantidos.");
  }

  @Test
  void thePasswordCanBeSwitchedOff() throws Exception {
    try (RunningServer without =
        RunningServer.hosted(
            "auth.password",
            "false",
            "broker.oauth.clientId",
            "82",
            "broker.oauth.redirectUri",
            "http://127.0.0.1:{http.port}/api/v1/login/oauth/callback")) {
      Visitor visitor = atTheBroker(without, "/");
      assertThat(visitor.hook("password")).hasCount(0);
      visitor.page().locator("[value=deny]").click();
      assertThat(visitor.hook("login-error")).containsText("Você não permitiu o acesso");
      assertThat(visitor.hook("email")).hasCount(0);
      assertThat(visitor.hook("password")).hasCount(0);
      visitor.assertFitsAtBothWidths("login-so-oauth");

      ApiClient.Answer answer = without.client().login("demo@catalogador.local", "demo-1234");
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.code()).isEqualTo("password_login_off");
      assertThat(without.brokerRequests("login")).isZero();
      visitor.page().context().close();
    }
  }
}
