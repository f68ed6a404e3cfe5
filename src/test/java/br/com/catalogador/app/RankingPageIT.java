package br.com.catalogador.app;

import static br.com.catalogador.app.Visitor.DESKTOP;
import static br.com.catalogador.app.Visitor.PHONE;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.Route.FulfillOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * The ranking in a real browser. Candles are cached across tests, so a test whose run must reach
 * the broker ranks assets that no other test uses. A test that needs an open market takes a
 * cryptocurrency: the simulator's OTC markets pause four times a day.
 */
@EnabledIf("br.com.catalogador.app.Browser#isThere")
@WithServer({"sessions.idle", "10m"})
class RankingPageIT {
  private static final int CELLS = 60 * 45;

  /** Of a longer table so many exist. */
  private static final int ROWS = 26;

  private static final Pattern FIRST_CELLS = Pattern.compile(".*/api/v1/ranking\\?limit=50");

  /** The 26 rows that exist, out and in, the two heads that change, and what the table counts. */
  private static final int MOST_SORT_WRITES = 120;

  /** Sorts by a column and lays the page out; how much that wrote. */
  private static final String SORT =
      """
      (column) => {
        takeWrites();
        document.querySelector(`[data-test=sort-${column}]`).click();
        return document.body.offsetHeight && takeWrites();
      }
      """;

  /**
   * The assets whose countdowns tick in one second, and those whose rows are in sight. Rows that
   * come into sight are written in between, too, so it waits for a second in which they agree.
   */
  private static final String TICKING =
      """
      () => new Promise((resolve) => {
        const list = document.getElementById('asset-list');
        const symbolsOf = (nodes) => nodes.map((node) => node.closest('[data-symbol]').dataset.symbol).sort();
        const box = list.getBoundingClientRect();
        const end = Math.min(box.bottom, innerHeight);
        const isInSight = (node) => {
          const { top, bottom } = node.closest('[data-symbol]').getBoundingClientRect();
          return top <= end && bottom >= box.top;
        };
        let last = [];
        setTimeout(() => resolve(last), 20_000);
        new MutationObserver((records, observer) => {
          const ticked = records.map(({ target }) => target)
            .filter((target) => target.isConnected && target.matches('[data-entry-at]'));
          if (ticked.length > 0) {
            const inSight = [...list.querySelectorAll('[data-entry-at]')].filter(isInSight);
            last = [ticked, inSight].map(symbolsOf);
            if (String(last[0]) === String(last[1])) {
              observer.disconnect();
              resolve(last);
            }
          }
        }).observe(list, { subtree: true, childList: true });
      })
      """;

  /** Whether the page has shown a run under way, from now on: it is over after some seconds. */
  private static final String NOTE_PROGRESS =
      """
      () => {
        const progress = document.querySelector('[data-test=ranking-progress]');
        window.progressWasSeen = false;
        new MutationObserver(() => { progressWasSeen ||= progress.offsetParent !== null; })
          .observe(progress, { attributes: true });
      }
      """;

  /** Clicks twice, within the five seconds of the question; what it asked, if rows were left. */
  private static final String CLEAR =
      """
      () => {
        const button = document.querySelector('[data-test=ranking-clear]');
        button.click();
        const rows = document.querySelectorAll('[data-test=ranking-row]').length;
        const asked = rows > 0 && button.textContent;
        button.click();
        return asked;
      }
      """;

  private static RunningServer server;
  private static Browser browser;

  @Test
  void aRunEndsWithFiveCardsTheHintAboutChanceAndTheTable() {
    Visitor visitor = Visitor.at(server, browser, DESKTOP, "/ranking").logIn("user1280");
    assertThat(visitor.hook("ranking-empty")).containsText("Ainda não há ranking");
    visitor.assertFitsAtBothWidths("ranking-vazio");

    visitor.hook("ranking-start").click();

    assertThat(visitor.hook("ranking-status")).containsText("ativos analisados");
    assertThat(visitor.hook("top-card")).hasCount(5);
    assertThat(visitor.hook("ranking-luck"))
        .hasText(
            Pattern.compile(
                "Em 999 mercados de cara ou coroa com estas mesmas velas, a melhor célula da tabela"
                    + " inteira saiu tão boa quanto esta em [\\d.]+\\. .* Num mercado de cara ou"
                    + " coroa seriam, em média, [\\d,]+\\."));
    assertThat(visitor.hook("top-card").first()).containsText("na sorte (moeda): 87,5");
    assertThat(visitor.hook("top-proof").first()).not().isEmpty();
    assertThat(visitor.hook("ranking-row").first()).hasAttribute("data-position", "1");
    visitor.assertFitsAtBothWidths("ranking");

    visitor.page().addInitScript(LayoutShiftPageIT.OBSERVE);
    visitor.atBothWidths(
        each -> {
          each.go("/ranking");
          assertThat(each.hook("ranking-row")).hasCount(each.width() == PHONE ? 13 : 26);
          LayoutShiftPageIT.report(each.width(), "ranking on load", each);
        });
  }

