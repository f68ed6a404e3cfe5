package br.com.catalogador.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Somebody who uses the page in a browser. His screenshots go to {@code target/imagens}, or to the
 * folder that the system property {@code catalogador.screenshots} names.
 */
final class Visitor {
  static final int DESKTOP = 1280;
  static final int PHONE = 390;

  private static final Path SCREENSHOTS =
      Path.of(System.getProperty("catalogador.screenshots", "target/imagens"));
  private static final int DESKTOP_HEIGHT = 960;
  private static final int PHONE_HEIGHT = 844;

  private final RunningServer server;
  private final Page page;
  private final int width;

  private Visitor(RunningServer server, Page page, int width) {
    this.server = server;
    this.page = page;
    this.width = width;
  }

  /** Opens an address of the product in a browser that knows nothing of it yet. */
  static Visitor at(RunningServer server, Browser browser, int width, String path) {
    Page page = browser.page(width, width == PHONE ? PHONE_HEIGHT : DESKTOP_HEIGHT);
    return new Visitor(server, page, width).go(path);
  }

  /** Another tab of the same browser. */
  Visitor tab(String path) {
    return new Visitor(server, page.context().newPage(), width).go(path);
  }

  Visitor go(String path) {
    page.navigate(server.url() + path);
    return this;
  }

  Page page() {
    return page;
  }

  /** What carries a name for tests. */
  Locator hook(String name) {
    return page.locator("[data-test=" + name + "]");
  }

  Locator hook(String name, String attribute, String value) {
    return page.locator("[data-test=" + name + "][" + attribute + "='" + value + "']");
  }

  /** Logs one of the simulator's users in, by the part before the {@code @}. */
  Visitor logIn(String user) {
    hook("email").fill(user + "@catalogador.local");
    hook("password").fill("demo-1234");
    hook("login-submit").click();
    assertThat(hook("logout")).isVisible();
    return this;
  }

  /** Chooses an asset in the picker, which begins its analysis. */
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

  /** The text of the file that a click on that hook downloads. */
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

  void screenshot(String name) {
    page.evaluate("() => scrollTo(0, 0)");
    page.screenshot(
        new ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + "-" + width + ".png")));
  }
}
