package br.com.catalogador.web;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.cache.message.CachedCandles.Source;
import br.com.catalogador.candle.Asset;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Finality;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.session.message.CatalogView;
import br.com.catalogador.session.message.GetCatalog;
import br.com.catalogador.stats.Summary;
import br.com.catalogador.strategy.Catalog;
import br.com.catalogador.strategy.CatalogSettings;
import br.com.catalogador.strategy.Strategies;
import br.com.catalogador.strategy.TieRule;
import br.com.catalogador.view.CatalogJson;
import io.vertx.core.buffer.Buffer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogResponseCacheTest {
  private static final CatalogSettings SETTINGS =
      new CatalogSettings(Strategies.MINORIA, Timeframe.M1, 10, 2, TieRule.LOSS);

  private static final GetCatalog QUERY = new GetCatalog("A", SETTINGS, null, 2, false);

  private static final CatalogView VIEW = view(6000, 60, 99, 0.8, Source.CACHE, 0);

  /**
   * @param from start of the first candle
   */
  private static CatalogView view(
      long now, long from, int candles, double payout, Source source, int requests) {
    CandleSeries.Builder series = new CandleSeries.Builder(Timeframe.M1, candles);
    for (int i = 0; i < candles; i++) {
      series.add(from + i * 60L, 1, 2, 1, i % 3 == 0 ? 1 : 2);
    }
    CandleSeries closed = series.build();
    return view(SETTINGS, now, closed, payout, source, requests);
  }

  private static CatalogView view(
      CatalogSettings settings,
      long now,
      CandleSeries closed,
      double payout,
      Source source,
      int requests) {
    Catalog catalog = Catalog.of(closed, settings, Finality.upTo(now));
    return new CatalogView(
        new Asset(1, "A", "A", Asset.Category.OTC, true, payout),
        settings,
        now,
        now,
        closed,
        catalog.rows(),
        catalog.skipped(),
        Summary.of(catalog.rows(), settings.martingale(), null),
        catalog.afterHits(),
        null,
        source,
        requests,
        null);
  }

  private static Buffer written(CatalogView view) {
    return CatalogJson.of(view).toBuffer();
  }

  @Test
  void encodesTheSameResponseOncePerSecond() {
    CatalogResponseCache answers = new CatalogResponseCache();
    Buffer first = answers.of(QUERY, VIEW);

    assertThat(answers.of(QUERY, view(6000, 60, 99, 0.8, Source.CACHE, 0))).isSameAs(first);
    assertThat(first).isEqualTo(written(VIEW));
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
  void encodesADifferentView(CatalogView other) {
    assertEncodedAnew(QUERY, other);
  }

  @Test
  void encodesTheResponseToADifferentRequest() {
    CatalogSettings other =
        new CatalogSettings(Strategies.MINORIA, Timeframe.M1, 10, 1, TieRule.LOSS);

    assertEncodedAnew(
        new GetCatalog("A", other, null, 2, false),
        view(other, 6000, VIEW.candles(), 0.8, Source.CACHE, 0));
  }

  private static void assertEncodedAnew(GetCatalog query, CatalogView view) {
    CatalogResponseCache answers = new CatalogResponseCache();
    Buffer first = answers.of(QUERY, VIEW);

    assertThat(answers.of(query, view)).isEqualTo(written(view)).isNotEqualTo(first);
  }
}
