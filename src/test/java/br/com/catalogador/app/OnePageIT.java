package br.com.catalogador.app;

import static br.com.catalogador.app.Visitor.DESKTOP;
import static br.com.catalogador.app.Visitor.PHONE;
import static br.com.catalogador.support.Awaiting.until;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Locator.WaitForOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.WebSocket;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Analysis and ranking as views of one page, which is never loaded again. */
@EnabledIf("br.com.catalogador.app.Browser#isThere")
@WithServer({"sessions.idle", "10m", "broker.requestTimeout", "60s"})
class OnePageIT {
  private static final Pattern ANALYSIS_TITLE =
      Pattern.compile(".*\\d\\d:\\d\\d (.+) \\| Catalogador");

  private static final WaitForOptions ATTACHED =
      new WaitForOptions().setState(WaitForSelectorState.ATTACHED);

  private static RunningServer server;
  private static Browser browser;

  /** The ranking of a user, all of it: its table is drawn after its status. */
  private static Visitor ranked(String user, int width, String query) {
    Visitor visitor = Visitor.at(server, browser, width, "/ranking" + query).logIn(user);
    visitor.hook("ranking-start").click();
    assertThat(visitor.hook("ranking-status")).containsText("ativos analisados");
    visitor.page().evaluate("() => new Promise((drawn) => setTimeout(drawn))");
    assertThat(visitor.hook("ranking-row").first()).isVisible();
    return visitor;
  }

  private static void assertView(Visitor visitor, String view) {
    assertThat(visitor.hook("app")).hasAttribute("data-view", view);
  }

  /** A mark that a page loses when it is loaded again. */
  private static void mark(Visitor visitor) {
    visitor.page().evaluate("() => { window.marked = true; }");
  }

  private static void assertNotLoadedAgain(Visitor visitor) {
    assertThat(visitor.page().evaluate("() => window.marked")).isEqualTo(true);
  }

  @Test
  void aRowOpensItsAnalysisBesideTheRankingAndTheHistoryLeadsBack() {
    Visitor visitor = ranked("user90", DESKTOP, "?quadrants=12&category=crypto");
    assertThat(visitor.page()).hasTitle("Ranking | Catalogador");
    mark(visitor);
    visitor.page().setViewportSize(DESKTOP, 500);
    Locator row = visitor.hook("ranking-row").nth(1);
    String asset = row.getAttribute("data-asset");

    row.locator(".col-winRate").click();

    assertView(visitor, "both");
    assertThat(visitor.page().evaluate("() => scrollY")).isEqualTo(0);
    assertThat(visitor.hook("square")).hasCount(12);
    assertThat(row).isVisible();
    assertThat(row).hasAttribute("aria-current", "true");
    assertThat(visitor.page()).hasURL(Pattern.compile(".*/\\?.*asset=" + asset + ".*"));
    assertThat(visitor.page()).hasTitle(ANALYSIS_TITLE);
    visitor.page().setViewportSize(DESKTOP, 960);
    visitor.assertNoHorizontalScroll().screenshot("ranking-com-analise");

    visitor.page().goBack();
    assertView(visitor, "ranking");
    assertThat(visitor.hook("analysis-view")).isHidden();
    assertThat(visitor.page()).hasTitle("Ranking | Catalogador");
    visitor.page().goForward();
    assertView(visitor, "both");
    assertThat(visitor.hook("square")).hasCount(12);
    visitor.hook("nav-ranking").click();
    assertView(visitor, "ranking");
    visitor.hook("nav-analysis").click();
    assertView(visitor, "analysis");
    assertThat(visitor.hook("asset-item", "aria-selected", "true"))
        .hasAttribute("data-symbol", asset);
    assertThat(visitor.hook("ranking-view")).isHidden();
    assertNotLoadedAgain(visitor);

    visitor.page().goBack();
    visitor.page().goBack();
    visitor.page().reload();
    assertView(visitor, "both");
    assertThat(visitor.hook("square")).hasCount(12);
    assertThat(visitor.hook("ranking-row", "aria-current", "true"))
        .hasAttribute("data-asset", asset);
  }

