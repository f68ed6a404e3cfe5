package br.com.catalogador.app;

import static br.com.catalogador.app.Visitor.PHONE;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.options.LoadState;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What a browser loads of the packaged jar, without a cache. */
@EnabledIf("br.com.catalogador.app.Browser#isThere")
@EnabledIfSystemProperty(
    named = "catalogador.jar",
    matches = ".+",
    disabledReason = "what a browser is sent is the jar's, not the checkout's")
@WithServer
class WeightPageIT {
  private static RunningServer server;
  private static Browser browser;

  /** Requests and bytes on the wire, those of WebSockets included. */
  private static final class Traffic {
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    private Traffic(CDPSession devTools) {
      devTools.on("Network.loadingFinished", event -> add(event, "encodedDataLength"));
      devTools.on(
          "Network.webSocketFrameReceived",
          event ->
              bytes.addAndGet(
                  event.getAsJsonObject("response").get("payloadData").getAsString().length()));
      devTools.send("Network.enable");
    }

    private void add(JsonObject event, String size) {
      requests.incrementAndGet();
      bytes.addAndGet(event.get(size).getAsLong());
    }

    private String inWords(String what) {
      return String.format(
          Locale.ROOT, "%s: %d requests, %.1f kB", what, requests.get(), bytes.get() / 1000.0);
    }
  }

  @Test
  void loginAndFirstChartAreLight() {
    Visitor visitor = Visitor.at(server, browser, PHONE, "/api/v1/session");
    Traffic traffic = new Traffic(visitor.page().context().newCDPSession(visitor.page()));

    visitor.go("/?asset=EURUSD-OTC");
    assertThat(visitor.hook("login-submit")).isEnabled();
    visitor.page().waitForLoadState(LoadState.NETWORKIDLE);
    System.out.println(traffic.inWords("login"));
    assertThat(traffic.requests).hasValueLessThanOrEqualTo(12);
    assertThat(traffic.bytes).hasValueLessThanOrEqualTo(90_000);

    visitor.logIn("demo");
    assertThat(visitor.hook("chart").locator("canvas"))
        .hasAttribute("data-first", Pattern.compile("\\d+"));
    System.out.println(traffic.inWords("first chart"));
    assertThat(traffic.bytes).hasValueLessThanOrEqualTo(350_000);
  }

  @Test
  void noLibraryListensForADeprecatedEvent() {
    String base =
        server.client().get("/").text().replaceAll("(?s).*?data-base=\"([^\"]+)\".*", "$1");

    assertThat(server.client().get(base + "/vendor/js/sockjs.min.js").text())
        .contains("attachEvent(\"pagehide\",")
        .doesNotContain("attachEvent(\"unload\",");
  }
}
