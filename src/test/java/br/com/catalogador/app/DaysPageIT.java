package br.com.catalogador.app;

import static br.com.catalogador.app.Visitor.DESKTOP;
import static br.com.catalogador.app.Visitor.PHONE;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Days instead of quadrants, in a real browser. */
@EnabledIf("br.com.catalogador.app.Browser#isThere")
@WithServer
class DaysPageIT {
  private static RunningServer server;
  private static Browser browser;

  @ParameterizedTest
  @ValueSource(ints = {DESKTOP, PHONE})
  void aDayIsListedOnceItsCandlesHaveCome(int width) {
    Visitor visitor =
        Visitor.at(server, browser, width, "/?asset=GBPUSD-OTC").logIn("user" + (95 + width % 7));
    assertThat(visitor.hook("result")).isVisible();

    visitor.hook("days").selectOption("1");

    assertThat(visitor.hook("quadrants")).isHidden();
    assertThat(visitor.hook("result-label")).containsText("1 dia ·");
    assertThat(visitor.hook("coverage")).isHidden();
    assertThat(visitor.hook("square").nth(280)).isAttached();
    assertThat(visitor.page()).hasURL(Pattern.compile(".*days=1.*"));
    visitor.assertNoHorizontalScroll();
    visitor.screenshot("dias");
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
    assertThat(visitor.hook("coverage-left")).hasText("O resto não está sendo buscado.");
  }
}
