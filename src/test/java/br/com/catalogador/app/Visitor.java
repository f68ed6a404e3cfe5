package br.com.catalogador.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.Route.FulfillOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A user of the page in a browser. Screenshots are taken only with the system property {@code
 * catalogador.screenshots}, the folder for them: no test reads one.
 */
final class Visitor {
  static final int DESKTOP = 1280;
  static final int PHONE = 390;

  private static final String SCREENSHOTS = System.getProperty("catalogador.screenshots");
  private static final int DESKTOP_HEIGHT = 960;
  private static final int PHONE_HEIGHT = 844;

  /**
   * Counts what scripts write into the page from now on: nodes put in and taken out, attributes,
   * texts.
   */
  private static final String COUNT_WRITES =
      """
      () => {
        let writes = 0;
        const count = (records) => records.forEach(({ type, addedNodes, removedNodes }) => {
          writes += type === 'childList' ? addedNodes.length + removedNodes.length : 1;
        });
        const observer = new MutationObserver(count);
        observer.observe(document,
          { subtree: true, childList: true, attributes: true, characterData: true });
        window.takeWrites = () => {
          count(observer.takeRecords());
          const taken = writes;
          writes = 0;
          return taken;
        };
      }
      """;

  private final RunningServer server;
  private final Page page;
  private final int width;
  private CDPSession devTools;

  private Visitor(RunningServer server, Page page, int width) {
    this.server = server;
    this.page = page;
    this.width = width;
  }

  /** Opens a page of the product in a new browser context. */
  static Visitor at(RunningServer server, Browser browser, int width, String path) {
    Page page = browser.page(width, height(width));
    return new Visitor(server, page, width).go(path);
  }

  /** Opens another tab in the same browser context. */
  Visitor tab(String path) {
    return new Visitor(server, page.context().newPage(), width).go(path);
  }

  Visitor go(String path) {
    page.navigate(server.url() + path);
    return this;
  }

  /**
   * Before a login: the bridge will never open, so the page asks over HTTP, and hears of nothing
   * that changes meanwhile.
   */
  Visitor withoutBridge() {
    page.route(
        "**/vendor/js/sockjs.min.js",
        route ->
            route.fulfill(
                new FulfillOptions()
                    .setContentType("text/javascript")
                    .setBody("window.SockJS = class { close() {} send() {} };")));
    return this;
  }

  /**
   * Before the bridge opens: what the server sends on it goes to the page only as a test sends it
   * on.
   *
   * @param heard receives each text, and what sends a text to the page
   */
  Visitor hearsOnTheBridge(BiConsumer<String, Consumer<String>> heard) {
    page.routeWebSocket(
        Pattern.compile(".*/eventbus/.*"),
        route ->
            route.connectToServer().onMessage(frame -> heard.accept(frame.text(), route::send)));
    return this;
  }

  Page page() {
    return page;
  }

  /** Of the window, {@link #DESKTOP} or {@link #PHONE}. */
  int width() {
    return width;
  }

  /** The element with a {@code data-test} name. */
  Locator hook(String name) {
    return page.locator("[data-test=" + name + "]");
  }

  Locator hook(String name, String attribute, String value) {
    return page.locator("[data-test=" + name + "][" + attribute + "='" + value + "']");
  }

  /** Logs a user of the simulator in, given by the part before the {@code @}. */
  Visitor logIn(String user) {
    hook("email").fill(user + "@catalogador.local");
    hook("password").fill("demo-1234");
    hook("login-submit").click();
    assertThat(hook("logout")).isVisible();
    return this;
  }

  /** Chooses an asset in the picker, which starts its analysis. */
  Visitor choose(String symbol) {
    if (width == PHONE) {
      hook("asset-button").click();
    }
    hook("asset-item", "data-symbol", symbol).click();
    return this;
  }

  Visitor analyze() {
    hook("analyse").click();
    return this;
  }

  /** The text of the file that a click on an element downloads. */
  String download(String name) throws IOException {
    return Files.readString(downloaded(name).path());
  }

  Download downloaded(String name) {
    return page.waitForDownload(() -> hook(name).click());
  }

  Visitor assertNoHorizontalScroll() {
    Object overflow =
        page.evaluate(
            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
    assertThat(overflow).isEqualTo(0);
    return this;
  }

  /** From now on the page's {@code takeWrites()} tells what was written since it was last asked. */
  Visitor countWrites() {
    page.evaluate(COUNT_WRITES);
    return this;
  }

  int takeWrites() {
    return (Integer) page.evaluate("() => takeWrites()");
  }

  /** Processor time of the page's main thread so far, in milliseconds. */
  double processorMillis() {
    return 1000 * metric("TaskDuration");
  }

  /** How often the page was laid out so far. */
  int layouts() {
    return (int) metric("LayoutCount");
  }

  private double metric(String name) {
    if (devTools == null) {
      devTools = page.context().newCDPSession(page);
      JsonObject processor = new JsonObject();
      processor.addProperty("timeDomain", "threadTicks");
      devTools.send("Performance.enable", processor);
    }
    for (JsonElement metric : devTools.send("Performance.getMetrics").getAsJsonArray("metrics")) {
      if (metric.getAsJsonObject().get("name").getAsString().equals(name)) {
        return metric.getAsJsonObject().get("value").getAsDouble();
      }
    }
    throw new IllegalStateException("no " + name);
  }

  /** Asserts that the page fits into both widths, and takes a screenshot of each. */
  void assertFitsAtBothWidths(String screenshot) {
    atBothWidths(visitor -> visitor.assertNoHorizontalScroll().screenshot(screenshot));
  }

  /** Looks at the page in the other width, and then in the own one, in which it stays. */
  void atBothWidths(Consumer<Visitor> look) {
    for (int each : List.of(DESKTOP + PHONE - width, width)) {
      page.setViewportSize(each, height(each));
      look.accept(new Visitor(server, page, each));
    }
  }

  private static int height(int width) {
    return width == PHONE ? PHONE_HEIGHT : DESKTOP_HEIGHT;
  }

  void screenshot(String name) {
    if (SCREENSHOTS != null) {
      page.evaluate("() => scrollTo(0, 0)");
      page.screenshot(
          new ScreenshotOptions().setPath(Path.of(SCREENSHOTS, name + "-" + width + ".png")));
    }
  }
}
