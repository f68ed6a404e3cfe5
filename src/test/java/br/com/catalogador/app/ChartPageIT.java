package br.com.catalogador.app;

import static br.com.catalogador.app.Visitor.DESKTOP;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.awt.image.BufferedImage;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The chart under a trader's hands.. */
@EnabledIf("br.com.catalogador.app.Browser#isThere")
@WithServer({"sessions.idle", "10m"})
class ChartPageIT {
  private static RunningServer server;
  private static Browser browser;
  private Visitor visitor;
  private Locator chart;

  @BeforeEach
  void analyze() {
    visitor = Visitor.at(server, browser, DESKTOP, "/?asset=BTCUSD&quadrants=60").logIn("user120");
    assertThat(visitor.hook("square")).hasCount(60);
    chart = visitor.page().locator("[data-test=chart] canvas");
    // it is drawn after the squares
    assertThat(chart).hasAttribute("data-first", Pattern.compile("\\d+"));
    chart.scrollIntoViewIfNeeded();
  }

  /** Epoch seconds of the first and the last candle in sight. */
  private record Sight(long first, long last) {
    private long seconds() {
      return last - first;
    }
  }

  private Sight sight() {
    return new Sight(
        Long.parseLong(chart.getAttribute("data-first")),
        Long.parseLong(chart.getAttribute("data-last")));
  }

  private Sight whole() {
    visitor.hook("zoom-all").click();
    frame();
    return sight();
  }

  /** Waits until the chart has been painted. */
  private void frame() {
    visitor
        .page()
        .evaluate(
            "() => new Promise((done) => requestAnimationFrame(() =>"
                + " requestAnimationFrame(done)))");
  }

  private Page pointAt(double x, double y) {
    BoundingBox box = chart.boundingBox();
    visitor.page().mouse().move(box.x + box.width * x, box.y + box.height * y);
    return visitor.page();
  }

  @Test
  void theWheelZoomsTheChartAndLeavesThePageWhereItIs() {
    Sight whole = whole();
    Object scrolled = visitor.page().evaluate("scrollY");

    pointAt(0.5, 0.5).mouse().wheel(0, -500);
    frame();

    Sight near = sight();
    assertThat(near.seconds()).isLessThan(whole.seconds() * 2 / 3);
    assertThat(near.first()).isGreaterThan(whole.first());
    assertThat(near.last()).isLessThan(whole.last());
    assertThat(visitor.page().evaluate("scrollY")).isEqualTo(scrolled);
  }

  @Test
  void aDragMovesTheChartAndADoubleClickShowsAllAgain() {
    Sight whole = whole();
    pointAt(0.9, 0.5).mouse().wheel(0, -900);
    frame();
    Sight near = sight();

    pointAt(0.2, 0.5).mouse().down();
    pointAt(0.6, 0.5).mouse().up();
    frame();
    Sight moved = sight();
    chart.dblclick();
    frame();

    assertThat(moved.first()).isLessThan(near.first());
    assertThat(moved.seconds()).isCloseTo(near.seconds(), within(120L));
    // candles may have closed meanwhile
    assertThat(sight().first()).isCloseTo(whole.first(), within(120L));
  }

  @Test
  void nowShowsTheNewestCandleAsNearAsBefore() {
    Sight whole = whole();
    pointAt(0.1, 0.5).mouse().wheel(0, -900);
    frame();
    Sight near = sight();
    assertThat(near.last()).isLessThan(whole.last());

    visitor.hook("zoom-now").click();
    frame();

    assertThat(sight().last()).isGreaterThanOrEqualTo(whole.last());
    assertThat(sight().seconds()).isCloseTo(near.seconds(), within(180L));
  }

  @Test
  void arrowKeysReadTheCandlesAndChooseAQuadrant() {
    whole();
    chart.focus();
    chart.press("Home");
    frame();
    assertThat(chart).hasAttribute("aria-valuenow", "1");
    chart.press("Shift+ArrowRight");
    frame();

    assertThat(chart).hasAttribute("aria-valuenow", "11");
    assertThat(chart)
        .hasAttribute(
            "aria-valuetext",
            Pattern.compile("\\d\\d:\\d\\d A [\\d.,]+ Máx [\\d.,]+ Mín [\\d.,]+ F [\\d.,]+ .+"));
    chart.press("Enter");
    assertThat(visitor.page().locator("[data-test=square][aria-selected=true]")).hasCount(1);
    chart.press("Enter");
    assertThat(visitor.page().locator("[data-test=square][aria-selected=true]")).hasCount(0);
  }

  @Test
  void aPriceAboveTenThousandIsNotCut() {
    whole();

    // Counts the columns of pixels at the right edge that have no colours but those of the
    // background and of the badge with the price of now.
    Object free =
        visitor
            .page()
            .evaluate(
                """
                () => {
                  const canvas = document.querySelector('#chart canvas');
                  const { data, width, height } =
                    canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
                  const colours = (x) => new Set(Array.from({ length: height },
                    (_, y) => data.slice((y * width + x) * 4, (y * width + x) * 4 + 3).join())).size;
                  let free = 0;
                  while (free < width && colours(width - 1 - free) <= 2) {
                    free += 1;
                  }
                  return free;
                }
                """);

    assertThat((Integer) free).isBetween(4, 30);
  }

  @Test
  void thePictureHasTheWholeChart() throws Exception {
    whole();
    pointAt(0.5, 0.5).mouse().wheel(0, -900);

    Download download = visitor.page().waitForDownload(() -> visitor.hook("export-png").click());
    BufferedImage picture = ImageIO.read(download.path().toFile());

    assertThat(picture.getWidth()).isEqualTo(2560);
    assertThat(picture.getHeight()).isBetween(1200, 1600);
  }
}
