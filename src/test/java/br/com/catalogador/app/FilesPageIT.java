package br.com.catalogador.app;

import static br.com.catalogador.app.Visitor.DESKTOP;
import static br.com.catalogador.app.Visitor.PHONE;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Files of candles that a user brings along, in a real browser. */
@EnabledIf("br.com.catalogador.app.Browser#isThere")
@WithServer
class FilesPageIT {
  private static final int CANDLES = 300;
  private static final LocalDateTime FIRST = LocalDateTime.of(2026, 11, 3, 10, 0);

  private static RunningServer server;
  private static Browser browser;

  /** A file as a program writes it, in local time without saying of where. */
  private static FilePayload file(String name) {
    String rows =
        IntStream.range(0, CANDLES)
            .mapToObj(
                minute -> {
                  double open = 1.1 + 0.0001 * (minute * 7 % 11);
                  double close = 1.1 + 0.0001 * ((minute * 7 + minute % 3 + 1) % 11);
                  return "%s;%.5f;%.5f;%.5f;%.5f"
                      .formatted(
                          FIRST.plusMinutes(minute).toString().replace('T', ' ') + ":00",
                          open,
                          Math.max(open, close) + 0.0001,
                          Math.min(open, close) - 0.0001,
                          close);
                })
            .collect(Collectors.joining("\n", "time;open;high;low;close\n", "\n"));
    return new FilePayload(name, "text/csv", rows.getBytes(StandardCharsets.UTF_8));
  }

  private static Visitor withFiles(String user, int width) {
    Visitor visitor = Visitor.at(server, browser, width, "/").logIn(user);
    if (width == PHONE) {
      visitor.hook("asset-button").click();
    }
    visitor.hook("open-files").click();
    return visitor;
  }

  @Test
  void aFileIsReadCorrectedAnalyzedAndStaysUntilItIsRemoved() {
    Visitor visitor = withFiles("user85", PHONE);
    visitor.page().locator("#file-input").setInputFiles(file("EURUSD_M1.csv"));
    Locator understood = visitor.hook("file-understood");
    assertThat(understood).containsText("EURUSD");
    assertThat(understood).containsText("300");
    visitor.hook("file-corrections").locator("summary").click();
    visitor.hook("file-zone").fill("-3");
    visitor.hook("file-correct").click();
    assertThat(understood).containsText("-03:00");
    visitor.assertFitsAtBothWidths("arquivos");

    visitor.hook("file-analyse").click();

    assertThat(visitor.hook("result-label")).containsText("EURUSD_M1.csv");
    assertThat(visitor.hook("square")).hasCount(60);
    assertThat(visitor.hook("signal")).isHidden();
    assertThat(visitor.page()).hasURL(Pattern.compile(".*asset=file%3A.*"));
    visitor.assertFitsAtBothWidths("arquivo-analisado");

    visitor.hook("timeframe").selectOption("300");
    assertThat(visitor.hook("result-label")).containsText("M5");
    assertThat(visitor.hook("square")).hasCount(10);
    visitor.hook("timeframe").selectOption("60");
    assertThat(visitor.hook("square")).hasCount(60);

    assertThat(visitor.hook("favourite")).isHidden();
    visitor.hook("more-options").click();
    visitor.hook("paint-strategy").click();
    assertThat(visitor.hook("painter-rate"))
        .hasText(Pattern.compile(".* nos últimos 24 quadrantes\\s.*"));
    visitor.hook("painter-close").click();

    visitor.page().reload();
    assertThat(visitor.hook("result-label")).containsText("EURUSD_M1.csv");
    visitor.hook("asset-button").click();
    visitor.hook("open-files").click();
    visitor.hook("file-remove").click();
    assertThat(visitor.hook("file-item")).hasCount(0);
  }

  @Test
  void whatCannotBeReadSaysWhyAndTheOthersAreRead() {
    Visitor visitor = withFiles("user92", DESKTOP);
    FilePayload none =
        new FilePayload("notas.txt", "text/plain", "olá\n".getBytes(StandardCharsets.UTF_8));
    visitor
        .page()
        .locator("#file-input")
        .setInputFiles(new FilePayload[] {none, file("EURUSD_M1.csv")});

    assertThat(visitor.hook("file-error")).isVisible();
    assertThat(visitor.hook("file-understood")).containsText("300");
    assertThat(visitor.hook("file-analyse")).hasCount(1);
  }

  @Test
  void everyCorrectionIsHeardAndAFileIsNeverMadeFinerThanItIs() {
    Visitor visitor = withFiles("user97", DESKTOP);
    visitor.page().locator("#file-input").setInputFiles(twoAssetsWithDecimalComma());
    assertThat(visitor.hook("file-error")).containsText("GBPUSD");

    visitor.hook("file-ticker").fill("GBPUSD");
    visitor.hook("file-decimal").selectOption("comma");
    visitor.hook("file-timeframe").selectOption("300");
    visitor.hook("file-stamp").selectOption("close");
    visitor.hook("file-keepFlats").check();
    visitor.hook("file-correct").click();

    assertThat(visitor.hook("file-error")).hasCount(0);
    assertThat(visitor.hook("file-understood"))
        .hasText(
            Pattern.compile(
                "CSV · GBPUSD · M1 reunidas em M5 · 61 velas · .* fim da vela .* vírgula decimal"));
    assertThat(visitor.hook("file-keepFlats")).isChecked();
    visitor.hook("file-analyse").click();
    assertThat(visitor.hook("result-label")).containsText("M5");
    visitor.hook("timeframe").selectOption("60");
    assertThat(visitor.hook("error"))
        .hasText(
            "O arquivo tem velas M5, e delas não se fazem velas M1."
                + " Escolha M5 ou um tempo gráfico maior.");
  }

  /** Candles of two assets in one table; the first ten of each are flat. */
  private static FilePayload twoAssetsWithDecimalComma() {
    String rows =
        IntStream.range(0, CANDLES)
            .boxed()
            .flatMap(
                minute ->
                    Stream.of("EURUSD", "GBPUSD")
                        .map(
                            asset ->
                                "%s;%s;1,1000;1,1%d00;1,1000;1,1%d00;%d"
                                    .formatted(
                                        asset,
                                        FIRST.plusMinutes(minute),
                                        minute < 10 ? 0 : 1 + minute % 7,
                                        minute < 10 ? 0 : 1 + minute % 7,
                                        minute < 10 ? 0 : 1)))
            .collect(Collectors.joining("\n", "ticker;time;open;high;low;close;volume\n", "\n"));
    return new FilePayload("dois.csv", "text/csv", rows.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void theFilesOfOneUserAreNotThereForAnother() {
    Visitor visitor = withFiles("user93", DESKTOP);
    visitor.page().locator("#file-input").setInputFiles(file("EURUSD_M1.csv"));
    assertThat(visitor.hook("file-understood")).isVisible();
    visitor.hook("files-close").click();
    visitor.hook("logout").click();

    visitor.logIn("user94");
    visitor.hook("open-files").click();

    assertThat(visitor.hook("file-item")).hasCount(0);
  }
}
