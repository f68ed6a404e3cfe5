package br.com.catalogador.app;

import static br.com.catalogador.app.Visitor.DESKTOP;
import static br.com.catalogador.app.Visitor.PHONE;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.support.SkippingTime;
import com.microsoft.playwright.assertions.LocatorAssertions.HasAttributeOptions;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The page does not jump, neither while it loads nor while its market moves. */
@EnabledIf("br.com.catalogador.app.Browser#isThere")
class LayoutShiftPageIT {
  private static final String ADDRESS = "/?asset=GBPUSD-OTC&quadrants=60";
  private static final Instant BEGIN = Instant.parse("2030-03-05T13:00:30Z");
  private static final double PATIENCE = 40_000;

  static final String OBSERVE =
      """
      window.shifts = [];
      new PerformanceObserver((list) => list.getEntries()
        .filter(({ hadRecentInput }) => !hadRecentInput)
        .forEach(({ value, sources }) => shifts.push({ value, what: sources.map(({ node }) =>
          node?.id || node?.className || node?.parentElement?.id || String(node)).join(' ') })))
        .observe({ type: 'layout-shift', buffered: true });
      """;

  private static Browser browser;
  private RunningServer server;

  @BeforeAll
  static void openBrowser() {
    browser = new Browser();
  }

  @AfterAll
  static void closeBrowser() {
    browser.close();
    assertThat(browser.complaints()).isEmpty();
  }

  @AfterEach
  void close() {
    browser.closePages();
    server.close();
  }

  @Test
  void nothingJumpsOnLoadAndInTenMinutes() throws Exception {
    SkippingTime time = new SkippingTime(BEGIN);
    server = RunningServer.start(time, "sessions.idle", "30m");
    Map<Integer, Visitor> visitors = new LinkedHashMap<>();
    for (int width : List.of(DESKTOP, PHONE)) {
      Visitor visitor = Visitor.at(server, browser, width, "/").logIn("demo");
      visitor.page().addInitScript(OBSERVE);
      visitor.go(ADDRESS);
      assertThat(visitor.hook("square")).hasCount(60);
      assertThat(visitor.hook("running-candle")).isVisible();
      report(width, "on load", visitor);
      visitors.put(width, visitor);
    }

    for (int minute = 1; minute <= 10; minute++) {
      Instant next = BEGIN.plusSeconds(60L * minute);
      time.skipTo(next);
      server.balance("demo", 1_000 + minute);
      for (Visitor visitor : visitors.values()) {
        assertThat(visitor.hook("running-candle"))
            .hasAttribute(
                "data-from",
                Long.toString(next.getEpochSecond() - 30),
                new HasAttributeOptions().setTimeout(PATIENCE));
      }
    }

    visitors.forEach((width, visitor) -> report(width, "after ten minutes", visitor));
  }

  static void report(int width, String when, Visitor visitor) {
    Number total =
        (Number) visitor.page().evaluate("() => shifts.reduce((sum, { value }) => sum + value, 0)");
    System.out.printf(Locale.ROOT, "CLS at %d, %s: %.4f%n", width, when, total.doubleValue());
    assertThat(total.doubleValue())
        .as("%s at %d: %s", when, width, visitor.page().evaluate("() => shifts"))
        .isLessThanOrEqualTo(0.05);
  }
}
