package br.com.catalogador.app;

import static br.com.catalogador.app.Visitor.DESKTOP;
import static br.com.catalogador.app.Visitor.PHONE;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.support.SkippingTime;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasAttributeOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * Alerts on the page when candles close. The clock of the product and of the simulated market
 * starts at a chosen time and is advanced to the close of a candle once the page is ready, so the
 * candles are known: the quadrant of 10:00 in São Paulo has 3 red and 2 green candles, and the CALL
 * of 10:05 wins at once.
 */
@EnabledIf("isPossible")
class AlertPageIT {
  private static final String ADDRESS = "/?asset=GBPUSD-OTC&quadrants=10";
  private static final String QUADRANT = "1898946000";
  private static final int ENTRY = 1_898_946_300;

  /** Timeout in milliseconds until a closed candle is final and shown. */
  private static final double PATIENCE = 40_000;

  private static Browser browser;

  private SkippingTime time;
  private RunningServer server;

  static boolean isPossible() {
    return Browser.isThere() && RunningServer.isInThisProcess();
  }

  @BeforeAll
  static void startBrowser() {
    browser = new Browser();
  }

  @AfterAll
  static void stopBrowser() {
    browser.close();
  }

  @AfterEach
  void stop() {
    browser.closePages();
    server.close();
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void announcesAnEntryAsAPreviewAndShowsTheQuadrantWhenItCloses() throws Exception {
    Visitor visitor = visitAt("2030-03-05T13:04:02Z", PHONE);
    assertThat(visitor.hook("signal")).hasAttribute("data-state", "provisional");

    wantSound(visitor, "120");

    Locator preview = visitor.hook("alert-fired", "data-kind", "entry");
    assertThat(preview).containsText("GBP/USD (OTC): CALL (provisório)");
    assertThat(preview).containsText("às 10:05:00");
    visitor.assertFitsAtBothWidths("alertas");
    String oldest = visitor.hook("square").first().getAttribute("data-start");
    skipTo("2030-03-05T13:04:57Z", visitor);

    assertThat(visitor.hook("square").last())
        .hasAttribute("data-start", QUADRANT, new HasAttributeOptions().setTimeout(PATIENCE));
    assertThat(visitor.hook("square").last()).hasAttribute("data-outcome", "PENDING");
    assertThat(visitor.hook("square")).hasCount(10);
    assertThat(visitor.hook("square").first()).not().hasAttribute("data-start", oldest);
    assertThat(visitor.hook("signal")).hasAttribute("data-state", "confirmed");
    assertThat(visitor.hook("signal-side")).hasText("CALL");
    assertThat(preview).hasCount(1);
  }

  @Test
  void announcesAResultAndUpdatesSquareRowAndCounts() throws Exception {
    Visitor visitor = visitAt("2030-03-05T13:05:02Z", DESKTOP);
    wantSound(visitor, "10");
    assertThat(visitor.hook("square", "data-start", QUADRANT))
        .hasAttribute("data-outcome", "PENDING");
    visitor.hook("square").nth(4).click();
    visitor
        .page()
        .evaluate("() => { document.querySelectorAll('[data-test=square]')[4].kept = 1 }");
    visitor.hook("export-csv").scrollIntoViewIfNeeded();
    skipTo("2030-03-05T13:05:57Z", visitor);

    assertThat(visitor.hook("alert-fired", "data-kind", "result"))
        .containsText(
            "GBP/USD (OTC): Win na 1ª entrada", new ContainsTextOptions().setTimeout(PATIENCE));

    assertThat(visitor.hook("square", "data-start", QUADRANT)).hasAttribute("data-outcome", "WIN");
    assertThat(visitor.hook("quadrant-row", "data-start", QUADRANT))
        .hasAttribute("data-outcome", "WIN");
    assertThat(visitor.hook("card-pending")).hasCount(0);
    assertThat(visitor.hook("square").nth(4)).hasAttribute("aria-selected", "true");
    Object kept =
        visitor.page().evaluate("() => document.querySelectorAll('[data-test=square]')[4].kept");
    assertThat(kept).isEqualTo(1);
    visitor.page().keyboard().press("Escape");
    assertThat(visitor.hook("news")).containsText("quadrante das 10:00: Win na 1ª entrada");
    visitor.screenshot("fechamento");
  }

  @Test
  void sendsTheSameTextAsABrowserNotification() throws Exception {
    Visitor visitor = visitAt("2030-03-05T13:04:02Z", DESKTOP);
    // A headless browser always refuses notifications; all but the last step is real.
    visitor
        .page()
        .evaluate(
            """
            () => {
              window.told = [];
              Object.defineProperty(Notification, 'permission', { value: 'granted' });
              ServiceWorkerRegistration.prototype.showNotification = (title, { body }) => {
                told.push(`${title}, ${body}`);
              };
            }
            """);

    visitor.hook("alert-toggle").click();
    visitor.hook("alert-seconds").fill("60");
    visitor.hook("alert-notification").check();

    assertThat(visitor.hook("alert-fired", "data-kind", "entry")).isVisible();
    // The first ones: in the second in which open and close are equal the alert is taken back.
    Object told = visitor.page().waitForFunction("() => told.length > 0 && [...told]").jsonValue();
    assertThat((List<?>) told)
        .singleElement()
        .asString()
        .startsWith("GBP/USD (OTC): CALL (provisório), entrada em ");
  }

  @Test
  void storesAlertSettingsAndAlertsOnlyWhenEnabled() throws Exception {
    Visitor visitor = visitAt("2030-03-05T13:04:02Z", DESKTOP);
    wantSound(visitor, "120");
    assertThat(visitor.hook("alert-fired", "data-kind", "entry")).isVisible();
    assertThat(visitor.hook("sound-hint")).hasCount(0);
    // Playwright looks into a page as if its user had touched it: not before the page has begun,
    // which asks for the strategies once.
    visitor
        .page()
        .waitForResponse(
            response -> response.url().endsWith("/api/v1/strategies"),
            () -> visitor.page().reload());

    assertThat(visitor.hook("sound-hint")).containsText("depois do primeiro clique");
    visitor.hook("alert-toggle").click();
    assertThat(visitor.hook("sound-hint")).hasCount(0);
    assertThat(visitor.hook("alert-sound")).isChecked();
    assertThat(visitor.hook("alert-seconds")).hasValue("120");
    visitor.hook("alert-seconds").fill("200");
    visitor.hook("alert-seconds").blur();
    assertThat(visitor.hook("alert-note")).containsText("de 3 a 120");
    visitor.page().waitForResponse("**/preferences", () -> visitor.hook("alert-sound").uncheck());
    visitor.page().reload();

    assertThat(visitor.hook("signal")).hasAttribute("data-state", "provisional");
    assertThat(visitor.hook("alert-toggle")).hasAttribute("data-on", "false");
    assertThat(visitor.hook("alert-fired")).hasCount(0);
  }

  @Test
  void savesSettingsOneAfterTheOtherSoThatTheNewestStay() throws Exception {
    Visitor visitor = visitAt("2030-03-05T13:04:02Z", DESKTOP);
    List<Route> saves = new ArrayList<>();
    visitor.page().route("**/preferences", saves::add);
    visitor.hook("alert-toggle").click();

    visitor.hook("alert-seconds").fill("120");
    visitor.hook("alert-sound").check();
    visitor.page().waitForCondition(() -> !saves.isEmpty());
    assertThat(visitor.hook("alert-fired", "data-kind", "entry")).isVisible();
    assertThat(saves).hasSize(1);
    saves.get(0).resume();
    visitor.page().waitForCondition(() -> saves.size() == 2);
    visitor
        .page()
        .waitForResponse(
            response -> response.request() == saves.get(1).request(), () -> saves.get(1).resume());
    visitor.page().reload();

    visitor.hook("alert-toggle").click();
    assertThat(visitor.hook("alert-sound")).isChecked();
    assertThat(visitor.hook("alert-seconds")).hasValue("120");
  }

  /** The answer for the next asset is withheld, so only the previous asset could cause an alert. */
  @Test
  void doesNotAlertForAnAssetThatIsNoLongerShown() throws Exception {
    Visitor visitor = visitAt("2030-03-05T13:04:02Z", DESKTOP);
    wantSound(visitor, "10");
    browser.expectSilentBroker();
    server.fault(new JsonObject().put("silent", JsonArray.of("get-candles")));
    skipTo("2030-03-05T13:04:42Z", visitor);
    // Prices of the new time have arrived, so a stale price cannot cause an alert.
    awaitSecond(visitor, ENTRY - 15, "[data-test=asset-item][data-symbol=USDJPY-OTC]");

    awaitSecond(visitor, ENTRY - 8, "");
    assertThat(visitor.hook("alert-fired")).hasCount(0);
  }

  /**
   * Waits until the page's clock shows a second, and then clicks at once, before a later second.
   *
   * @param clicked a selector; empty for nothing
   */
  private static void awaitSecond(Visitor visitor, int second, String clicked) {
    Object isSo =
        visitor
            .page()
            .evaluate(
                """
                async ([second, patience, clicked]) => {
                  const page = document.querySelector('script[type=module]').src;
                  const clock = await import(new URL('lib/clock.js', page));
                  for (let waited = 0; clock.now() < second && waited < patience; waited += 100) {
                    await new Promise((resolve) => { setTimeout(resolve, 100); });
                  }
                  if (clicked !== '') {
                    document.querySelector(clicked).click();
                  }
                  return clock.now() >= second;
                }
                """,
                List.of(second, PATIENCE, clicked));
    assertThat(isSo).isEqualTo(true);
  }

  private Visitor visitAt(String moment, int width) throws Exception {
    time = new SkippingTime(Instant.parse(moment));
    // The entries' directions that the tests expect are those of the market with hours.
    server = RunningServer.start(time, "sessions.idle", "10m", "simulator.alwaysOpen", "false");
    Visitor visitor = Visitor.at(server, browser, width, ADDRESS).logIn("demo");
    assertThat(visitor.hook("square")).hasCount(10);
    return visitor;
  }

  /** Advances the clock; the page follows with the next update of the session. */
  private void skipTo(String moment, Visitor visitor) throws Exception {
    time.skipTo(Instant.parse(moment));
    server.balance("demo", 4_321);
    assertThat(visitor.hook("balance")).containsText("4.321");
  }

  private static void wantSound(Visitor visitor, String secondsBefore) {
    visitor.hook("alert-toggle").click();
    visitor.hook("alert-seconds").fill(secondsBefore);
    visitor
        .page()
        .waitForResponse(
            response ->
                response.url().endsWith("/preferences")
                    && response.request().postData().contains("\"sound\":true"),
            () -> visitor.hook("alert-sound").check());
  }
}
