package br.com.catalogador.candle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CandleQualityTest {
  @Test
  void countsDojisFlatsAndWhatIsMissing() {
    CandleSeries series =
        new CandleSeries.Builder(Timeframe.M5, 6)
            .add(0, 1, 2, 1, 2)
            .add(300, 2, 3, 1, 2)
            .add(600, 2, 2, 2, 2)
            // three candles are missing
            .add(1_800, 2, 3, 2, 3)
            // one is
            .add(2_400, 2, 3, 2, 3)
            // the market was closed
            .add(2_700 + 4 * 3600 + 300, 2, 3, 2, 3)
            .build();

    assertThat(CandleQuality.of(series)).isEqualTo(new CandleQuality(6, 2, 1, 4, 900, 0, 0));
  }

  @Test
  void findsHoursInWhichTheMarketHardlyMoves() {
    CandleSeries.Builder series = new CandleSeries.Builder(Timeframe.M1, 0);
    for (int i = 0; i < 60; i++) {
      series.add(i * 60L, 1, 20, 1, 1 + i % 14);
    }
    for (int i = 60; i < 120; i++) {
      series.add(i * 60L, 1, 20, 1, 1 + i % 15);
    }
    // too few candles to judge
    for (int i = 120; i < 149; i++) {
      series.add(i * 60L, 1, 20, 1, 1);
    }
    assertThat(CandleQuality.of(series.build()))
        .isEqualTo(new CandleQuality(149, 38, 0, 0, 0, 2, 1));
    assertThat(CandleQuality.of(CandleSeries.empty(Timeframe.M1)))
        .isEqualTo(new CandleQuality(0, 0, 0, 0, 0, 0, 0));
  }
}