  @Test
  void showsProgressAndCancelKeepsResults() throws Exception {
    Visitor visitor =
        Visitor.at(server, browser, DESKTOP, "/ranking?strategy=minoria&quadrants=300")
            .logIn("user1281");
    assertThat(visitor.hook("ranking-start")).isVisible();
    server.fault(new JsonObject().put("latency", 3_000));
    visitor.hook("ranking-start").click();
    assertThat(visitor.hook("progress-text"))
        .hasText(Pattern.compile("[1-9]\\d* de \\d+ ativos.*agora .*há .*faltam .*"));
    visitor.assertFitsAtBothWidths("ranking-andamento");

    visitor.hook("ranking-cancel").click();

    assertThat(visitor.hook("ranking-status")).containsText("Cancelado");
    assertThat(visitor.hook("ranking-progress")).isHidden();
    // The row of the last asset may be drawn after the status.
    int done = json(visitor).getInteger("total");
    assertThat(done).isPositive();
    assertThat(visitor.hook("ranking-row")).hasCount(Math.min(done, ROWS));
    visitor.page().reload();
    assertThat(visitor.hook("ranking-status")).containsText("Cancelado");
    assertThat(visitor.hook("ranking-row")).hasCount(Math.min(done, ROWS));
  }

  @Test
  void aSecondTabAndAReloadShowTheSameRun() throws Exception {
    Visitor visitor =
        Visitor.at(server, browser, DESKTOP, "/ranking?strategy=minoria&timeframe=900&category=otc")
            .logIn("user50");
    Visitor other = visitor.tab("/");
    AtomicBoolean hears = new AtomicBoolean();
    other
        .page()
        .onWebSocket(
            socket ->
                socket.onFrameSent(
                    frame -> {
                      if (frame.text().contains(".ranking")) {
                        hears.set(true);
                      }
                    }));
    other.go("/ranking");
    assertThat(other.hook("ranking-empty")).isVisible();
    // Without its bridge it would ask for the run when that may be over.
    other.page().waitForCondition(hears::get);
    server.fault(new JsonObject().put("latency", 1_000));
    other.page().evaluate(NOTE_PROGRESS);

    visitor.hook("ranking-start").click();

    assertThat(other.hook("ranking-status")).containsText("ativos analisados");
    assertThat(other.page().evaluate("() => progressWasSeen")).isEqualTo(true);
    // The rows are drawn after the status.
    String first = json(other).getJsonArray("entries").getJsonObject(0).getString("asset");
    assertThat(other.hook("ranking-row").first()).hasAttribute("data-asset", first);
    visitor.page().reload();
    assertThat(visitor.hook("ranking-row").first()).hasAttribute("data-asset", first);
  }

  @Test
  void listsAFailedAssetWithTheReason() throws Exception {
    Visitor visitor = Visitor.at(server, browser, DESKTOP, "/ranking").logIn("user51");
    server.fault(new JsonObject().put("statuses", new JsonObject().put("816", 4040)));

    ranked(visitor, "?strategy=minoria&timeframe=900&category=crypto");

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
    AtomicReference<Route> asked = new AtomicReference<>();
    AtomicReference<APIResponse> before = new AtomicReference<>();
    // The page of the login must not ask any more.
    visitor.page().navigate("about:blank");
    visitor
        .page()
        .route(
            FIRST_CELLS,
            route -> {
              if (asked.compareAndSet(null, route)) {
                before.set(route.fetch());
              } else {
                route.resume();
              }
            });
    visitor.go("/ranking?strategy=minoria&category=crypto");
    visitor.page().waitForCondition(() -> before.get() != null);
    visitor.hook("ranking-start").click();
    assertThat(visitor.hook("ranking-status")).containsText("ativos analisados");

    visitor
        .page()
        .waitForResponse(
            FIRST_CELLS, () -> asked.get().fulfill(new FulfillOptions().setResponse(before.get())));

    // A later answer shows that the page has handled it.
    visitor.page().evaluate("() => fetch('/api/v1/session').then(answer => answer.text())");
    assertThat(visitor.hook("ranking-status")).containsText("ativos analisados");
  }

