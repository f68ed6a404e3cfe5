package br.com.catalogador.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Finality;
import br.com.catalogador.candle.Timeframe;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CatalogTest {

  @Test
  @Timeout(5)
  void skipsGapsOfCenturiesWithoutIterating() {
    long years = Duration.ofDays(365L * 300).toSeconds();
    CandleSeries.Builder builder = new CandleSeries.Builder(Timeframe.M1, 5_000);
    for (int i = 0; i < 500; i++) {
      for (int k = 0; k < 6; k++) {
        builder.add(Timeframe.M1.floor(years / 500 * i) / 300 * 300 + k * 60L, 1, 2, 1, 2);
      }
    }
    CandleSeries series = builder.build();
    for (int quadrants : new int[] {1, 499, 500, Integer.MAX_VALUE}) {
      CatalogSettings settings =
          new CatalogSettings(Strategies.MINORIA, Timeframe.M1, quadrants, 0, TieRule.LOSS);
      Catalog catalog = Catalog.of(series, settings, Finality.upTo(series.end()));
      assertThat(catalog.rows()).hasSize(Math.min(500, quadrants));
      assertThat(catalog.rows()).extracting(Row::result).containsOnly(Outcome.LOSS);
    }
  }

  @Test
  void treatsPositiveAndNegativeZeroAsEqual() {
    CandleSeries.Builder builder = new CandleSeries.Builder(Timeframe.M1, 5);
    for (int k = 0; k < 5; k++) {
      builder.add(k * 60L, k % 2 == 0 ? 0.0 : -0.0, 0, 0, k % 2 == 0 ? -0.0 : 0.0);
    }
    CandleSeries series = builder.build();
    CatalogSettings settings =
        new CatalogSettings(Strategies.MINORIA, Timeframe.M1, 1, 0, TieRule.LOSS);
    assertThat(Catalog.of(series, settings, Finality.upTo(series.end())).rows())
        .singleElement()
        .extracting(Row::nullReason, Row::doji)
        .containsExactly(NullReason.DOJI, 5);
  }

  @Test
  void rejectsCandlesOfAnotherTimeframe() {
    CandleSeries series = CandleSeries.empty(Timeframe.M5);
    CatalogSettings settings =
        new CatalogSettings(Strategies.MINORIA, Timeframe.M1, 1, 0, TieRule.LOSS);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Catalog.of(series, settings, Finality.upTo(0)))
        .withMessage("candles must be of M1, not M5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Forming.of(series, settings, 0, Finality.upTo(0)))
        .withMessage("candles must be of M1, not M5");
  }
}
