package br.com.catalogador.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.analysis.message.CountCells;
import br.com.catalogador.analysis.message.CountedCells;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Finality;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.matrix.CountedAsset;
import br.com.catalogador.matrix.MatrixAsset;
import br.com.catalogador.matrix.MatrixSettings;
import br.com.catalogador.strategy.CatalogSettings;
import br.com.catalogador.strategy.ConditionTexts;
import br.com.catalogador.strategy.Conditions;
import br.com.catalogador.strategy.Strategies;
import br.com.catalogador.strategy.TieRule;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CountsCacheTest {
  private static final int CANDLES = 10_000;

  /** A cell, and the closes of half of its candles. */
  private final CountsCache cache = new CountsCache(CANDLES * Long.BYTES / 2);

  private int made;

  private static CountCells question(Conditions conditions) {
    CatalogSettings settings =
        new CatalogSettings(Strategies.MINORIA, Timeframe.M1, 2_000, 2, TieRule.LOSS, conditions);
    MatrixSettings matrix =
        new MatrixSettings(
            List.of(Strategies.MINORIA), Timeframe.M1, 2_000, 2, TieRule.LOSS, conditions, 5, 0);
    CandleSeries.Builder candles = new CandleSeries.Builder(Timeframe.M1, CANDLES);
    for (int i = 0; i < CANDLES; i++) {
      candles.add(i * 60L, 2, 3, 1, 3 - i % 2 * 2);
    }
    CandleSeries series = candles.build();
    return new CountCells(
        "COIN", series, matrix, settings, series.end(), Finality.upTo(series.end()), null);
  }

  private void ask(CountCells question) {
    MatrixAsset asset =
        new MatrixAsset(question.symbol(), question.series(), question.finality(), null);
    CountedCells counted = new CountedCells(List.of(), CountedAsset.of(asset, question.matrix()));
    cache.get(
        question,
        () -> {
          made++;
          return Future.succeededFuture(counted);
        });
  }

  @Test
  void equalQuestionsAreCountedOnce() {
    ask(question(Conditions.NONE));
    ask(question(Conditions.NONE));

    assertThat(made).isEqualTo(1);
  }

  @Test
  void candlesThatTakeMoreThanTheMemoryAreNotKept() {
    Conditions trend =
        ConditionTexts.read(
            name -> Optional.of("10").filter(ignored -> name.equals("trend")), Timeframe.M1);
    ask(question(trend));
    ask(question(trend));

    assertThat(made).isEqualTo(2);
  }
}