  @Test
  void sortsAndFiltersTheTableAndOpensAnAnalysis() {
    Visitor visitor = Visitor.at(server, browser, DESKTOP, "/ranking").logIn("user52");
    ranked(visitor, "?strategy=minoria&quadrants=12&martingale=1");
    int cells = json(visitor).getInteger("total");
    assertThat(visitor.hook("intro-cells")).hasText(cells + " células");

    visitor.hook("nav-analysis").click();
    assertThat(visitor.hook("asset-entry").first()).isVisible();
    List<?> ticking = (List<?>) visitor.page().evaluate(TICKING);
    assertThat((List<?>) ticking.get(0))
        .hasSizeBetween(10, visitor.hook("asset-entry").count() - 1)
        .isEqualTo(ticking.get(1));
    visitor.hook("nav-ranking").click();

    visitor.hook("sort-name").click();
    List<String> names = visitor.page().locator("th[scope=row]").allTextContents();
    Object sorted =
        visitor.page().evaluate("names => names.sort((a, b) => a.localeCompare(b))", names);
    assertThat(names).hasSizeGreaterThan(10).isEqualTo(sorted);
    visitor.hook("filter").fill("btcusd");
    assertThat(visitor.hook("ranking-row")).hasCount(1);
    Locator link = visitor.hook("ranking-open");
    link.focus();
    visitor.page().keyboard().press("Enter");

    assertThat(visitor.hook("square")).hasCount(12);
    assertThat(visitor.hook("martingale")).hasValue("1");
    assertThat(visitor.page()).hasURL(Pattern.compile(".*asset=BTCUSD.*"));
  }

  @Test
  void ranksChosenCellsUnderConditionsAndKeepsAllInTheLink() {
    Visitor visitor = Visitor.at(server, browser, DESKTOP, "/ranking").logIn("user53");
    visitor.hook("ranking-more").click();
    visitor.hook("ranking-conditions").locator("summary").click();
    visitor.hook("ranking-condition-side").selectOption("call");
    visitor.hook("ranking-strategy").selectOption("several");
    visitor.hook("strategy-choice", "value", "minoria").check();
    visitor.hook("strategy-choice", "value", "c3").check();
    visitor.hook("scope").selectOption("assets");
    visitor.hook("choice", "value", "BTCUSD").check();
    visitor.hook("choice", "value", "ETHUSD").check();
    visitor.hook("ranking-start").click();
    assertThat(visitor.hook("ranking-row")).hasCount(4);
    assertThat(visitor.hook("ranking-label")).containsText("2 estratégias · Até G2 · só CALL");
    assertThat(visitor.hook("ranking-open").first())
        .hasAttribute("href", Pattern.compile(".*&side=call"));

    visitor.hook("ranking-link").click();
    assertThat(visitor.hook("export-note")).isVisible();
    String link = (String) visitor.page().evaluate("() => navigator.clipboard.readText()");

    String path = link.substring(server.url().length());
    Visitor other = Visitor.at(server, browser, DESKTOP, path).logIn("user54");
    assertThat(other.hook("scope")).hasValue("assets");
    assertThat(other.hook("choice", "value", "ETHUSD")).isChecked();
    assertThat(other.hook("ranking-condition-side")).hasValue("call");
    assertThat(other.hook("ranking-strategy")).hasValue("several");
    assertThat(other.hook("strategy-choice", "value", "c3")).isChecked();
    other.hook("ranking-start").click();
    assertThat(other.hook("ranking-row")).hasCount(4);
  }

