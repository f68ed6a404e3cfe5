package br.com.catalogador.app;

import static br.com.catalogador.app.Visitor.DESKTOP;
import static br.com.catalogador.app.Visitor.PHONE;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.Route.FulfillOptions;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The ranking in a real browser. Candles are cached across tests, so a test whose run must reach
 * the broker ranks assets that no other test uses.
 */
@EnabledIf("br.com.catalogador.app.Browser#isThere")
@WithServer({"sessions.idle", "10m"})
class RankingPageIT {
  private static RunningServer server;
  private static Browser browser;

  @ParameterizedTest
  @ValueSource(ints = {DESKTOP, PHONE})
  void aRunEndsWithFiveCardsTheHintAboutChanceAndTheTable(int width) {
    Visitor visitor = Visitor.at(server, browser, width, "/ranking").logIn("user" + width);
    assertThat(visitor.hook("ranking-empty")).containsText("Ainda não há ranking");
    visitor.assertNoHorizontalScroll().screenshot("ranking-vazio");

    visitor.hook("ranking-start").click();

    assertThat(visitor.hook("ranking-status")).containsText("ativos analisados");
    assertThat(visitor.hook("top-card")).hasCount(5);
    assertThat(visitor.hook("ranking-luck")).containsText("moeda honesta");
    assertThat(visitor.hook("top-card").first()).containsText("na sorte (moeda): 87,5");
    assertThat(visitor.hook("ranking-row").first()).hasAttribute("data-position", "1");
    visitor.assertNoHorizontalScroll().screenshot("ranking");
  }

  @ParameterizedTest
  @CsvSource({DESKTOP + ", ?quadrants=100", PHONE + ", ?timeframe=300"})
  void showsProgressAndCancelKeepsResults(int width, String query) throws Exception {
    Visitor visitor =
        Visitor.at(server, browser, width, "/ranking" + query).logIn("user" + (width + 1));
    assertThat(visitor.hook("ranking-start")).isVisible();
    server.fault(new JsonObject().put("latency", 3_000));
    visitor.hook("ranking-start").click();
    assertThat(visitor.hook("progress-text"))
        .hasText(Pattern.compile("[1-9]\\d* de \\d+ ativos.*agora .*há .*faltam .*"));
    visitor.screenshot("ranking-andamento");

    visitor.hook("ranking-cancel").click();

    assertThat(visitor.hook("ranking-status")).containsText("Cancelado");
    assertThat(visitor.hook("ranking-progress")).isHidden();
    assertThat(visitor.hook("ranking-row").first()).isVisible();
    int done = visitor.hook("ranking-row").count();
    visitor.page().reload();
    assertThat(visitor.hook("ranking-status")).containsText("Cancelado");
    assertThat(visitor.hook("ranking-row")).hasCount(done);
  }

  @Test
  void aSecondTabAndAReloadShowTheSameRun() throws Exception {
    Visitor visitor =
        Visitor.at(server, browser, DESKTOP, "/ranking?timeframe=900&category=otc").logIn("user50");
    Visitor other = visitor.tab("/ranking");
    assertThat(other.hook("ranking-empty")).isVisible();
    server.fault(new JsonObject().put("latency", 1_000));

    visitor.hook("ranking-start").click();

    assertThat(other.hook("ranking-progress")).isVisible();
    assertThat(other.hook("ranking-status")).containsText("ativos analisados");
    String first = other.hook("ranking-row").first().getAttribute("data-asset");
    visitor.page().reload();
    assertThat(visitor.hook("ranking-row").first()).hasAttribute("data-asset", first);
  }

  @Test
  void listsAFailedAssetWithTheReason() throws Exception {
    Visitor visitor = Visitor.at(server, browser, DESKTOP, "/ranking").logIn("user51");
    server.fault(new JsonObject().put("statuses", new JsonObject().put("816", 4040)));

    ranked(visitor, "?timeframe=900&category=crypto");

    assertThat(visitor.hook("ranking-errors")).containsText("1 ativo não pôde ser analisado");
    visitor.page().locator("[data-test=ranking-errors] summary").click();
    assertThat(visitor.hook("ranking-error"))
        .hasText(
            "BTCUSD: A Polarium recusou este pedido (código 4040). "
                + "Escolha outro ativo ou tente mais tarde.");
  }

  @Test
  void ignoresALateAnswerFromBeforeTheRun() {
    Visitor visitor = Visitor.at(server, browser, DESKTOP, "/ranking").logIn("user58");
    String query = "?category=crypto";
    AtomicReference<Route> asked = new AtomicReference<>();
    AtomicReference<APIResponse> before = new AtomicReference<>();
    visitor
        .page()
        .route(
            "**/api/v1/ranking",
            route -> {
              // The previous page may also send requests.
              boolean here = route.request().frame().url().endsWith(query);
              if (here && asked.compareAndSet(null, route)) {
                before.set(route.fetch());
              } else {
                route.resume();
              }
            });
    ranked(visitor, query);

    visitor
        .page()
        .waitForResponse(
            "**/api/v1/ranking",
            () -> asked.get().fulfill(new FulfillOptions().setResponse(before.get())));

    // A later answer shows that the page has handled it.
    visitor.page().evaluate("() => fetch('/api/v1/session').then(answer => answer.text())");
    assertThat(visitor.hook("ranking-status")).containsText("ativos analisados");
  }

