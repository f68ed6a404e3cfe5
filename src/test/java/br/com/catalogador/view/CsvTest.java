package br.com.catalogador.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

  @Test
  void writesAbsentValuesEmptyAndNumbersUnchanged() {
    assertThat(Csv.line(1, null, -0.5, true, "EUR/USD (OTC)"))
        .isEqualTo("1,,-0.5,true,EUR/USD (OTC)\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\tx"})
  void escapesTextThatASpreadsheetWouldRun(String text) {
    assertThat(Csv.line(text)).isEqualTo("'" + text + "\n");
  }

  @Test
  void quotesDelimitersAndLineEnds() {
    assertThat(Csv.line("a,b", "say \"x\"", "two\nlines", "\r=1"))
        .isEqualTo("\"a,b\",\"say \"\"x\"\"\",\"two\nlines\",\"'\r=1\"\n");
  }
}
