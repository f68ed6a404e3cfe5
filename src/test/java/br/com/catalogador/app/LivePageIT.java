package br.com.catalogador.app;

import static br.com.catalogador.app.Visitor.DESKTOP;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The analysis page with live prices; no test waits for a candle to close. */
@EnabledIf("br.com.catalogador.app.Browser#isThere")
@WithServer({"sessions.idle", "10m"})
class LivePageIT {
  /** Trades at all times; the simulator's OTC markets pause four times a day. */
  private static final String ASSET = "BTCUSD";

  /** Exports the sheet and tells the rate on the screen: a candle that closes may change it. */
  private static final String EXPORT =
      """
      () => {
        const hook = (name) => document.querySelector(`[data-test=${name}]`);
        hook('export-csv').click();
        return hook('rate-line').querySelector('span').textContent;
      }
      """;

  private static RunningServer server;
  private static Browser browser;

  @Test
  void showsTheRunningCandleInTheFormingQuadrant() {
    Visitor visitor = analyzed("demo", DESKTOP, 10);
    Locator running = visitor.hook("running-candle");
    assertThat(running).isVisible();

    String before = running.getAttribute("data-close");
    assertThat(running).not().hasAttribute("data-close", before);

    assertThat(visitor.hook("connection")).hasText("conectado");
    assertThat(visitor.hook("data-late")).isHidden();
    visitor.assertFitsAtBothWidths("ao-vivo");
  }

  @Test
  void marksPricesAsStaleUntilTheyResume() throws Exception {
    Visitor visitor = analyzed("user60", DESKTOP, 10);
    assertThat(visitor.hook("running-candle")).isVisible();

    browser.expectSilentBroker();
    server.fault(new JsonObject().put("freeze", true));

    assertThat(visitor.hook("data-late")).isVisible();
    assertThat(visitor.hook("chart").locator("canvas")).hasCSS("filter", "grayscale(1)");
    assertThat(visitor.hook("data-late")).hasText(Pattern.compile("dados de \\d+.s atrás"));
    assertThat(visitor.hook("connection")).hasText(Pattern.compile("dados de|reconectando"));
    visitor.screenshot("dados-antigos");
    server.noFaults();
    assertThat(visitor.hook("data-late")).isHidden();
  }

  @Test
  void showsSinceWhenTheBrokerIsUnreachable() throws Exception {
    Visitor visitor = analyzed("user61", DESKTOP, 10);

    server.fault(new JsonObject().put("refuseConnections", true).put("dropSockets", true));

    assertThat(visitor.hook("connection")).hasAttribute("data-state", "RECONNECTING");
    assertThat(visitor.hook("connection"))
        .hasText(Pattern.compile("corretora: reconectando desde \\d\\d:\\d\\d:\\d\\d"));
    server.noFaults();
    assertThat(visitor.hook("connection")).hasAttribute("data-state", "CONNECTED");
  }

  @Test
  void logoutInAnotherTabShowsTheReasonAndKeepsTheParameters() {
    Visitor visitor = analyzed("user62", DESKTOP, 12);

    visitor.tab("/").hook("logout").click();

    assertThat(visitor.hook("login-reason")).containsText("Sua sessão terminou");
    visitor.logIn("user62");
    assertThat(visitor.hook("square")).hasCount(12);
  }

  @Test
  void exportsWhatIsOnTheScreen() throws Exception {
    Visitor visitor = analyzed("demo", DESKTOP, 12);

    assertThat(visitor.hook("rate-line")).not().isEmpty();
    AtomicReference<String> shown = new AtomicReference<>();
    Download download =
        visitor.page().waitForDownload(() -> shown.set((String) visitor.page().evaluate(EXPORT)));
    String rate = shown.get();
    String sheet = Files.readString(download.path());
    String csv = visitor.download("export-plain");
    JsonObject json = new JsonObject(visitor.download("export-json"));
    String picture = visitor.downloaded("export-png").suggestedFilename();

    assertThat(sheet.lines().toList())
        .startsWith("\ufeffBTC/USD", "M1 · 12 quadrantes · Estratégia da Minoria · Até G2")
        .anySatisfy(line -> assertThat(line).startsWith(rate + ";na sorte (moeda): 87,5%"))
        .contains("Nº;Quadrante;Verdes;Vermelhas;Dojis;Sinal;Entrada;Resultado");
    assertThat(sheet.lines().toList().get(sheet.lines().toList().size() - 12))
        .matches("1;\\d\\d/\\d\\d/\\d{4} \\d\\d:\\d\\d;\\d;\\d;\\d;.*");
    assertThat(csv).startsWith("start,green,red,doji,signal,nullReason,entryAt,result,martingale");
    assertThat(csv.lines()).hasSize(13);
    assertThat(json.getJsonArray("rows")).hasSize(12);
    assertThat(json.getJsonObject("asset").getString("symbol")).isEqualTo(ASSET);
    assertThat(visitor.downloaded("export-csv").suggestedFilename())
        .matches("catalogador_BTCUSD_M1_minoria_[\\d-]+Z\\.csv");
    assertThat(visitor.downloaded("export-plain").suggestedFilename())
        .matches("catalogador_BTCUSD_M1_minoria_[\\d-]+Z\\.dados\\.csv");
    assertThat(picture).matches("catalogador_BTCUSD_M1_minoria_[\\d-]+Z\\.png");
  }

  @Test
  void theCopiedLinkOpensTheSameResultElsewhere() {
    String address =
        "/?asset=GBPUSD-OTC&timeframe=300&quadrants=7&strategy=maioria&martingale=1&tie=tie"
            + "&payout=0.8&multiplier=2.2&recover=false";
    Visitor visitor = Visitor.at(server, browser, DESKTOP, address).logIn("demo");
    assertThat(visitor.hook("square")).hasCount(7);

    visitor.hook("export-link").click();
    assertThat(visitor.hook("export-note")).containsText("Link copiado");
    String link = (String) visitor.page().evaluate("() => navigator.clipboard.readText()");

    assertThat(link).isEqualTo(server.url() + address);
    Visitor other = Visitor.at(server, browser, DESKTOP, address).logIn("user63");
    assertThat(other.hook("square")).hasCount(7);
    assertThat(other.hook("strategy")).hasValue("maioria");
    assertThat(other.hook("payout")).hasValue("80");
    assertThat(other.hook("rate-line")).containsText("na sorte (moeda): 75");
  }

  private static Visitor analyzed(String user, int width, int quadrants) {
    Visitor visitor =
        Visitor.at(server, browser, width, "/?asset=" + ASSET + "&quadrants=" + quadrants)
            .logIn(user);
    assertThat(visitor.hook("square")).hasCount(quadrants);
    return visitor;
  }
}
