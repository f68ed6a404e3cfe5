package br.com.catalogador.page;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.support.JavaScript;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How numbers are written. */
class FormatTest {
  private static final String PORTUGUESE =
      "globalThis.document = { documentElement: { lang: 'pt-BR' } };";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1.1, 1.147925] | 6",
        "[92389, 92389.5] | 1",
        "[100, 200] | 0",
        // below a millionth JavaScript writes an exponent
        "[8.6e-8] | 9",
        "[0.00000012] | 8",
        // the noise of a sum
        "[0.1, 0.30000000000000004] | 1",
      })
  void aPriceHasTheDecimalsThatTheBrokerWrites(String prices, int decimals) {
    try (JavaScript format = new JavaScript("lib/format.js", PORTUGUESE)) {
      assertThat(format.run("return it.decimalsOf(" + prices + ")")).isEqualTo(decimals);
    }
  }

  /**
   * In Lisbon, 2026-10-25: 01:30 comes at 00:30 UTC and, after the clocks go back, at 01:30 UTC.
   */
  @Test
  void anHourThatComesTwiceTellsWhichOneItIs() {
    ZoneId lisbon = ZoneId.of("Europe/Lisbon");
    try (JavaScript format = new JavaScript("lib/format.js", PORTUGUESE, lisbon)) {
      assertThat(
              format.run(
                  "const at = Date.UTC(2026, 9, 25, 0, 30) / 1000;"
                      + " return [at, at + 3600, at + 7200].map(it.time).join('; ')"))
          .isEqualTo("01:30 (GMT+1); 01:30 (GMT); 02:30");
    }
  }

  /** A hyphen would let a line end between "GMT-" and "3". */
  @ParameterizedTest
  @CsvSource({
    "America/Sao_Paulo, GMT\u22123",
    "Asia/Kolkata, GMT+5:30",
    "Africa/Abidjan, GMT",
  })
  void theZoneIsNamedWithItsOffset(String zone, String offset) {
    try (JavaScript format = new JavaScript("lib/format.js", PORTUGUESE, ZoneId.of(zone))) {
      assertThat(format.run("return it.zoneName()")).isEqualTo(offset + ", " + zone);
    }
  }

  @Test
  void noLineBeginsWithTheDotBetweenFacts() {
    try (JavaScript format = new JavaScript("lib/format.js", PORTUGUESE)) {
      assertThat(format.run("return it.dotted('EUR/USD', 'M1 · 60 quadrantes', '', 'Até G2')"))
          .isEqualTo("EUR/USD\u00a0· M1\u00a0· 60 quadrantes\u00a0· Até G2");
    }
  }

  @Test
  void anAmountShownAsZeroHasNeitherSignNorColor() {
    try (JavaScript format = new JavaScript("lib/format.js", PORTUGUESE)) {
      assertThat(
              format.run(
                  "return [-1e-15, 0, 0.004, 0.01, -0.01, 1234.5].map((value) =>"
                      + " `${it.signed(value)} ${it.tone(value)}`.trim()).join('; ')"))
          .isEqualTo("0,00; 0,00; 0,00; +0,01 positive; \u22120,01 negative; +1.234,50 positive");
    }
  }
}
