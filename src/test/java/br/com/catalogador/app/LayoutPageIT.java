package br.com.catalogador.app;

import static br.com.catalogador.app.Visitor.DESKTOP;
import static br.com.catalogador.app.Visitor.PHONE;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Locator;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The page under fingers, in narrow windows and with many quadrants. */
@EnabledIf("br.com.catalogador.app.Browser#isThere")
@WithServer({"sessions.idle", "10m"})
class LayoutPageIT {
  private static final int HEIGHT = 844;

  /** The signal's card, the running candle in words and what the chart tells of it. */
  private static final int MOST_LIVE_WRITES = 50;

  /** A row goes, another comes, with its number, its place and two marks. */
  private static final int MOST_ROW_WRITES = 6;

  /** Two lines of what is touched, and what parts them. */
  private static final double MOST_HEADER_HEIGHT = 100;

  /**
   * Pairs of parts of the header or of one tile that lie over each other, by how much the page is
   * too wide, and how much of it lies below its footer.
   */
  private static final String COLLISIONS =
      """
      () => {
        // the text of a block, which is narrower than the block
        const boxOf = (part) => {
          const range = document.createRange();
          range.selectNodeContents(part);
          return (part.closest('.tile') ? range : part).getBoundingClientRect();
        };
        const parts = [...document.querySelectorAll('.topbar > *, .topbar-session > *, .tile > *')]
          .filter((part) => part.offsetParent && !part.classList.contains('topbar-session'))
          .map((part) => [part.className, boxOf(part)]);
        const over = (a, b) => a.left < b.right - 1 && b.left < a.right - 1
          && a.top < b.bottom - 1 && b.top < a.bottom - 1;
        const hits = parts.flatMap(([name, box], index) => parts.slice(index + 1)
          .filter(([, other]) => over(box, other)).map(([other]) => `${name} over ${other}`));
        const root = document.documentElement;
        const wide = root.scrollWidth - root.clientWidth;
        const end = document.querySelector('footer').getBoundingClientRect().bottom + scrollY;
        return [
          ...hits,
          ...(wide > 0 ? [`${wide} px too wide`] : []),
          ...(root.scrollHeight > end + 1 ? [`${root.scrollHeight - end} px below the footer`] : []),
        ];
      }
      """;

  /** What is touched and smaller than 44 px; a box to tick is as large as its label. */
  private static final String SMALL =
      """
      () => [...document.querySelectorAll(
          'a, button, input, select, summary, [role=option], tr[data-start]')]
        .filter((target) => target.offsetParent)
        .map((target) => target.closest('.form-check, label:has([type=checkbox])') ?? target)
        .map((target) => [target, target.getBoundingClientRect()])
        .filter(([, { width, height }]) => Math.min(width, height) < 43.5)
        .map(([target, { width, height }]) =>
          `${target.tagName}#${target.id}.${target.className} ${width} x ${height}`)
      """;

  /** Scrolls the table of quadrants; how much that wrote, and nothing of what else happens. */
  private static final String SCROLL =
      """
      (top) => {
        const place = document.getElementById('table-scroll');
        place.scrollTop = top;
        takeWrites();
        place.dispatchEvent(new Event('scroll'));
        return takeWrites();
      }
      """;

  /** How many squares each task puts in, from now on: the observer is told once after each. */
  private static final String COUNT_SQUARES =
      """
      () => {
        window.squaresPutIn = [];
        const observer = new MutationObserver((records) => squaresPutIn.push(
          records.reduce((sum, { addedNodes }) => sum + addedNodes.length, 0)));
        observer.observe(document.getElementById('squares'), { childList: true });
      }
      """;

  /** Whether a task, from now on, puts in squares and rows of the table, which stands far below. */
  private static final String WATCH_PARTS =
      """
      () => {
        window.drawnTogether = false;
        const observer = new MutationObserver((records) => {
          const places = records.map(({ target }) => target.id);
          drawnTogether ||= places.includes('squares') && places.includes('quadrant-rows');
        });
        ['squares', 'quadrant-rows'].forEach((id) =>
          observer.observe(document.getElementById(id), { childList: true }));
      }
      """;