  @Test
  void onAPhoneTheAnalysisLiesOverTheRanking() {
    Visitor visitor = ranked("user91", PHONE, "?quadrants=12&category=crypto");
    mark(visitor);

    visitor.hook("ranking-open").first().click();

    assertThat(visitor.hook("square")).hasCount(12);
    assertThat(visitor.hook("ranking-view")).isHidden();
    visitor.assertNoHorizontalScroll().screenshot("ranking-com-analise");
    visitor.hook("to-ranking").click();
    assertThat(visitor.hook("ranking-row").first()).isVisible();
    assertThat(visitor.hook("analysis-view")).isHidden();
    assertNotLoadedAgain(visitor);
  }

  @Test
  void aLinkNeverAsksToChooseAnAsset() {
    Visitor visitor = Visitor.at(server, browser, DESKTOP, "/").logIn("user92");
    visitor
        .page()
        .addInitScript(
            "window.read = new Set();"
                + "new MutationObserver(() => {"
                + "  for (const id of ['asset-title', 'asset-button-name', 'blank']) {"
                + "    window.read.add(document.getElementById(id)?.textContent ?? '');"
                + "  }"
                + "}).observe(document, { childList: true, subtree: true, characterData: true });");

    visitor.go("/?asset=EURUSD-OTC&quadrants=10");

    assertThat(visitor.hook("square")).hasCount(10);
    assertThat(visitor.hook("asset-title")).hasText("EUR/USD (OTC)");
    assertThat(visitor.page().evaluate("() => [...window.read].join(' ')"))
        .asString()
        .contains("EUR/USD (OTC)")
        .doesNotContain("Escolh");
  }

  @Test
  void favouritesComeFirstOnEveryDevice() {
    Visitor laptop = Visitor.at(server, browser, DESKTOP, "/").logIn("user93");
    Locator first = laptop.hook("asset-item").first();
    assertThat(first).hasAttribute("data-favourite", "false");
    laptop
        .page()
        .waitForResponse(
            "**/preferences",
            () ->
                laptop
                    .hook("asset-item", "data-symbol", "USDJPY-OTC")
                    .locator("[data-test=asset-favourite]")
                    .click());
    assertThat(first).hasAttribute("data-symbol", "USDJPY-OTC");
    laptop.screenshot("favoritos");

    laptop.hook("asset-order").selectOption("payout");

    assertThat(first).hasAttribute("data-symbol", "USDJPY-OTC");
    List<Integer> payouts =
        laptop
            .page()
            .locator("[data-favourite=false][data-open=true] [data-test=asset-payout]")
            .allTextContents()
            .stream()
            .map(text -> Integer.valueOf(text.replaceAll("\\D", "")))
            .toList();
    assertThat(payouts).hasSizeGreaterThan(10).isSortedAccordingTo((a, b) -> b - a);
    Visitor phone = Visitor.at(server, browser, PHONE, "/").logIn("user93");
    phone.choose("USDJPY-OTC");
    assertThat(phone.hook("favourite")).hasAttribute("aria-pressed", "true");
    phone.page().waitForResponse("**/preferences", () -> phone.hook("favourite").click());
    laptop.page().reload();
    assertThat(first).hasAttribute("data-favourite", "false");
    assertThat(laptop.hook("asset-order")).hasValue("payout");
  }

  @Test
  void onASlowLinkTheFirstResultDoesNotWaitForTheBridge() {
    Visitor visitor = Visitor.at(server, browser, PHONE, "/").logIn("user97");
    Page page = visitor.page();
    page.clock().install();
    page.clock().pauseAt(System.currentTimeMillis() + 60_000);
    page.route("**/eventbus/info*", route -> {}); // a bridge that does not open
    page.route(
        "**/api/v1/session",
        route -> {
          page.clock().runFor(400);
          route.resume();
        });

    page.navigate(server.url() + "/?asset=EURUSD-OTC&quadrants=12");

    until(
        () -> {
          page.clock().runFor(1); // half a second in all, less than a page waits for its bridge
          return visitor.hook("square").count() == 12;
        });
  }

