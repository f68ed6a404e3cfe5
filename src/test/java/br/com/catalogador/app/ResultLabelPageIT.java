package br.com.catalogador.app;

import static br.com.catalogador.app.Visitor.DESKTOP;
import static br.com.catalogador.app.Visitor.PHONE;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** A result shows its own parameters, and is dimmed while the form has others. */
@EnabledIf("br.com.catalogador.app.Browser#isThere")
@WithServer({"sessions.idle", "10m"})
class ResultLabelPageIT {
  private static final Pattern STALE = Pattern.compile("(^|.* )stale( .*|$)");

  private static RunningServer server;
  private static Browser browser;

  private static Visitor analyzed(String user, int width, String asset) {
    Visitor visitor =
        Visitor.at(server, browser, width, "/?asset=" + asset + "&quadrants=10").logIn(user);
    assertThat(visitor.hook("square")).hasCount(10);
    return visitor;
  }

  /**
   * A page whose answers of the bridge to questions of 15 minutes come when they are sent on; the
   * others come at once.
   */
  private static Visitor analyzed(String user, String asset, List<Runnable> held) {
    Visitor visitor = Visitor.at(server, browser, DESKTOP, "/");
    visitor.hearsOnTheBridge(
        (text, page) -> {
          if (text.contains("\\\"timeframe\\\":900") && text.contains("\\\"rows\\\":")) {
            held.add(() -> page.accept(text));
          } else {
            page.accept(text);
          }
        });
    visitor.go("/?asset=" + asset + "&quadrants=10").logIn(user);
    assertThat(visitor.hook("square")).hasCount(10);
    return visitor;
  }

  @Test
  void aChangedControlDimsTheOldResultUnderItsOwnLabel() {
    List<Runnable> held = new ArrayList<>();
    Visitor visitor = analyzed("user80", "AUDCAD-OTC", held);
    Locator label = visitor.hook("result-label");
    assertThat(label).containsText("AUD/CAD (OTC) · M1 · 10 quadrantes");

    visitor.hook("timeframe").selectOption("900");

    assertThat(visitor.hook("result")).hasClass(STALE);
    assertThat(label).containsText("· M1 ·");
    visitor.page().waitForCondition(() -> !held.isEmpty());
    held.forEach(Runnable::run);
    assertThat(label).containsText("· M15 ·");
    assertThat(visitor.hook("result")).not().hasClass(STALE);
    assertThat(stepOfSquares(visitor)).isEqualTo(4 * 900);
  }

  /**
   * The shortest distance between the quadrants of neighboring squares, in seconds. Pauses of the
   * market make some distances longer.
   */
  private static long stepOfSquares(Visitor visitor) {
    assertThat(visitor.hook("square")).hasCount(10);
    List<Long> starts =
        visitor.hook("square").all().stream()
            .map(square -> Long.valueOf(square.getAttribute("data-start")))
            .toList();
    return IntStream.range(1, starts.size())
        .mapToLong(i -> starts.get(i) - starts.get(i - 1))
        .min()
        .orElseThrow();
  }

  @Test
  void everyControlOfTheAnalysisAnalyzesAtOnce() {
    Visitor visitor = analyzed("user84", DESKTOP, "EURUSD-OTC");
    Locator label = visitor.hook("result-label");
    visitor.hook("more-options").click();

    visitor.hook("quadrants").fill("20");
    visitor.hook("quadrants").press("Tab");
    assertThat(label).containsText("20 quadrantes");
    visitor.hook("strategy").selectOption("maioria");
    assertThat(label).containsText("Milhão Maioria");
    visitor.hook("martingale").selectOption("0");
    assertThat(label).containsText("Sem gale");
    visitor.hook("tie").selectOption("tie");
    assertThat(label).containsText("empate (devolvida)");
    visitor.hook("stakes").selectOption("1.5");
    assertThat(label).containsText("1,5×");
    visitor.hook("payout").fill("77");
    visitor.hook("payout").press("Tab");
    assertThat(label).containsText("payout 77% · payout informado por você");
    assertThat(visitor.page())
        .hasURL(Pattern.compile(".*quadrants=20.*strategy=maioria.*payout=0.77.*multiplier=1.5.*"));
  }

  @Test
  void everyControlOfTheRankingMakesAnotherRankingAtOnce() {
    Visitor visitor = Visitor.at(server, browser, DESKTOP, "/ranking?quadrants=10").logIn("user85");
    visitor.hook("ranking-start").click();
    Locator label = visitor.hook("ranking-label");
    assertThat(label).containsText("10 quadrantes");
    assertThat(visitor.hook("ranking-status")).containsText("ativos analisados");
    visitor.hook("ranking-more").click();

    visitor.hook("scope").selectOption("category");
    visitor.hook("category").selectOption("crypto");
    assertThat(label).containsText("Cripto");
    visitor.hook("ranking-quadrants").fill("12");
    visitor.hook("ranking-quadrants").press("Tab");
    assertThat(label).containsText("12 quadrantes");
    visitor.hook("ranking-strategy").selectOption("maioria");
    assertThat(label).containsText("Milhão Maioria");
    visitor.hook("ranking-martingale").selectOption("0");
    assertThat(label).containsText("Sem gale");
    visitor.hook("ranking-tie").selectOption("tie");
    assertThat(label).containsText("empate (devolvida)");
    visitor.hook("order").selectOption("profit");
    assertThat(label).containsText("por lucro por ciclo");
    visitor.hook("min-operations").fill("1");
    visitor.hook("min-operations").press("Tab");
    assertThat(label).containsText("mínimo de 1");
    assertThat(visitor.hook("ranking-result")).not().hasClass(STALE);
    assertThat(visitor.page())
        .hasURL(
            Pattern.compile(".*/ranking\\?.*strategies=maioria.*order=profit.*category=crypto.*"));
  }

