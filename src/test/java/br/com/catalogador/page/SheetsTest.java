package br.com.catalogador.page;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.support.JavaScript;
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
}