  @Test
  void theListOfAssetsStaysFreshAndTheResultFollowsItsPayout() {
    Visitor visitor = Visitor.at(server, browser, DESKTOP, "/");
    CompletableFuture<WebSocket> watching = new CompletableFuture<>();
    visitor.page().clock().install();
    visitor
        .page()
        .onWebSocket(
            socket ->
                socket.onFrameReceived(
                    frame -> {
                      if (frame.text().contains("BTCUSD")) {
                        watching.complete(socket);
                      }
                    }));
    visitor.go("/?asset=BTCUSD&quadrants=10").logIn("user94");
    assertThat(visitor.hook("square")).hasCount(10);
    // the squares may have come over HTTP, before the bridge was open
    visitor.page().waitForCondition(watching::isDone);
    Locator asset = visitor.hook("asset-item", "data-symbol", "BTCUSD");
    Locator shown = asset.locator("[data-test=asset-payout]");
    AtomicReference<Double> payout = new AtomicReference<>(0.61);
    assertThat(asset).hasAttribute("data-open", "true");
    visitor
        .page()
        .route(
            "**/api/v1/assets",
            route -> {
              JsonObject answer = new JsonObject(route.fetch().text());
              for (Object listed : answer.getJsonArray("assets")) {
                if (((JsonObject) listed).getString("symbol").equals("BTCUSD")) {
                  ((JsonObject) listed).put("payout", payout.get()).put("open", false);
                }
              }
              route.fulfill(
                  new FulfillOptions().setContentType("application/json").setBody(answer.encode()));
            });

    watching
        .join()
        .waitForFrameSent(
            new WebSocket.WaitForFrameSentOptions()
                .setPredicate(frame -> frame.text().contains("BTCUSD")),
            () -> visitor.hook("refresh-assets").click());
    assertThat(shown).containsText("61%");

    payout.set(0.62);
    visitor.page().clock().runFor(31_000);

    assertThat(asset).hasAttribute("data-open", "false");
    assertThat(shown).containsText("62%");
  }

  @Test
  void aPresetAnalyzesAnyAssetOnEveryDevice() {
    Visitor laptop =
        Visitor.at(server, browser, DESKTOP, "/?asset=EURUSD-OTC&quadrants=24&martingale=1")
            .logIn("user95");
    laptop.hook("more-options").click();
    laptop.hook("preset-name").fill("Curto");
    laptop
        .page()
        .waitForResponse("**/preferences", () -> laptop.hook("preset-name").press("Enter"));
    assertThat(laptop.hook("preset")).hasText("Curto");
    laptop.screenshot("predefinicoes");

    Visitor phone =
        Visitor.at(server, browser, PHONE, "/?asset=GBPUSD-OTC&quadrants=10").logIn("user95");
    phone.hook("more-options").click();
    phone.hook("preset").click();

    assertThat(phone.hook("square")).hasCount(24);
    assertThat(phone.hook("martingale")).hasValue("1");
    assertThat(phone.page()).hasURL(Pattern.compile(".*asset=GBPUSD-OTC.*quadrants=24.*"));
    phone.assertNoHorizontalScroll();
    phone.page().waitForResponse("**/preferences", () -> phone.hook("preset-drop").click());
    assertThat(phone.hook("preset")).hasCount(0);
  }

  @Test
  void theGuideIsThereUntilItIsDismissed() {
    Visitor visitor = Visitor.at(server, browser, PHONE, "/").logIn("user96");
    assertThat(visitor.hook("guide").locator("li")).hasCount(3);
    visitor.assertNoHorizontalScroll().screenshot("guia");

    visitor.hook("guide-done").click();

    assertThat(visitor.hook("empty")).containsText("Escolha um ativo");
    visitor.page().reload();
    assertThat(visitor.hook("empty")).containsText("Escolha um ativo");
    assertThat(visitor.hook("guide")).hasCount(0);
  }

