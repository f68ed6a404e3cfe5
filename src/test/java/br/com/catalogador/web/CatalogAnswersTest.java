package br.com.catalogador.web;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.analysis.message.Analysed;
import br.com.catalogador.cache.message.CachedCandles.Source;
import br.com.catalogador.candle.Asset;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.session.message.CatalogView;
import br.com.catalogador.session.message.GetCatalog;
import br.com.catalogador.stats.Summary;
import br.com.catalogador.strategy.Catalog;
import br.com.catalogador.strategy.CatalogSettings;
import br.com.catalogador.strategy.Strategies;
import br.com.catalogador.strategy.TieRule;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class CatalogAnswersTest {
  private static final GetCatalog QUERY =
      new GetCatalog("A", Timeframe.M1, Strategies.MINORIA, 10, 2, TieRule.LOSS, null, 2, false);

  private final CatalogAnswers answers = new CatalogAnswers();

  private static CatalogView view(long now, int candles, double payout, int requests) {
    CandleSeries.Builder series = new CandleSeries.Builder(Timeframe.M1, candles);
    for (int i = 0; i < candles; i++) {
      series.add(i * 60L, 1, 2, 1, i % 3 == 0 ? 1 : 2);
    }
    CandleSeries closed = series.build();
    CatalogSettings settings = new CatalogSettings(Strategies.MINORIA, 10, 2, TieRule.LOSS, now);
    Catalog catalog = Catalog.of(closed, settings);
    return new CatalogView(
        new Asset(1, "A", "A", Asset.Category.OTC, true, payout),
        now,
        new Analysed(settings, catalog, Summary.of(catalog.rows(), 2, null), null),
        closed,
        Source.CACHE,
        requests);
  }

  private static Buffer written(CatalogView view) {
    return CatalogAnswer.of(QUERY, view).toBuffer();
  }

  @Test
  void theSameAnswerIsWrittenOnceInASecond() {
    Buffer first = answers.of(QUERY, view(6000, 100, 0.8, 0));

    assertThat(answers.of(QUERY, view(6000, 100, 0.8, 0))).isSameAs(first);
    assertThat(first).isEqualTo(written(view(6000, 100, 0.8, 0)));
  }

  @Test
  void whateverDiffersIsToldAsItIs() {
    answers.of(QUERY, view(6000, 100, 0.8, 0));

    for (CatalogView other :
        new CatalogView[] {
          view(6001, 100, 0.8, 0),
          view(6000, 99, 0.8, 0),
          view(6000, 100, 0.7, 0),
          view(6000, 100, 0.8, 1)
        }) {
      assertThat(answers.of(QUERY, other)).isEqualTo(written(other));
    }
  }
}
