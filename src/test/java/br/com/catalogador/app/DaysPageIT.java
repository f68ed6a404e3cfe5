package br.com.catalogador.app;

import static br.com.catalogador.app.Visitor.DESKTOP;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Days instead of quadrants, in a real browser. */
@EnabledIf("br.com.catalogador.app.Browser#isThere")
@WithServer
class DaysPageIT {
  private static final Pattern STOPPED =
      Pattern.compile(
          "^\\s*Velas conhecidas desde [^.]*\\. O resto não está sendo buscado\\.\\s+Parar de buscar\\s*$");

  private static RunningServer server;
  private static Browser browser;

  @Test
  void aDayIsListedOnceItsCandlesHaveCome() {
    Visitor visitor = Visitor.at(server, browser, DESKTOP, "/?asset=GBPUSD-OTC").logIn("user95");
    assertThat(visitor.hook("result")).isVisible();

    visitor.hook("days").selectOption("1");

    assertThat(visitor.hook("quadrants")).isHidden();
    assertThat(visitor.hook("result-label")).containsText("1 dia ·");
    assertThat(visitor.hook("coverage")).isHidden();
    assertThat(visitor.hook("square").nth(280)).isAttached();
    assertThat(visitor.page()).hasURL(Pattern.compile(".*days=1.*"));
    visitor.assertFitsAtBothWidths("dias");
  }

  @Test
  void hoursOfAResultAreRead() {
    Visitor visitor =
        Visitor.at(server, browser, DESKTOP, "/?asset=EURUSD-OTC&days=1").logIn("user105");
    assertThat(visitor.hook("square").nth(280)).isAttached();
    assertThat(visitor.hook("heat-table")).isHidden();

    visitor.hook("hours").locator("summary").click();

    assertThat(visitor.hook("heat-label"))
        .hasText(Pattern.compile(".*EUR/USD.* 1 dia\\s.* horas de .*"));
    assertThat(visitor.hook("heat-table").locator("tbody tr th").last()).hasText("Todos");
    Locator cells = visitor.hook("heat-table").locator("tbody tr").last().locator("td");
    assertThat(cells).hasCount(7);
    Locator counted = visitor.hook("heat-cell").locator("small").first();
    counted.click();
    assertThat(visitor.hook("heat-says"))
        .containsText(Pattern.compile("\\d+h: \\d+ de " + counted.textContent() + " operaç"));
    visitor.page().keyboard().press("End");
    assertThat(visitor.hook("heat-says")).containsText(Pattern.compile("^\\d\\dh: "));
    visitor.hook("heat-table").scrollIntoViewIfNeeded();
    visitor.assertFitsAtBothWidths("horas");
  }

  @Test
  void timesOfTheDayAreSortedFilteredAndTakenAlong() {
    Visitor visitor =
        Visitor.at(server, browser, DESKTOP, "/?asset=EURUSD-OTC&timeframe=900").logIn("user115");
    assertThat(visitor.hook("result")).isVisible();

    visitor.hook("nav-slots").click();

    assertThat(visitor.hook("slots-asset")).hasValue("EURUSD-OTC");
    visitor.hook("slots-dates").selectOption("5");
    assertThat(visitor.hook("slots-label"))
        .hasText(
            Pattern.compile("EUR/USD \\(OTC\\)\\s· M15\\s· 5 dias\\s· Até G2\\s· horas de .*"));
    assertThat(visitor.hook("slots-warning"))
        .containsText(Pattern.compile("até uma moeda pareceria boa, com 69\\s?% .*ao menos 12"));
    visitor.hook("slots-sort-slot").click();
    assertThat(visitor.hook("slot-row").first()).hasAttribute("data-slot", "00:00");
    visitor.hook("slots-from").selectOption("13");
    visitor.hook("slots-to").selectOption("14");
    assertThat(visitor.hook("slots-count")).hasText(Pattern.compile("4 de 9\\d horários"));
    assertThat(visitor.hook("slot-row").first()).hasAttribute("data-slot", "13:00");
    visitor.hook("slots-list").locator("summary").click();
    visitor.hook("slots-day").selectOption("tomorrow");
    assertThat(visitor.hook("slots-list-text"))
        .containsText(
            Pattern.compile("\\d\\d/\\d\\d/\\d{4}\\s+M15;EURUSD-OTC;13:(00|15);(CALL|PUT)\\s"));
    visitor.assertFitsAtBothWidths("horarios");

    visitor.page().reload();
    assertThat(visitor.hook("slots-count")).containsText("4 de 9");
    assertThat(visitor.page()).hasTitle("Horários · Catalogador");
    assertThat(visitor.hook("slots-from")).hasValue("13");
    visitor.page().goBack();
    assertThat(visitor.hook("slots-dates")).hasValue("30");
    visitor.page().goBack();
    assertThat(visitor.hook("result")).isVisible();

    // The table is taken away, and must not be drawn when the window changes its size.
    visitor.hook("logout").click();
    assertThat(visitor.hook("login-submit")).isVisible();
    visitor.page().setViewportSize(DESKTOP + 10, 700);
    visitor.page().evaluate("() => new Promise(requestAnimationFrame)");
  }

  @Test
  void saysWhatIsKnownOfManyDaysAndStopsFetching() {
    Visitor visitor =
        Visitor.at(server, browser, DESKTOP, "/?asset=EURJPY-OTC&days=90").logIn("user103");
    assertThat(visitor.hook("coverage"))
        .containsText(Pattern.compile("Velas conhecidas desde .* O resto está sendo buscado"));
    assertThat(visitor.hook("coverage-left"))
        .hasText(Pattern.compile("Faltam \\d+ pedidos, cerca de .*"));

    visitor.hook("coverage-stop").click();

    assertThat(visitor.hook("coverage-stop")).isHidden();
    assertThat(visitor.hook("coverage")).hasText(STOPPED);
  }

  @Test
  void saysThatItHasStoppedEvenWhenTheLastRequestTellsOfMore() {
    Visitor visitor = Visitor.at(server, browser, DESKTOP, "/");
    AtomicBoolean stopped = new AtomicBoolean();
    AtomicReference<Runnable> progress = new AtomicReference<>();
    visitor.hearsOnTheBridge(
        (text, page) -> {
          if (text.contains("\\\"requestsLeft\\\"")) {
            progress.set(() -> page.accept(text));
          }
          // A catalog that is made anew would say by itself that nothing is fetched.
          if (!stopped.get() || !text.contains("\\\"coverage\\\"")) {
            page.accept(text);
          }
        });
    visitor.go("/?asset=GBPJPY-OTC&days=90").logIn("user106");
    assertThat(visitor.hook("coverage-left")).containsText("pedidos");
    stopped.set(true);

    visitor.hook("coverage-stop").click();

    assertThat(visitor.hook("coverage")).hasText(STOPPED);
    progress.get().run();
    visitor.page().evaluate("() => new Promise(requestAnimationFrame)");
    assertThat(visitor.hook("coverage")).hasText(STOPPED);
    assertThat(visitor.hook("coverage-left")).isEmpty();
  }
}
