package br.com.catalogador.app;

import static br.com.catalogador.app.Visitor.DESKTOP;
import static br.com.catalogador.app.Visitor.PHONE;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.Route.FulfillOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page in a real browser. */
@EnabledIf("br.com.catalogador.app.Browser#isThere")
@WithServer({"sessions.idle", "10m"})
class PageIT {
  private static RunningServer server;
  private static Browser browser;

  @Test
  void rowsOfAnotherDayFitOnAPhoneToo() {
    Visitor visitor = open(PHONE, "/?asset=EURUSD-OTC&timeframe=900&quadrants=24").logIn("user70");

    // 30 hours: some began yesterday, whatever time it is.
    assertThat(visitor.hook("quadrant-row").last().locator("th"))
        .hasText(Pattern.compile("\\d\\d/\\d\\d \\d\\d:\\d\\d"));
    visitor.assertNoHorizontalScroll();
    visitor.screenshot("resultado-dois-dias");
  }

  @ParameterizedTest
  @ValueSource(ints = {DESKTOP, PHONE})
  void fromLoginToCatalog(int width) {
    Visitor visitor = open(width, "/");
    assertThat(visitor.hook("simulated-banner")).containsText("simulados");
    visitor.screenshot("login");

    visitor.logIn("demo");
    assertThat(visitor.hook("connection")).hasAttribute("data-state", "CONNECTED");
    visitor.choose("EURUSD-OTC");
    visitor.analyze();

    assertThat(visitor.hook("result")).isVisible();
    assertThat(visitor.hook("square")).hasCount(10);
    assertThat(visitor.hook("quadrant-row")).hasCount(10);
    assertThat(visitor.hook("rate-line")).containsText("acaso 87,5");
    assertThat(visitor.hook("rate-line")).containsText("IC 95");
    assertThat(visitor.hook("card-entry")).isVisible();
    assertThat(visitor.hook("zone")).containsText("America/Sao_Paulo");
    assertThat(visitor.page().locator("[data-test=chart] canvas").first()).isVisible();
    visitor.assertNoHorizontalScroll();
    visitor.screenshot("resultado");
  }