  private static RunningServer server;
  private static Browser browser;

  @Test
  void nothingOverlapsInNarrowWindows() {
    Visitor visitor = analyzed(DESKTOP, "user140", 60);
    byTouch(visitor);
    for (String path : List.of("/?asset=EURUSD-OTC", "/ranking")) {
      visitor.go(path);
      assertThat(visitor.hook(path.equals("/ranking") ? "ranking-start" : "result")).isVisible();
      assertThat(visitor.hook("balance")).containsText("$");
      for (int width : new int[] {320, 360, 390, 576, 640, 740, 768, 992}) {
        visitor.page().setViewportSize(width, HEIGHT);
        assertThat((List<?>) visitor.page().evaluate(COLLISIONS)).as(width + " " + path).isEmpty();
        assertThat(visitor.page().locator(".topbar").boundingBox().height)
            .as("header of " + width + " " + path)
            .isLessThan(MOST_HEADER_HEIGHT);
      }
    }
  }

  @Test
  void whateverIsTouchedIs44PixelsLarge() {
    Visitor visitor = Visitor.at(server, browser, PHONE, "/calculadora");
    byTouch(visitor);
    assertNothingIsSmall(visitor);
    visitor.go("/api-docs");
    assertNothingIsSmall(visitor);
    visitor.go("/?asset=EURUSD-OTC");
    assertThat(visitor.hook("login-submit")).isEnabled();
    assertNothingIsSmall(visitor);
    visitor.logIn("user141");
    assertThat(visitor.hook("square")).hasCount(60);
    visitor.hook("more-options").click();
    visitor.hook("details").locator("summary").first().click();
    visitor.hook("alert-toggle").click();
    assertNothingIsSmall(visitor);
    visitor.hook("alert-toggle").press("Escape");
    assertThat(visitor.hook("alert-panel")).isHidden();
    visitor.hook("asset-button").click();
    assertThat(visitor.hook("asset-item").first()).isVisible();
    assertNothingIsSmall(visitor);
    visitor.go("/ranking");
    assertThat(visitor.hook("ranking-start")).isVisible();
    assertNothingIsSmall(visitor);
    assertThat(visitor.hook("nav-slots").boundingBox().y)
        .as("pages and tools stand on one line")
        .isCloseTo(visitor.hook("theme-toggle").boundingBox().y, within(8.0));
  }

  private static void byTouch(Visitor visitor) {
    JsonObject touch = new JsonObject();
    touch.addProperty("enabled", true);
    visitor
        .page()
        .context()
        .newCDPSession(visitor.page())
        .send("Emulation.setTouchEmulationEnabled", touch);
  }

  private static void assertNothingIsSmall(Visitor visitor) {
    assertThat((List<?>) visitor.page().evaluate(SMALL)).as(visitor.page().url()).isEmpty();
  }

  @Test
  void ofALongTableOnlyTheRowsAroundThoseInSightExist() {
    Visitor visitor = analyzedOnce("user142", 1000);
    Locator rows = visitor.hook("quadrant-row");
    assertThat(rows).hasCount(120);
    Object oldest = visitor.hook("square").first().getAttribute("data-start");

    int writes = (Integer) visitor.countWrites().page().evaluate(SCROLL, 80 * 36);
    System.out.println("writes to move 40 of 120 rows: " + writes);
    assertThat(writes).isBetween(2 * 40, MOST_ROW_WRITES * 40 + 10);
    assertThat(rows.first().locator("td").first()).hasText("960");

    visitor.page().evaluate("() => document.getElementById('table-scroll').scrollTo(0, 1e9)");
    assertThat(rows.last()).hasAttribute("data-start", (String) oldest);
    assertThat(rows.last().locator("td").first()).hasText("1");
    assertThat(rows).hasCount(120);

    visitor.hook("square").last().click();
    assertThat(visitor.hook("quadrant-row", "aria-selected", "true")).isVisible();
    visitor.hook("square").last().press("Home");
    assertThat(visitor.hook("square").first()).isFocused();
    assertThat(rows.last()).hasAttribute("aria-selected", "true");
    rows.last().press("Home");
    assertThat(rows.first()).isFocused();
    assertThat(visitor.hook("square").last()).hasAttribute("aria-selected", "true");
  }