  @Test
  void everySelectHasRoomForItsLongestOption() {
    Visitor visitor = Visitor.at(server, browser, DESKTOP, "/ranking").logIn("user101");
    visitor.hook("language").selectOption("es");
    visitor.hook("ranking-more").click();
    visitor.hook("ranking-strategy").locator("option").nth(1).waitFor(ATTACHED);
    assertNoSelectIsClipped(visitor);

    visitor.hook("nav-analysis").click();
    visitor.hook("more-options").click();

    assertThat(visitor.page().locator("#quadrants-error")).isHidden();
    assertNoSelectIsClipped(visitor);
    visitor.assertFitsAtBothWidths("opcoes-es");
    // a shorter label leaves its select less room
    visitor.hook("language").selectOption("pt-BR");
    assertThat(visitor.hook("analyse")).hasText("Analisar");
    assertNoSelectIsClipped(visitor);
    visitor.hook("language").selectOption("es");
    assertThat(visitor.hook("analyse")).hasText("Analizar");

    visitor.hook("nav-slots").click();
    visitor.hook("slots-asset").locator("option").nth(1).waitFor(ATTACHED);
    assertNoSelectIsClipped(visitor);
    visitor.assertFitsAtBothWidths("horarios-es");
  }

  private static void assertNoSelectIsClipped(Visitor visitor) {
    visitor.atBothWidths(it -> assertThat(clippedSelects(it)).asString().isEmpty());
  }

  private static Object clippedSelects(Visitor visitor) {
    return visitor
        .page()
        .evaluate(
            "() => {"
                + " const pen = document.createElement('canvas').getContext('2d');"
                + " const clipped = (select) => {"
                + "  const style = getComputedStyle(select);"
                + "  pen.font = style.font;"
                + "  const room = select.clientWidth - parseFloat(style.paddingLeft)"
                + "    - parseFloat(style.paddingRight);"
                + "  return [...select.options].some(it => pen.measureText(it.text).width > room);"
                + " };"
                + " return [...document.querySelectorAll('.form-select')]"
                + "  .filter(select => select.offsetParent && clipped(select))"
                + "  .map(select => select.id).join(' '); }");
  }

  @Test
  void saysThatAStrategyGaveWay() {
    Visitor visitor =
        Visitor.at(server, browser, DESKTOP, "/?asset=EURUSD-OTC&timeframe=300&strategy=five-flip")
            .logIn("user97");
    assertThat(visitor.hook("result-label")).containsText("Five Flip");
    assertThat(visitor.hook("strategy-note")).isHidden();

    visitor.hook("timeframe").selectOption("60");

    assertThat(visitor.hook("strategy-note")).isVisible();
    assertThat(visitor.hook("strategy-note"))
        .hasText("“Five Flip” não funciona em M1. No lugar dela: Estratégia da Minoria.");
    assertThat(visitor.hook("result-label"))
        .containsText("M1 · 60 quadrantes · Estratégia da Minoria");

    visitor.go("/?asset=EURUSD-OTC&strategy=no-such");
    assertThat(visitor.hook("strategy-note"))
        .containsText("O link pede uma estratégia que não existe");
    assertThat(visitor.hook("result-label")).containsText("Estratégia da Minoria");
    assertThat(visitor.hook("error")).isHidden();

    visitor
        .page()
        .route("**/api/v1/strategies", route -> route.fulfill(new FulfillOptions().setStatus(502)));
    visitor.go("/?asset=EURUSD-OTC&strategy=no-such");
    assertThat(visitor.hook("error")).containsText("O link pede uma estratégia que não existe");
    assertThat(visitor.hook("retry")).hasCount(0);
  }