  @Test
  void neverShowsTheAnswerOfAnOlderRequest() {
    List<Runnable> held = new ArrayList<>();
    Visitor visitor = analyzed("user81", "EURJPY-OTC", held);

    visitor
        .page()
        .evaluate(
            "() => ['900', '60'].forEach(seconds => {"
                + " const field = document.getElementById('timeframe');"
                + " field.value = seconds;"
                + " field.dispatchEvent(new Event('change', { bubbles: true })); })");
    visitor.page().waitForCondition(() -> !held.isEmpty());
    assertThat(visitor.hook("result")).not().hasClass(STALE);
    held.forEach(Runnable::run);

    // A later answer shows that the page has handled it.
    visitor.page().evaluate("() => fetch('/api/v1/session').then(answer => answer.text())");
    // Without a delay, or the page would repeat the request by itself.
    assertThat(visitor.hook("result-label").textContent()).contains("· M1\u00a0·");
    assertThat(visitor.hook("result").getAttribute("class")).doesNotMatch(STALE);
    assertThat(stepOfSquares(visitor)).isEqualTo(5 * 60);
  }

  @Test
  void showsNoResultUnderAnAssetThatCannotBeAnalyzed() throws Exception {
    Visitor visitor = analyzed("user82", PHONE, "EURGBP-OTC");
    JsonObject refused = new JsonObject().put("get-candles", 4040);
    server.fault(new JsonObject().put("statuses", refused));

    visitor.choose("GBPJPY-OTC");

    assertThat(visitor.hook("error")).isVisible();
    assertThat(visitor.hook("result")).isHidden();
    assertThat(visitor.hook("asset-facts")).isHidden();
  }

  @Test
  void aCachedAnswerDoesNotHideASilentBroker() throws Exception {
    Visitor visitor = analyzed("user83", DESKTOP, "EURUSD-OTC");
    Locator connection = visitor.hook("connection");
    assertThat(connection).hasAttribute("data-priced", "true");
    browser.expectSilentBroker();
    server.fault(new JsonObject().put("freeze", true));
    int late = secondsLate(visitor, 1);

    visitor.analyze();

    assertThat(visitor.hook("result")).hasAttribute("aria-busy", "false");
    assertThat(connection).hasAttribute("data-priced", "false");
    secondsLate(visitor, late);
  }

  /** Waits until the page says that its prices are at least so many seconds late. */
  private static int secondsLate(Visitor visitor, int least) {
    return (Integer)
        visitor
            .page()
            .waitForFunction(
                """
                (least) => {
                  const late = Number(document.getElementById('connection').dataset.late);
                  return late >= least && late;
                }
                """,
                least)
            .jsonValue();
  }

  @Test
  void anotherChoiceMakesAnotherRankingUnderItsOwnLabel() {
    Visitor visitor =
        Visitor.at(server, browser, DESKTOP, "/ranking?category=crypto&timeframe=300")
            .logIn("user85");
    visitor.hook("ranking-start").click();
    Locator label = visitor.hook("ranking-label");
    Locator result = visitor.hook("ranking-result");
    assertThat(label).containsText("M5 · 60 quadrantes · Todas as estratégias");
    assertThat(visitor.hook("ranking-status")).containsText("ativos analisados");
    assertThat(result).not().hasClass(STALE);
    List<Route> starts = new ArrayList<>();
    visitor.page().route("**/api/v1/ranking", starts::add);

    visitor.hook("ranking-more").click();
    visitor.hook("ranking-timeframe").selectOption("900");

    assertThat(result).hasClass(STALE);
    assertThat(label).containsText("M5 ·");
    visitor.hook("ranking-link").click();
    assertThat(visitor.hook("export-note")).containsText("Link copiado");
    assertThat((String) visitor.page().evaluate("() => navigator.clipboard.readText()"))
        .contains("strategies=all", "timeframe=300", "category=crypto");
    visitor.screenshot("ranking-outro-formulario");
    visitor.page().waitForCondition(() -> !starts.isEmpty());
    starts.get(0).resume();
    assertThat(label).containsText("M15 ·");
    assertThat(result).not().hasClass(STALE);
    assertThat(visitor.hook("ranking-open").first())
        .hasAttribute("href", Pattern.compile(".*timeframe=900.*"));
    assertThat(visitor.page()).hasURL(Pattern.compile(".*/ranking\\?.*timeframe=900.*"));
  }

  @Test
  void alertsSwitchedOffElsewhereStayOff() {
    Visitor phone = analyzed("user86", PHONE, "EURUSD-OTC");
    phone.hook("alert-toggle").click();
    phone.page().waitForResponse("**/preferences", () -> phone.hook("alert-sound").check());
    assertThat(phone.hook("alert-toggle")).hasAttribute("data-on", "true");
    Visitor laptop = analyzed("user86", DESKTOP, "EURUSD-OTC");
    assertThat(laptop.hook("alert-toggle")).hasAttribute("data-on", "true");
    laptop.hook("alert-toggle").click();
    laptop.page().waitForResponse("**/preferences", () -> laptop.hook("alert-sound").uncheck());

    phone.page().reload();

    assertThat(phone.hook("square")).hasCount(10);
    assertThat(phone.hook("alert-toggle")).hasAttribute("data-on", "false");
  }
}