  @ParameterizedTest
  @ValueSource(ints = {DESKTOP, PHONE})
  void whoIsLoggedInOnTwoDevicesChoosesWhichToLeave(int width) {
    String user = "user" + (80 + width % 7);
    Visitor phone = open(PHONE, "/").logIn(user);
    Visitor here = open(width, "/").logIn(user);

    here.hook("logout").click();
    assertThat(here.hook("logout-all")).hasText("Sair de todos os aparelhos (2)");
    here.assertNoHorizontalScroll();
    here.screenshot("sair");
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
  void theSquaresTellWhatTheApiTells() {
    Visitor visitor = analyzed("EURUSD-OTC", 40);

    // asked until both have seen the same candles
    visitor
        .page()
        .waitForFunction(
            "async () => {"
                + " const answer = await fetch('/api/v1/catalog' + location.search);"
                + " const told = (await answer.json()).rows.map(row => row.result);"
                + " const squares = document.querySelectorAll('[data-test=square]');"
                + " const shown = [...squares].map(square => square.dataset.outcome);"
                + " return shown.length === 40 && String(shown) === String(told); }");
  }

  @Test
  void selectingASquareSelectsItsRowAndExplainsIt() {
    Visitor visitor = analyzed("EURUSD-OTC", 10);

    visitor.hook("square").nth(3).click();

    String start = visitor.hook("square").nth(3).getAttribute("data-start");
    Locator row = visitor.page().locator("[data-test=quadrant-row][data-start='" + start + "']");
    assertThat(row).hasAttribute("aria-selected", "true");
    assertThat(visitor.hook("selected-explanation")).isVisible();
    assertThat(visitor.hook("selected-explanation")).not().isEmpty();
  }

  @Test
  void theResultSurvivesAReloadWithItsParameters() {
    Visitor visitor = analyzed("GBPUSD-OTC", 25);

    visitor.page().reload();

    assertThat(visitor.hook("square")).hasCount(25);
    assertThat(visitor.hook("quadrants")).hasValue("25");
    assertThat(visitor.page()).hasURL(Pattern.compile(".*asset=GBPUSD-OTC.*"));
  }

  @Test
  void theWholeWayGoesByKeyboard() {
    Visitor visitor = open(DESKTOP, "/");
    visitor.hook("email").focus();
    visitor.page().keyboard().type("demo@catalogador.local");
    visitor.page().keyboard().press("Tab");
    visitor.page().keyboard().type("demo-1234");
    visitor.page().keyboard().press("Enter");
    assertThat(visitor.hook("asset-item").first()).isVisible();

    visitor.page().keyboard().press("/");
    visitor.page().keyboard().type("usdjpy-otc");
    visitor.page().keyboard().press("ArrowDown");
    visitor.page().keyboard().press("Enter");

    assertThat(visitor.hook("result")).isVisible();
    assertThat(visitor.page()).hasURL(Pattern.compile(".*asset=USDJPY-OTC.*"));
  }

  @ParameterizedTest
  @ValueSource(ints = {DESKTOP, PHONE})
  void aWrongPasswordKeepsTheEmailAndSaysSo(int width) {
    Visitor visitor = open(width, "/");
    visitor.hook("email").fill("demo@catalogador.local");
    visitor.hook("password").fill("wrong");
    visitor.hook("login-submit").click();

    assertThat(visitor.hook("login-error")).hasText("E-mail ou senha não conferem na Polarium.");
    assertThat(visitor.hook("email")).hasValue("demo@catalogador.local");
    visitor.screenshot("erro");
  }

  @ParameterizedTest
  @ValueSource(ints = {DESKTOP, PHONE})
  void aSecondFactorIsAskedForAndAWrongCodeMayBeMended(int width) {
    Visitor visitor = open(width, "/");
    visitor.hook("email").fill("demo-2fa@catalogador.local");
    visitor.hook("password").fill("demo-1234");
    visitor.hook("login-submit").click();
    assertThat(visitor.page().locator("#code-method")).containsText("e-mail");
    visitor.hook("code").fill("000000");
    visitor.hook("code-submit").click();
    assertThat(visitor.hook("code-error")).containsText("Tentativas restantes: 4");
    visitor.screenshot("segundo-fator");

    visitor.hook("code").fill("123456");
    visitor.hook("code-submit").click();

    assertThat(visitor.hook("analyse")).isVisible();
    visitor.hook("logout").click();
  }

  @ParameterizedTest
  @ValueSource(ints = {DESKTOP, PHONE})
  void anAssetThatTheBrokerRefusesIsToldAndAnotherOneIsShown(int width) throws Exception {
    Visitor visitor = open(width, "/").logIn("demo");
    server.fault(new JsonObject().put("statuses", new JsonObject().put("2120", 4040)));
    visitor.choose("EURAUD-OTC");
    visitor.analyze();

    assertThat(visitor.hook("error")).containsText("A Polarium recusou este pedido (código 4040)");
    visitor.assertNoHorizontalScroll();
    visitor.screenshot("falha");
    server.noFaults();
    visitor.choose("GBPCAD-OTC");
    visitor.analyze();
    assertThat(visitor.hook("result")).isVisible();
    assertThat(visitor.hook("error")).isHidden();
  }

  @Test
  void anEndedSessionLeadsBackToTheLoginWithTheReasonAndKeepsTheParameters() {
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
  void anAssetChosenBeforeTheTableOfStrategiesHasComeIsAnalyzedAndStaysChosen() {
    Visitor visitor = open(DESKTOP, "/");
    List<Route> held = new ArrayList<>();
    visitor.page().route("**/api/v1/strategies", held::add);
    visitor.logIn("user79").choose("EURJPY-OTC");

    assertThat(visitor.hook("square")).hasCount(10);
    assertThat(held).hasSize(1);
    held.get(0).resume();

    assertThat(visitor.hook("strategy").locator("option")).not().hasCount(1);
    assertThat(visitor.hook("square")).hasCount(10);
    assertThat(visitor.hook("asset-item", "aria-selected", "true"))
        .hasAttribute("data-symbol", "EURJPY-OTC");
    assertThat(visitor.page()).hasURL(Pattern.compile(".*asset=EURJPY-OTC.*"));
  }

  @Test
  void theListOfAssetsOpensAlsoWhenItIsAskedForBeforeWhatMovesItHasCome() {
    Visitor visitor = open(PHONE, "/");
    List<Route> held = new ArrayList<>();
    visitor.page().route("**/bootstrap.bundle.min.js", held::add);
    visitor.logIn("user78").hook("asset-button").click();
    assertThat(visitor.hook("asset-item").first()).isAttached();
    assertThat(held).hasSize(1);
    assertThat(visitor.hook("asset-item").first()).isHidden();

    held.get(0).resume();

    visitor.hook("asset-item", "data-symbol", "EURJPY-OTC").click();
    assertThat(visitor.hook("square")).hasCount(10);
    assertThat(visitor.hook("asset-button")).isFocused();
  }

  @Test
  void searchAndCategoryNarrowTheListOfAssets() {
    Visitor visitor = open(DESKTOP, "/").logIn("demo");
    assertThat(visitor.hook("asset-item").first()).isVisible();

    visitor.page().locator("[data-test=category-chip][data-category=crypto]").click();
    visitor.hook("asset-search").fill("btc");

    assertThat(visitor.hook("asset-item").first()).hasAttribute("data-symbol", "BTCUSD");
    Set<String> symbols =
        visitor.hook("asset-item").all().stream()
            .map(item -> item.getAttribute("data-symbol"))
            .collect(Collectors.toSet());
    assertThat(symbols).allMatch(symbol -> symbol.startsWith("BTC"));

    visitor.hook("asset-search").fill("no such asset");
    assertThat(visitor.hook("asset-message")).isVisible();
  }

  @Test
  void whatIsOneTooManyOfItsSessionIsAskedAgainWhenTheServerSays() {
    Visitor visitor = open(DESKTOP, "/");
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
  void themeAndLanguageAreRemembered() {
    Visitor visitor = open(DESKTOP, "/");
    visitor.hook("theme-toggle").click();
    visitor.hook("language").selectOption("en");
    assertThat(visitor.page().locator("html")).hasAttribute("lang", "en");

    visitor.page().reload();

    assertThat(visitor.page().locator("html")).hasAttribute("data-bs-theme", "light");
    assertThat(visitor.page().locator("html")).hasAttribute("lang", "en");
    assertThat(visitor.hook("login-submit")).hasText("Log in");
  }

  @Test
  void logoutLeadsToTheLoginAndTheTokenIsWorthless() {
    Visitor visitor = open(DESKTOP, "/").logIn("user71");
    visitor.hook("logout").click();

    assertThat(visitor.hook("login-submit")).isVisible();
    Object status = visitor.page().evaluate("async () => (await fetch('/api/v1/session')).status");
    assertThat(status).isEqualTo(401);
  }

  @Test
  void anAddressWithoutAPageIsToldOnAPageWithAWayBack() {
    Visitor visitor = open(DESKTOP, "/nothing-here");

    assertThat(visitor.hook("error-page")).containsText("404");
    visitor.page().locator("[data-test=error-page] a").click();
    assertThat(visitor.hook("login-submit")).isVisible();
  }

  @ParameterizedTest
  @ValueSource(ints = {DESKTOP, PHONE})
  void theCalculatorTellsWhatAPayoutNeeds(int width) {
    Visitor visitor = open(width, "/calculadora");

    assertThat(visitor.hook("break-even-table")).containsText("89,93");
    assertThat(visitor.hook("calculator-answers")).isVisible();
    visitor.assertNoHorizontalScroll();
    visitor.screenshot("calculadora");
  }

  private static Visitor open(int width, String path) {
    return Visitor.at(server, browser, width, path);
  }

  private static Visitor analyzed(String asset, int quadrants) {
    Visitor visitor = open(DESKTOP, "/?asset=" + asset + "&quadrants=" + quadrants).logIn("demo");
    assertThat(visitor.hook("square")).hasCount(quadrants);
    return visitor;
  }
}
