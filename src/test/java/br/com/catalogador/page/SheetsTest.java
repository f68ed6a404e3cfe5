package br.com.catalogador.page;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.support.JavaScript;
import io.vertx.core.json.JsonArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables for the reader's spreadsheet. */
class SheetsTest {
  private static JavaScript in(String language) {
    return new JavaScript(
        "lib/sheets.js",
        "globalThis.document = { documentElement: { lang: '" + language + "' } };");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pt-BR | 1;0,5;\"a;b\";a,b;;'=1+1",
        "es | 1;0,5;\"a;b\";a,b;;'=1+1",
        "en | 1,0.5,a;b,\"a,b\",,'=1+1",
      })
  void separatesAsTheLanguageAndRunsNoFormula(String language, String line) {
    try (JavaScript sheets = in(language)) {
      assertThat(sheets.run("return it.sheetText([[1, 0.5, 'a;b', 'a,b', null, '=1+1']])"))
          .isEqualTo("\ufeff" + line + "\r\n");
    }
  }

  @ParameterizedTest
  @CsvSource({"pt-BR, 29/11/2026 19:05", "en, 2026-11-29 19:05"})
  void writesLocalTimes(String language, String written) {
    try (JavaScript sheets = in(language)) {
      assertThat(
              sheets.run("return it.sheetTime(new Date(2026, 10, 29, 19, 5, 7).getTime() / 1000)"))
          .isEqualTo(written);
    }
  }

  @Test
  void aRankingReadsAsItsTableWithWhatWasAskedOnTop() {
    try (JavaScript sheet =
        new JavaScript(
            "ranking/sheet.js", "globalThis.document = { documentElement: { lang: 'pt-BR' } };")) {
      JsonArray rows =
          (JsonArray)
              sheet.run(
                  """
                  const parameters = { timeframe: 60, quadrants: 60, strategies: 'all',
                    martingale: 1, tie: 'loss', order: 'evidence', minOperations: 5, assets: null,
                    category: null, minPayout: null, simulations: 0 };
                  const cell = { position: 1, name: 'EUR/USD', asset: 'EURUSD', strategy: '5:1:same:2',
                    computedAt: 1700000000, lastHit: null, belowMinimum: false, operations: 20,
                    first: { operations: 20, wins: 13, rate: 0.65, pValue: 0.131587982177734 }, familyP: null,
                    operationsNeeded: 90, winRate: 0.9, wilson95: [0.7, 0.97],
                    winsByMartingale: [13, 5], losses: 2, currentStreak: -1, longestLossStreak: 2,
                    simulatedStreak: 2.125, payout: 0.87, profitPerCycle: null };
                  const ranking = { parameters, entries: [cell], status: 'DONE', luck: null,
                    byLuck: null, simulations: null, progress: { done: 1, total: 1 } };
                  return it.sheetRows(ranking, [cell], 'simulados');
                  """);

      assertThat(rows.getJsonArray(1).getString(0))
          .contains("M1")
          .contains("ranking.allStrategies");
      assertThat(rows.getJsonArray(4)).isEqualTo(JsonArray.of("simulados"));
      assertThat(rows.getJsonArray(6)).hasSameSizeAs(rows.getJsonArray(7));
      assertThat(rows.getJsonArray(7).encode())
          .isEqualTo(
              "[1,\"EUR/USD\",\"5:1:same:2\",20,65,0.132,null,70,20,90,70,97,13,5,2,-1,2,2.13,null,87,null]");
    }
  }
}
