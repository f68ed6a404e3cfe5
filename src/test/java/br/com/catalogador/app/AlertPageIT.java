package br.com.catalogador.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * Alerts before an entry and at its result. The product's clock, and with it the simulated market,
 * goes from a chosen moment on, so that a candle closes soon and its colour is known.
 */
@EnabledIf("isPossible")
class AlertPageIT {
  private static final IsVisibleOptions WITHIN_A_MINUTE = new IsVisibleOptions().setTimeout(60_000);

  private RunningServer server;
  private Browser browser;

  static boolean isPossible() {
    return Browser.isThere() && RunningServer.isInThisProcess();
  }

  @AfterEach
  void stop() {
    browser.close();
    server.close();
    assertThat(browser.complaints()).isEmpty();
  }

  private Visitor visitAt(String moment, int width, String path) throws Exception {
    Duration ahead = Duration.between(Instant.now(), Instant.parse(moment));
    server = RunningServer.start(Clock.offset(Clock.systemUTC(), ahead), "sessions.idle", "10m");
    browser = new Browser();
    return Visitor.at(server, browser, width, path).logIn("demo");
  }
}
