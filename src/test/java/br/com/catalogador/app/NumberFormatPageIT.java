package br.com.catalogador.app;

import static br.com.catalogador.app.Visitor.DESKTOP;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The format of amounts on the page. */
@EnabledIf("br.com.catalogador.app.Browser#isThere")
class NumberFormatPageIT {
  private static final String SHOWN =
      """
      async () => {
        const page = document.querySelector('script[type=module][src]').src;
        const { signed, tone } = await import(new URL('lib/format.js', page));
        return [-1e-15, 0, 0.004, 0.01, -0.01, 1234.5]
          .map((value) => `${signed(value)} ${tone(value)}`.trim())
          .join('; ');
      }
      """;

  @Test
  void anAmountShownAsZeroHasNeitherSignNorColor() throws Exception {
    try (RunningServer server = RunningServer.start();
        Browser browser = new Browser()) {
      Visitor visitor = Visitor.at(server, browser, DESKTOP, "/login");

      assertThat(visitor.page().evaluate(SHOWN))
          .isEqualTo("0,00; 0,00; 0,00; +0,01 positive; \u22120,01 negative; +1.234,50 positive");
      assertThat(browser.complaints()).isEmpty();
    }
  }
}
