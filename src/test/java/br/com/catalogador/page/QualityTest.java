package br.com.catalogador.page;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.support.JavaScript;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of candles that are odd. */
class QualityTest {
  private static final String PORTUGUESE =
      """
      globalThis.document = { documentElement: { lang: 'pt-BR' } };
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "dojis: 99, flats: 9, missing: 10, hours: 16, stillHours: 0 | -",
        "dojis: 100, flats: 0, missing: 0, hours: 16, stillHours: 0 | dojis 10%",
        "dojis: 0, flats: 15, missing: 0, hours: 16, stillHours: 0 | flats 1,5%",
        "dojis: 0, flats: 0, missing: 20, hours: 16, stillHours: 0 | missing 2% 5 min",
        "dojis: 0, flats: 0, missing: 0, hours: 16, stillHours: 4 | still 25%",
        "dojis: 0, flats: 0, missing: 0, hours: 0, stillHours: 0 | -",
        "dojis: 0, flats: 0, missing: 0, hours: 16, stillHours: 0, shortBlocks: 9 | -",
        "dojis: 0, flats: 0, missing: 0, hours: 16, stillHours: 0, shortBlocks: 10 | short 1%",
      })
  void findsWhatIsWorthAWord(String counts, String words) {
    try (JavaScript page = new JavaScript("analysis/quality.js", PORTUGUESE)) {
      String script =
          """
          const quality = { candles: 1000, longestGap: 300, %s };
          return it.findings(quality)
            .map(({ name, share, gap }) => [name, share, gap].filter(Boolean).join(' '))
            .join('; ').replaceAll(/[\\u00a0\\u202f]/g, ' ') || null;
          """;
      assertThat(page.run(script.formatted(counts))).isEqualTo(words);
    }
  }
}
