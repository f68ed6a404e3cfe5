package br.com.catalogador.app;

import static br.com.catalogador.app.Visitor.DESKTOP;
import static br.com.catalogador.app.Visitor.PHONE;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The analysis page from login to result, and the common parts of all pages, in a real browser. */
@EnabledIf("br.com.catalogador.app.Browser#isThere")
@WithServer({"sessions.idle", "10m"})
class PageIT {
  private static RunningServer server;
  private static Browser browser;

  @Test
  void rowsWithADateFitOnAPhone() {
    Visitor visitor = open(PHONE, "/?asset=EURUSD-OTC&timeframe=900&quadrants=24").logIn("user70");

    // 30 hours, so some rows are of yesterday.
    assertThat(visitor.hook("quadrant-row").last().locator("th"))
        .hasText(Pattern.compile("\\d\\d/\\d\\d \\d\\d:\\d\\d"));
    visitor.assertNoHorizontalScroll();
    visitor.screenshot("resultado-dois-dias");
  }

  @Test
  void logsInAndShowsACatalog() {
    Visitor visitor = open(PHONE, "/");
    assertThat(visitor.hook("simulated-banner")).containsText("simulados");
    visitor.assertFitsAtBothWidths("login");

    visitor.logIn("user1280");
    assertThat(visitor.hook("connection")).hasAttribute("data-state", "CONNECTED");
    visitor.choose("EURUSD-OTC");
    visitor.analyze();

    assertThat(visitor.hook("result")).isVisible();
    assertThat(visitor.hook("square")).hasCount(60);
    assertThat(visitor.hook("quadrant-row")).hasCount(60);
    assertThat(visitor.hook("rate-line")).containsText("na sorte (moeda): 87,5");
    assertThat(visitor.hook("rate-line")).containsText("faixa provável: ");
    assertThat(visitor.hook("tile-verdict")).isVisible();
    assertThat(visitor.hook("tile-loss")).containsText("−US$");
    assertThat(visitor.hook("tile-loss")).containsText("entradas 10 + 20 + 40");
    stake(visitor, "5");
    assertThat(visitor.hook("tile-loss")).containsText("entradas 5 + 10 + 20");
    visitor.page().reload();
    assertThat(visitor.hook("tile-loss")).containsText("entradas 5 + 10 + 20");
    visitor.hook("details").locator("summary").first().click();
    assertThat(visitor.hook("card-entry")).isVisible();
    assertThat(visitor.hook("zone")).containsText("America/Sao_Paulo");
    assertThat(visitor.page().locator("[data-test=chart] canvas").first()).isVisible();
    visitor.assertFitsAtBothWidths("resultado");
  }

  @Test
  void theSquaresShowTheResultOfTheApi() {
    Visitor visitor = analyzed("EURUSD-OTC", 40);

    // repeated until page and API have the same candles
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

    String start = visitor.hook("square").nth(3).getAttribute("data-start");
    visitor.hook("square", "data-start", start).click();

    Locator row = visitor.page().locator("[data-test=quadrant-row][data-start='" + start + "']");
    assertThat(row).hasAttribute("aria-selected", "true");
    assertThat(visitor.hook("selected-explanation")).isVisible();
    assertThat(visitor.hook("selected-explanation")).not().isEmpty();
  }

  @Test
  void aReloadKeepsTheResultAndItsParameters() {
    Visitor visitor = analyzed("GBPUSD-OTC", 25);

    visitor.page().reload();

    assertThat(visitor.hook("square")).hasCount(25);
    assertThat(visitor.hook("quadrants")).hasValue("25");
    assertThat(visitor.page()).hasURL(Pattern.compile(".*asset=GBPUSD-OTC.*"));
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
  void anUnknownPathShowsAnErrorPageWithALink() {
    Visitor visitor = open(DESKTOP, "/nothing-here");

    assertThat(visitor.hook("error-page")).containsText("404");
    visitor.page().locator("[data-test=error-page] a").click();
    assertThat(visitor.hook("login-submit")).isVisible();
  }

  @Test
  void theCalculatorShowsTheBreakEvenRate() {
    Visitor visitor = open(DESKTOP, "/calculadora");

    assertThat(visitor.hook("break-even-table")).containsText("89,93");
    assertThat(visitor.hook("calculator-answers")).isVisible();
    visitor.assertFitsAtBothWidths("calculadora");

    visitor.hook("payout").fill("999");
    assertThat(visitor.hook("calculator-error")).hasText("“Payout (%)” pede um número de 1 a 200.");
    assertThat(visitor.hook("payout")).hasAttribute("aria-invalid", "true");
    assertThat(visitor.hook("calculator-answers")).isEmpty();
    visitor.hook("payout").fill("87");
    assertThat(visitor.hook("calculator-error")).isHidden();
    assertThat(visitor.hook("calculator-answers")).containsText("89,93%");
  }

  @Test
  void theCalculatorBeginsWithTheValuesOfTheResult() {
    Visitor visitor = open(DESKTOP, "/?asset=EURUSD-OTC&martingale=1&multiplier=3").logIn("user77");
    assertThat(visitor.hook("square")).hasCount(60);
    String payout = visitor.page().locator("#tile-payout-value").textContent();
    visitor.hook("details").locator("summary").first().click();

    visitor.hook("to-calculator").click();

    assertThat(visitor.hook("payout")).hasValue(payout.replace("%", ""));
    assertThat(visitor.hook("gales")).hasValue("1");
    assertThat(visitor.hook("multiplier")).hasValue("3");
    assertThat(visitor.hook("stake")).hasValue("10");
    assertThat(visitor.hook("calculator-answers")).containsText("10 + 30");
  }

  @Test
  void theApiPageFindsOperationsAndScrollsItsTablesByKeyboard() {
    Visitor visitor = open(PHONE, "/api-docs");
    int all = visitor.hook("operation").count();

    visitor.hook("api-search").fill("ranking cancel");

    assertThat(visitor.hook("api-found")).hasText(Pattern.compile("operações encontradas: \\d+"));
    assertThat(visitor.page().locator("[data-test=operation]:visible")).not().hasCount(all);
    assertThat(visitor.page().locator("#cancelRanking")).isVisible();
    visitor.hook("api-search").fill("zzz");
    assertThat(visitor.hook("api-found")).hasText("Nada contém esse texto.");
    visitor.hook("api-search").fill("");
    assertThat(visitor.page().locator("[data-test=operation]:visible")).hasCount(all);
    // the page hears of sizes with the next frame
    visitor
        .page()
        .waitForFunction(
            "() => [...document.querySelectorAll('.table-scroll')].every((table) =>"
                + " (table.scrollWidth > table.clientWidth) === (table.tabIndex === 0))");
  }

  private static void stake(Visitor visitor, String amount) {
    visitor
        .page()
        .waitForResponse(
            "**/preferences",
            () -> {
              visitor.hook("first-stake").fill(amount);
              visitor.hook("first-stake").blur();
            });
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