  @Test
  void aGuestAndAUserCauseNoErrorInTheConsole() {
    Visitor visitor = Visitor.at(server, browser, DESKTOP, "/");
    List<String> errors = new ArrayList<>();
    visitor
        .page()
        .onConsoleMessage(
            message -> {
              if (message.type().equals("error")) {
                errors.add(message.text());
              }
            });

    visitor.go("/?asset=EURUSD-OTC&quadrants=10").logIn("user100");
    assertThat(visitor.hook("square")).hasCount(10);
    assertThat(visitor.page().locator("#content")).isFocused();
    visitor.page().reload();
    assertThat(visitor.hook("square")).hasCount(10);
    visitor.hook("logout").click();
    assertThat(visitor.hook("login-submit")).isVisible();
    visitor.page().reload();
    assertThat(visitor.hook("login-submit")).isEnabled();

    visitor.page().waitForLoadState(LoadState.NETWORKIDLE);
    assertThat(errors).isEmpty();
  }

  /** The filter is there one task before the table. */
  @Test
  void whoTypesIntoTheFilterBeforeTheTableIsDrawnFindsItFiltered() {
    Visitor visitor = ranked("user102", DESKTOP, "?quadrants=12&category=crypto");
    visitor
        .page()
        .addInitScript(
            """
            new MutationObserver((changes, observer) => {
              if (document.getElementById('ranking-result')?.hidden === false) {
                observer.disconnect();
                const filter = document.getElementById('filter');
                filter.value = 'no such asset';
                filter.dispatchEvent(new Event('input'));
              }
            }).observe(document, { subtree: true, attributeFilter: ['hidden'] });
            """);
    List<String> errors = new ArrayList<>();
    visitor.page().onPageError(errors::add);

    visitor.page().reload();

    assertThat(visitor.hook("no-hits")).isVisible();
    assertThat(visitor.hook("ranking-row")).hasCount(0);
    assertThat(errors).isEmpty();
  }

  @Test
  void aLoginOpensTheOtherTabsToo() {
    Visitor one = Visitor.at(server, browser, DESKTOP, "/?asset=EURUSD-OTC&quadrants=10");
    Visitor other = one.tab("/ranking");
    assertThat(other.hook("login-submit")).isEnabled();

    one.logIn("user98");

    assertThat(other.hook("ranking-start")).isVisible();
    assertThat(one.hook("square")).hasCount(10);
    one.hook("logout").click();
    assertThat(other.hook("login-submit")).isVisible();
  }

  @Test
  void cancellingKeepsTheRankingBefore() throws Exception {
    Visitor visitor = ranked("user99", DESKTOP, "?category=crypto&quadrants=20");
    int rows = visitor.hook("ranking-row").count();
    // The run lasts until it is cancelled.
    server.fault(new JsonObject().put("silent", JsonArray.of("get-candles")));
    visitor.hook("ranking-more").click();
    visitor.hook("ranking-timeframe").selectOption("300");
    assertThat(visitor.hook("ranking-progress")).isVisible();
    assertThat(visitor.hook("ranking-row")).hasCount(rows);
    assertThat(visitor.hook("ranking-label")).containsText("M1 ·");

    visitor.hook("ranking-cancel").click();

    assertThat(visitor.hook("ranking-progress")).isHidden();
    assertThat(visitor.hook("ranking-row")).hasCount(rows);
    visitor.page().reload();
    assertThat(visitor.hook("ranking-label")).containsText("M1 · 20 quadrantes");
    assertThat(visitor.hook("ranking-row")).hasCount(rows);

    visitor.hook("filter").fill("no such asset");
    assertThat(visitor.hook("no-hits")).isVisible();
    assertThat(visitor.hook("ranking-table")).isHidden();
    // One time for all rows stands in the label.
    assertThat(visitor.hook("sort-computedAt")).hasCount(0);
    assertThat(visitor.hook("ranking-label")).containsText("calculado às");
  }
}
