package br.com.catalogador.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The page in a real browser. Leaves screenshots in {@code target/imagens}, or in the folder that
 * the system property {@code catalogador.screenshots} names.
 */
@EnabledIf("br.com.catalogador.app.Browser#isThere")
class PageIT {
  private static final Path SCREENSHOTS =
      Path.of(System.getProperty("catalogador.screenshots", "target/imagens"));
  private static final int DESKTOP = 1280;
  private static final int PHONE = 390;

  private static RunningServer server;
  private static Browser browser;

  @BeforeAll
  static void start() throws Exception {
    server = RunningServer.start("sessions.idle", "10m");
    browser = new Browser();
  }

  @AfterAll
  static void stop() {
    browser.close();
    server.close();
    assertThat(browser.complaints()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {DESKTOP, PHONE})
  void fromLoginToCatalogue(int width) {
    Page page = open(width, "/");
    assertThat(hook(page, "simulated-banner")).containsText("simulados");
    screenshot(page, "login", width);

    logIn(page, "demo@catalogador.local");
    assertThat(hook(page, "connection")).hasAttribute("data-state", "CONNECTED");
    choose(page, "EURUSD-OTC", width);
    hook(page, "analyse").click();

    assertThat(hook(page, "result")).isVisible();
    assertThat(hook(page, "square")).hasCount(10);
    assertThat(hook(page, "quadrant-row")).hasCount(10);
    assertThat(hook(page, "rate-line")).containsText("acaso 87,5");
    assertThat(hook(page, "rate-line")).containsText("IC 95");
    assertThat(hook(page, "card-entry")).isVisible();
    assertThat(hook(page, "zone")).containsText("America/Sao_Paulo");
    assertThat(page.locator("[data-test=chart] canvas").first()).isVisible();
    assertNoHorizontalScroll(page);
    screenshot(page, "resultado", width);
  }

  @Test
  void theSquaresTellWhatTheApiTells() {
    Page page = analysed(DESKTOP, "EURUSD-OTC", 40);

    String fromPage =
        hook(page, "square").all().stream()
            .map(square -> square.getAttribute("data-outcome"))
            .collect(Collectors.joining(","));
    String fromApi =
        (String)
            page.evaluate(
                "async () => (await (await fetch('/api/v1/catalog' + location.search)).json())"
                    + ".rows.map(row => row.result).join(',')");
    assertThat(fromPage).isEqualTo(fromApi);
  }

  @Test
  void selectingASquareSelectsItsRowAndExplainsIt() {
    Page page = analysed(DESKTOP, "EURUSD-OTC", 10);

    hook(page, "square").nth(3).click();

    String start = hook(page, "square").nth(3).getAttribute("data-start");
    Locator row = page.locator("[data-test=quadrant-row][data-start='" + start + "']");
    assertThat(row).hasAttribute("aria-selected", "true");
    assertThat(hook(page, "selected-explanation")).isVisible();
    assertThat(hook(page, "selected-explanation")).not().isEmpty();
  }

  @Test
  void theResultSurvivesAReloadWithItsParameters() {
    Page page = analysed(DESKTOP, "GBPUSD-OTC", 25);

    page.reload();

    assertThat(hook(page, "square")).hasCount(25);
    assertThat(hook(page, "quadrants")).hasValue("25");
    assertThat(page).hasURL(Pattern.compile(".*asset=GBPUSD-OTC.*"));
  }

  @Test
  void theWholeWayGoesByKeyboard() {
    Page page = open(DESKTOP, "/");
    hook(page, "email").focus();
    page.keyboard().type("demo@catalogador.local");
    page.keyboard().press("Tab");
    page.keyboard().type("demo-1234");
    page.keyboard().press("Enter");
    assertThat(hook(page, "asset-item").first()).isVisible();

    page.keyboard().press("/");
    page.keyboard().type("usdjpy-otc");
    page.keyboard().press("ArrowDown");
    page.keyboard().press("Enter");

    assertThat(hook(page, "result")).isVisible();
    assertThat(page).hasURL(Pattern.compile(".*asset=USDJPY-OTC.*"));
  }

  @ParameterizedTest
  @ValueSource(ints = {DESKTOP, PHONE})
  void aWrongPasswordKeepsTheEmailAndSaysSo(int width) {
    Page page = open(width, "/");
    hook(page, "email").fill("demo@catalogador.local");
    hook(page, "password").fill("wrong");
    hook(page, "login-submit").click();

    assertThat(hook(page, "login-error")).hasText("E-mail ou senha não conferem na Polarium.");
    assertThat(hook(page, "email")).hasValue("demo@catalogador.local");
    screenshot(page, "erro", width);
  }

  @ParameterizedTest
  @ValueSource(ints = {DESKTOP, PHONE})
  void aSecondFactorIsAskedForAndAWrongCodeMayBeMended(int width) {
    Page page = open(width, "/");
    hook(page, "email").fill("demo-2fa@catalogador.local");
    hook(page, "password").fill("demo-1234");
    hook(page, "login-submit").click();
    assertThat(page.locator("#code-method")).containsText("e-mail");
    hook(page, "code").fill("000000");
    hook(page, "code-submit").click();
    assertThat(hook(page, "code-error")).containsText("Tentativas restantes: 4");
    screenshot(page, "segundo-fator", width);

    hook(page, "code").fill("123456");
    hook(page, "code-submit").click();

    assertThat(hook(page, "analyse")).isVisible();
    hook(page, "logout").click();
  }

  @ParameterizedTest
  @ValueSource(ints = {DESKTOP, PHONE})
  void anAssetThatTheBrokerRefusesIsToldAndAnotherOneIsShown(int width) throws Exception {
    Page page = logIn(open(width, "/"), "demo@catalogador.local");
    server.fault(new JsonObject().put("statuses", new JsonObject().put("2120", 4040)));
    choose(page, "EURAUD-OTC", width);
    hook(page, "analyse").click();

    assertThat(hook(page, "error")).containsText("A Polarium recusou este pedido (código 4040)");
    assertNoHorizontalScroll(page);
    screenshot(page, "falha", width);
    server.noFaults();
    choose(page, "GBPCAD-OTC", width);
    hook(page, "analyse").click();
    assertThat(hook(page, "result")).isVisible();
    assertThat(hook(page, "error")).isHidden();
  }

  @Test
  void anEndedSessionLeadsBackToTheLoginWithTheReasonAndKeepsTheParameters() {
    Page page = logIn(open(DESKTOP, "/"), "user70@catalogador.local");
    choose(page, "EURUSD-OTC", DESKTOP);
    hook(page, "analyse").click();
    assertThat(hook(page, "result")).isVisible();
    server.loggedIn("user70").post("/api/v1/logout", "");

    hook(page, "analyse").click();

    assertThat(hook(page, "login-reason")).containsText("Sua sessão terminou");
    logIn(page, "user70@catalogador.local");
    assertThat(hook(page, "result")).isVisible();
    assertThat(page).hasURL(Pattern.compile(".*asset=EURUSD-OTC.*"));
  }

  @Test
  void searchAndCategoryNarrowTheListOfAssets() {
    Page page = logIn(open(DESKTOP, "/"), "demo@catalogador.local");
    assertThat(hook(page, "asset-item").first()).isVisible();

    page.locator("[data-test=category-chip][data-category=crypto]").click();
    hook(page, "asset-search").fill("btc");

    assertThat(hook(page, "asset-item").first()).hasAttribute("data-symbol", "BTCUSD");
    Set<String> symbols =
        hook(page, "asset-item").all().stream()
            .map(item -> item.getAttribute("data-symbol"))
            .collect(Collectors.toSet());
    assertThat(symbols).allMatch(symbol -> symbol.startsWith("BTC"));

    hook(page, "asset-search").fill("no such asset");
    assertThat(hook(page, "asset-message")).isVisible();
  }

  @Test
  void themeAndLanguageAreRemembered() {
    Page page = open(DESKTOP, "/");
    hook(page, "theme-toggle").click();
    hook(page, "language").selectOption("en");
    assertThat(page.locator("html")).hasAttribute("lang", "en");

    page.reload();

    assertThat(page.locator("html")).hasAttribute("data-bs-theme", "light");
    assertThat(page.locator("html")).hasAttribute("lang", "en");
    assertThat(hook(page, "login-submit")).hasText("Log in");
  }

  @Test
  void logoutLeadsToTheLoginAndTheTokenIsWorthless() {
    Page page = logIn(open(DESKTOP, "/"), "user71@catalogador.local");
    hook(page, "logout").click();

    assertThat(hook(page, "login-submit")).isVisible();
    Object status = page.evaluate("async () => (await fetch('/api/v1/session')).status");
    assertThat(status).isEqualTo(401);
  }

  @Test
  void anAddressWithoutAPageIsToldOnAPageWithAWayBack() {
    Page page = open(DESKTOP, "/nothing-here");

    assertThat(hook(page, "error-page")).containsText("404");
    page.locator("[data-test=error-page] a").click();
    assertThat(hook(page, "login-submit")).isVisible();
  }

  @ParameterizedTest
  @ValueSource(ints = {DESKTOP, PHONE})
  void theCalculatorTellsWhatAPayoutNeeds(int width) {
    Page page = open(width, "/calculadora");

    assertThat(hook(page, "break-even-table")).containsText("89,93");
    assertThat(hook(page, "calculator-answers")).isVisible();
    assertNoHorizontalScroll(page);
    screenshot(page, "calculadora", width);
  }

  private static Page open(int width, String path) {
    Page page = browser.page(width, width == PHONE ? 844 : 960);
    page.navigate(server.url() + path);
    return page;
  }

  private static Page analysed(int width, String asset, int quadrants) {
    Page page =
        logIn(
            open(width, "/?asset=" + asset + "&quadrants=" + quadrants), "demo@catalogador.local");
    assertThat(hook(page, "square")).hasCount(quadrants);
    return page;
  }

  private static Page logIn(Page page, String email) {
    hook(page, "email").fill(email);
    hook(page, "password").fill("demo-1234");
    hook(page, "login-submit").click();
    assertThat(hook(page, "analyse")).isVisible();
    return page;
  }

  private static void choose(Page page, String symbol, int width) {
    if (width == PHONE) {
      hook(page, "asset-button").click();
    }
    page.locator("[data-test=asset-item][data-symbol='" + symbol + "']").click();
  }

  private static Locator hook(Page page, String name) {
    return page.locator("[data-test=" + name + "]");
  }

  private static void assertNoHorizontalScroll(Page page) {
    Object overflow =
        page.evaluate(
            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
    assertThat(overflow).isEqualTo(0);
  }

  private static void screenshot(Page page, String name, int width) {
    page.evaluate("() => scrollTo(0, 0)");
    page.screenshot(
        new ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + "-" + width + ".png")));
  }
}