  @Test
  void exportsTheRankingAndClearsItAfterASecondClick() throws Exception {
    Visitor visitor = Visitor.at(server, browser, DESKTOP, "/ranking").logIn("user55");
    ranked(visitor, "?category=crypto");
    // All 25 strategies, of which the page has asked for the first 50 cells only.
    int rows = json(visitor).getInteger("total");

    String csv = visitor.download("ranking-plain");
    String sheet = visitor.download("ranking-csv");
    JsonObject json = new JsonObject(visitor.download("ranking-json"));

    assertThat(csv).startsWith("position,belowMinimum,asset,");
    assertThat(csv.lines()).hasSize(rows + 1);
    assertThat(json.getJsonArray("entries")).hasSize(rows);
    assertThat(sheet.lines()).hasSize(rows + 7);
    assertThat(sheet.lines().skip(6).findFirst().orElseThrow())
        .startsWith("Nº;Ativo;Estratégia;1as entradas;");
    assertThat(visitor.page().evaluate(CLEAR)).asString().contains("Limpar mesmo?");
    assertThat(visitor.hook("ranking-empty")).containsText("Ainda não há ranking");
  }

  @Test
  void ofManyCellsThoseInSightAreAskedForAndDrawn() {
    Visitor visitor = Visitor.at(server, browser, DESKTOP, "/");
    List<String> asked = new CopyOnWriteArrayList<>();
    visitor
        .page()
        .route(
            url -> url.contains("/api/v1/ranking"),
            route -> {
              asked.add(route.request().url().replaceAll(".*/ranking", ""));
              answer(route);
            });
    // The bridge would tell that the server holds no ranking.
    visitor.withoutBridge().go("/").logIn("user56");
    // The list of assets tells the entry of each asset's best strategy.
    Locator entry = visitor.hook("asset-item", "data-symbol", "BTCUSD");
    assertThat(entry.locator("[data-test=asset-entry]")).hasAttribute("data-side", "PUT");
    assertThat(entry.locator("[data-entry-at]")).hasText(Pattern.compile("0[01]:\\d\\d"));
    visitor.screenshot("lista-com-entradas");
    Locator rows = visitor.hook("ranking-row");
    assertThat(rows).hasCount(0);

    visitor.hook("nav-ranking").click();
    assertThat(rows).hasCount(26);
    assertThat(visitor.hook("ranking-table")).hasAttribute("aria-rowcount", "2701");
    // For the list of assets.
    visitor.page().waitForCondition(() -> asked.contains("?offset=50&limit=450"));
    asked.clear();
    visitor.page().evaluate("() => document.getElementById('ranking-scroll').scrollTo(0, 1e9)");
    assertThat(rows.last()).hasAttribute("data-position", "2700");
    assertThat(rows.last()).hasAttribute("aria-rowindex", "2701");
    assertThat(rows.last()).hasClass("below");
    assertThat(rows.last()).containsText("cedo: 9 de 16");
    assertThat(rows).hasCount(26);
    assertThat(asked).containsExactly("?offset=2674&limit=26");

    visitor.hook("sort-winRate").click();
    // Until all of them have come: "500 de 2.700 células".
    assertThat(visitor.page().locator("#filter-count")).hasText("2.700 células");
    assertThat(rows.first()).containsText("99,8");
    visitor.countWrites();
    asked.clear();
    for (String column :
        List.of("familyP", "strategy", "lastHit", "interval", "strategy", "name")) {
      double before = visitor.processorMillis();
      int layouts = visitor.layouts();
      int writes = (Integer) visitor.page().evaluate(SORT, column);
      layouts = visitor.layouts() - layouts;
      System.out.printf(
          Locale.ROOT,
          "2700 cells sorted by %s: %d writes, %d layouts, %.1f ms of processor%n",
          column,
          writes,
          layouts,
          visitor.processorMillis() - before);
      assertThat(writes).as("writes to sort by %s", column).isLessThanOrEqualTo(MOST_SORT_WRITES);
    }
    assertThat(rows.first()).hasAttribute("data-asset", "A1");
    assertThat(rows).hasCount(26);
    assertThat(asked).isEmpty();

    visitor.hook("group").selectOption("asset");
    assertThat(visitor.page().locator("#filter-count")).hasText("60 de 2.700 células");
    visitor.hook("filter-strategy").fill("5:1,2,9:");
    visitor.hook("filter").fill("btc/usd");
    assertThat(rows).hasCount(1);
    visitor.hook("ranking-squares").click();
    assertThat(visitor.hook("ranking-square")).hasCount(60);
    visitor.assertNoHorizontalScroll().screenshot("ranking-quadrados");
    visitor.hook("squares-dialog-open").click();
    assertThat(visitor.hook("app")).hasAttribute("data-view", "both");
    assertThat(rows).hasAttribute("aria-current", "true");
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

  /** The ranking as the server tells it. */
  private static JsonObject json(Visitor visitor) {
    return new JsonObject(
        (String)
            visitor
                .page()
                .evaluate("() => fetch('/api/v1/ranking?limit=1').then(answer => answer.text())"));
  }

  /** A ranking of 60 assets and 45 strategies, the part of it that is asked for. */
  private static void answer(Route route) {
    Matcher asked = Pattern.compile("(offset|limit)=(\\d+)").matcher(route.request().url());
    Map<String, Integer> part = new HashMap<>(Map.of("offset", 0, "limit", 500));
    while (asked.find()) {
      part.put(asked.group(1), Integer.valueOf(asked.group(2)));
    }
    int offset = part.get("offset");
    int end = Math.min(CELLS, offset + part.get("limit"));
    JsonArray entries =
        new JsonArray(IntStream.range(offset, end).mapToObj(RankingPageIT::cell).toList());
    JsonObject ranking =
        new JsonObject(
            """
            {"id":"r","status":"DONE","order":"evidence","luck":null,"simulations":999,"errors":[],
             "parameters":{"timeframe":60,"strategy":null,"strategies":"all","quadrants":60,
               "martingale":2,"tie":"loss","conditions":{},"order":"evidence","minOperations":5,
               "simulations":999,"assets":null,"category":null,"minPayout":null},
             "progress":{"total":60,"done":60,"failed":0,"current":null,"elapsedMs":9,"etaMs":0},
             "byLuck":{"rate":1,"cells":3,"expected":2.4},"startedAt":"2026-11-30T07:00:00Z",
             "finishedAt":"2026-11-30T07:00:01Z","autoUpdate":false}
            """);
    ranking
        .put("total", CELLS)
        .put("offset", offset)
        .put("entries", entries)
        .put("top", new JsonArray(IntStream.range(0, 5).mapToObj(RankingPageIT::cell).toList()));
    route.fulfill(
        new FulfillOptions().setContentType("application/json").setBody(ranking.encode()));
  }

  /** The last 60 have too few first entries to prove anything; the first one enters in a minute. */
  private static JsonObject cell(int index) {
    int asset = index * 7 % 60;
    double rate = 0.8 + index * 37 % 100 / 500.0;
    int operations = index >= CELLS - 60 ? 9 : 60;
    JsonObject cell =
        new JsonObject(
            """
            {"category":"otc","payout":0.87,"timeframe":60,"quadrants":60,"martingale":2,
             "tie":"loss","conditions":{},"computedAt":1796023000,"belowMinimum":false,
             "winsByMartingale":[30,15,9],"losses":6,"nulls":0,"ties":0,"pending":0,"noData":0,
             "filtered":0,"chanceRate":0.875,"pValue":0.4,"breakEvenRate":0.889,"netProfit":1,
             "profitPerCycle":0.02,"longestWinStreak":9,"longestLossStreak":2,"currentStreak":-1,
             "simulatedStreak":2.1,"lastHit":1796022000,"holm":1,"familyP":0.4,
             "operationsNeeded":160}
            """);
    return cell.put("position", index + 1)
        .put("asset", asset == 0 ? "BTCUSD" : "A" + asset)
        .put("name", asset == 0 ? "BTC/USD" : "Ativo " + asset)
        .put("strategy", "5:1,2," + (3 + index / 60) + ":min:" + (48 + index / 60))
        .put("operations", operations)
        .put("winRate", rate)
        .put("wilson95", new JsonArray().add(rate - 0.1).add(Math.min(1, rate + 0.05)))
        .put(
            "first",
            new JsonObject()
                .put("operations", operations)
                .put("wins", 30)
                .put("rate", 0.5)
                .put("pValue", 0.0001 * (index + 1)))
        .put(
            "next",
            new JsonObject()
                .put("entryAt", System.currentTimeMillis() / 1000 + 61)
                .put("every", 300)
                .put("side", "PUT"));
  }

  private static void ranked(Visitor visitor, String query) {
    visitor.go("/ranking" + query);
    visitor.hook("ranking-start").click();
    assertThat(visitor.hook("ranking-status")).containsText("ativos analisados");
  }
}
