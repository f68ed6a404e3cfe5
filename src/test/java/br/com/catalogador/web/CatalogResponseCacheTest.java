package br.com.catalogador.web;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.analysis.message.AnalysisResult;
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
import br.com.catalogador.view.CatalogAnswer;
import io.vertx.core.buffer.Buffer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogResponseCacheTest {
  private static final GetCatalog QUERY =
      new GetCatalog("A", Timeframe.M1, Strategies.MINORIA, 10, 2, TieRule.LOSS, null, 2, false);

  private static final CatalogView VIEW = view(6000, 60, 99, 0.8, Source.CACHE, 0);

  /**
   * @param from where the first of the candles begins
   */
  private static CatalogView view(
      long now, long from, int candles, double payout, Source source, int requests) {
    CandleSeries.Builder series = new CandleSeries.Builder(Timeframe.M1, candles);
    for (int i = 0; i < candles; i++) {
      series.add(from + i * 60L, 1, 2, 1, i % 3 == 0 ? 1 : 2);
    }
    CandleSeries closed = series.build();
    CatalogSettings settings = new CatalogSettings(Strategies.MINORIA, 10, 2, TieRule.LOSS, now);
    Catalog catalog = Catalog.of(closed, settings);
    return new CatalogView(
        new Asset(1, "A", "A", Asset.Category.OTC, true, payout),
        now,
        new AnalysisResult(settings, catalog, Summary.of(catalog.rows(), 2, null), null),
        closed,
        source,
        requests);
  }

  private static Buffer written(GetCatalog query, CatalogView view) {
    return CatalogAnswer.of(query, view).toBuffer();
  }

  @Test
  void theSameAnswerIsWrittenOnceInASecond() {
    CatalogResponseCache answers = new CatalogResponseCache();
    Buffer first = answers.of(QUERY, VIEW);

    assertThat(answers.of(QUERY, view(6000, 60, 99, 0.8, Source.CACHE, 0))).isSameAs(first);
    assertThat(first).isEqualTo(written(QUERY, VIEW));
  }

  static Stream<CatalogView> otherViews() {
    return Stream.of(
        view(6001, 60, 99, 0.8, Source.CACHE, 0),
        view(5999, 60, 99, 0.8, Source.CACHE, 0),
        view(6000, 0, 100, 0.8, Source.CACHE, 0),
        view(6000, 0, 99, 0.8, Source.CACHE, 0),
        view(6000, 60, 99, 0.7, Source.CACHE, 0),
        view(6000, 60, 99, 0.8, Source.MIXED, 0),
        view(6000, 60, 99, 0.8, Source.CACHE, 1));
  }

  @ParameterizedTest
  @MethodSource("otherViews")
  void whateverDiffersIsToldAsItIs(CatalogView other) {
    assertIsToldAsItIs(QUERY, other);
  }

  @Test
  void whoeverAsksForSomethingElseIsToldThat() {
    assertIsToldAsItIs(
        new GetCatalog("A", Timeframe.M1, Strategies.MINORIA, 10, 1, TieRule.LOSS, null, 2, false),
        VIEW);
  }

  private static void assertIsToldAsItIs(GetCatalog query, CatalogView view) {
    CatalogResponseCache answers = new CatalogResponseCache();
    Buffer first = answers.of(QUERY, VIEW);

    assertThat(answers.of(query, view)).isEqualTo(written(query, view)).isNotEqualTo(first);
  }
}