  @Test
  void sortsAndFiltersTheTableAndOpensAnAnalysis() {
    Visitor visitor = Visitor.at(server, browser, DESKTOP, "/ranking").logIn("user52");
    ranked(visitor, "?quadrants=12&martingale=1");

    visitor.hook("sort-name").click();
    List<String> names = visitor.page().locator("th[scope=row]").allTextContents();
    Object sorted =
        visitor.page().evaluate("names => names.sort((a, b) => a.localeCompare(b))", names);
    assertThat(names).hasSizeGreaterThan(10).isEqualTo(sorted);
    visitor.hook("filter").fill("eurusd-otc");
    assertThat(visitor.hook("ranking-row")).hasCount(1);
    Locator link = visitor.hook("ranking-open");
    link.focus();
    visitor.page().keyboard().press("Enter");

    assertThat(visitor.hook("square")).hasCount(12);
    assertThat(visitor.hook("martingale")).hasValue("1");
    assertThat(visitor.page()).hasURL(Pattern.compile(".*asset=EURUSD-OTC.*"));
  }

  @Test
  void ranksChosenAssetsUnderConditionsAndKeepsBothInTheLink() {
    Visitor visitor = Visitor.at(server, browser, DESKTOP, "/ranking").logIn("user53");
    visitor.hook("ranking-more").click();
    visitor.hook("ranking-conditions").locator("summary").click();
    visitor.hook("ranking-condition-side").selectOption("call");
    visitor.hook("scope").selectOption("assets");
    visitor.hook("choice", "value", "EURUSD-OTC").check();
    visitor.hook("choice", "value", "GBPUSD-OTC").check();
    visitor.hook("ranking-start").click();
    assertThat(visitor.hook("ranking-row")).hasCount(2);
    assertThat(visitor.hook("ranking-label")).containsText("só CALL");
    assertThat(visitor.hook("ranking-open").first())
        .hasAttribute("href", Pattern.compile(".*&side=call"));

    visitor.hook("ranking-link").click();
    assertThat(visitor.hook("export-note")).isVisible();
    String link = (String) visitor.page().evaluate("() => navigator.clipboard.readText()");

    String path = link.substring(server.url().length());
    Visitor other = Visitor.at(server, browser, DESKTOP, path).logIn("user54");
    assertThat(other.hook("scope")).hasValue("assets");
    assertThat(other.hook("choice", "value", "GBPUSD-OTC")).isChecked();
    assertThat(other.hook("ranking-condition-side")).hasValue("call");
    other.hook("ranking-start").click();
    assertThat(other.hook("ranking-row")).hasCount(2);
  }

  @Test
  void exportsTheRankingAndClearsItAfterASecondClick() throws Exception {
    Visitor visitor = Visitor.at(server, browser, DESKTOP, "/ranking").logIn("user55");
    ranked(visitor, "?category=crypto");
    int rows = visitor.hook("ranking-row").count();

    String csv = visitor.download("ranking-csv");
    JsonObject json = new JsonObject(visitor.download("ranking-json"));

    assertThat(csv).startsWith("position,belowMinimum,asset,");
    assertThat(csv.lines()).hasSize(rows + 1);
    assertThat(json.getJsonArray("entries")).hasSize(rows);
    visitor.hook("ranking-clear").click();
    assertThat(visitor.hook("ranking-clear")).containsText("Limpar mesmo?");
    assertThat(visitor.hook("ranking-row")).hasCount(rows);
    visitor.hook("ranking-clear").click();
    assertThat(visitor.hook("ranking-empty")).containsText("Ainda não há ranking");
  }

  @Test
  void anEndedSessionShowsTheLoginAndReturnsAfterwards() {
    Visitor visitor = Visitor.at(server, browser, DESKTOP, "/ranking?quadrants=17").logIn("user57");
    assertThat(visitor.hook("ranking-quadrants")).hasValue("17");

    server.loggedIn("user57").post("/api/v1/logout", "{\"all\":true}");

    assertThat(visitor.hook("login-reason")).containsText("Sua sessão terminou");
    visitor.logIn("user57");
    assertThat(visitor.page()).hasURL(Pattern.compile(".*/ranking\\?.*quadrants=17.*"));
    assertThat(visitor.hook("ranking-quadrants")).hasValue("17");
  }

  private static void ranked(Visitor visitor, String query) {
    visitor.go("/ranking" + query);
    visitor.hook("ranking-start").click();
    assertThat(visitor.hook("ranking-status")).containsText("ativos analisados");
  }
}