  @Test
  void aThousandSquaresComeInPartsTheNewestFirst() {
    Visitor visitor = analyzedOnce("user144", 60);
    visitor.page().evaluate(COUNT_SQUARES);
    visitor.page().evaluate(WATCH_PARTS);

    visitor.hook("quadrants").fill("1000");
    visitor.hook("analyse").click();

    assertThat(visitor.hook("square")).hasCount(1000);
    List<?> putIn = (List<?>) visitor.page().evaluate("() => squaresPutIn");
    System.out.println("squares put in by each task: " + putIn);
    assertThat(putIn).hasSizeGreaterThan(1);
    assertThat(putIn).allSatisfy(it -> assertThat((Integer) it).isLessThanOrEqualTo(400));
    assertThat(
            visitor
                .hook("square")
                .evaluateAll(
                    "all => all.every((it, at) => !at || it.dataset.start > all[at -"
                        + " 1].dataset.start)"))
        .isEqualTo(true);
    assertThat(visitor.hook("quadrant-row")).hasCount(120);
    assertThat(visitor.page().evaluate("() => drawnTogether"))
        .as("whether a task drew squares and rows")
        .isEqualTo(false);
    assertThat(visitor.hook("square").last()).isInViewport();
    assertThat(visitor.page().locator("[data-test=square][tabindex='0']")).hasCount(1);
  }

  @Test
  void ofManyQuadrantsALiveSecondWritesOnlyWhatChanges() {
    Visitor visitor = analyzed(DESKTOP, "user143", 300);
    assertThat(visitor.hook("running-candle")).isVisible();
    visitor.countWrites();

    double before = visitor.processorMillis();
    long began = System.nanoTime();
    long last = began;
    String price = visitor.hook("running-candle").getAttribute("data-close");
    int[] writes = new int[5];
    for (int change = 0; change < writes.length; change++) {
      assertThat(visitor.hook("running-candle")).not().hasAttribute("data-close", price);
      price = visitor.hook("running-candle").getAttribute("data-close");
      // A second whose price is that of the second before is counted with the next.
      long now = System.nanoTime();
      writes[change] = (int) (visitor.takeWrites() / Math.max(1, (now - last) / 1e9));
      last = now;
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    double busy = (visitor.processorMillis() - before) / seconds;

    System.out.printf(
        Locale.ROOT,
        "300 quadrants: %s writes and %.1f ms of processor a live second%n",
        Arrays.toString(writes),
        busy);
    // One of these seconds may end a candle, which adds a square and a row.
    Arrays.sort(writes);
    assertThat(writes[writes.length / 2]).isLessThanOrEqualTo(MOST_LIVE_WRITES);
  }

  private static Visitor analyzed(int width, String user, int quadrants) {
    return analyzed(at(width, quadrants), user, quadrants);
  }

  /** A result that stays: no candle that closes changes its squares and rows. */
  private static Visitor analyzedOnce(String user, int quadrants) {
    return analyzed(at(DESKTOP, quadrants).withoutBridge(), user, quadrants);
  }

  private static Visitor analyzed(Visitor visitor, String user, int quadrants) {
    assertThat(visitor.logIn(user).hook("square")).hasCount(quadrants);
    return visitor;
  }

  private static Visitor at(int width, int quadrants) {
    return Visitor.at(server, browser, width, "/?asset=BTCUSD&quadrants=" + quadrants);
  }
}
