package br.com.catalogador.session;

import br.com.catalogador.analysis.message.Analyse;
import br.com.catalogador.analysis.message.Analysed;
import br.com.catalogador.analysis.message.Analysis;
import br.com.catalogador.bus.Bus;
import br.com.catalogador.cache.message.CachedCandles;
import br.com.catalogador.cache.message.CandleCache;
import br.com.catalogador.cache.message.GetNewest;
import br.com.catalogador.candle.Asset;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.session.message.CatalogView;
import br.com.catalogador.session.message.GetCatalog;
import br.com.catalogador.session.message.SessionId;
import br.com.catalogador.stats.StakePlan;
import br.com.catalogador.strategy.CatalogSettings;
import br.com.catalogador.strategy.Pattern;
import br.com.catalogador.strategy.Row;
import io.vertx.core.Future;
import java.util.List;

/**
 * Makes one catalogue: candles from the cache, then the analysis. Where holes in the market leave
 * fewer quadrants than wanted, it goes further back, as long as history has more.
 */
final class Catalogues {
  /** Quadrants fetched beyond the wanted ones: the market's daily hole breaks up to two. */
  private static final int SPARE_QUADRANTS = 3;

  /** Closed candles that one request to the broker brings; one more is still running. */
  private static final int ONE_REQUEST = 999;

  private static final int MAX_CANDLES = 20_000;

  private final Bus bus;
  private final SessionId session;

  Catalogues(Bus bus, SessionId session) {
    this.bus = bus;
    this.session = session;
  }

  /**
   * @param now the broker's clock in epoch seconds
   */
  Future<CatalogView> make(GetCatalog query, Asset asset, long now) {
    Pattern pattern = query.strategy().pattern(query.timeframe());
    int spare = SPARE_QUADRANTS + query.quadrants() / 20;
    int enough = pattern.candlesFor(query.quadrants());
    int ample = pattern.candlesFor(query.quadrants() + spare);
    // What is only to spare must not cost the broker a second request.
    int candles = enough <= ONE_REQUEST ? Math.min(ample, ONE_REQUEST) : ample;
    return make(new Attempt(query, asset, now), candles, 0);
  }

  /** What stays the same however far back a catalogue has to go. */
  private record Attempt(GetCatalog query, Asset asset, long now) {}

  private Future<CatalogView> make(Attempt attempt, int candles, int requestsBefore) {
    GetNewest newest =
        new GetNewest(
            session,
            attempt.asset().id(),
            attempt.query().timeframe(),
            attempt.now(),
            attempt.now(),
            candles);
    return bus.request(CandleCache.ADDRESS, newest)
        .compose(
            cached ->
                analyse(attempt, cached.closed())
                    .compose(
                        analysed -> settle(attempt, candles, requestsBefore, cached, analysed)));
  }

  private Future<CatalogView> settle(
      Attempt attempt, int candles, int requestsBefore, CachedCandles cached, Analysed analysed) {
    int requests = requestsBefore + cached.brokerRequests();
    List<Row> rows = analysed.catalog().rows();
    boolean historyHasMore = cached.closed().size() >= candles;
    if (rows.size() < attempt.query().quadrants() && historyHasMore && candles < MAX_CANDLES) {
      return make(attempt, candles * 2, requests);
    }
    return Future.succeededFuture(
        new CatalogView(
            attempt.asset(),
            attempt.now(),
            analysed,
            readBy(rows, attempt.query(), cached.closed()),
            cached.source(),
            requests));
  }

  /** The candles from the first one that the rows were read from. */
  private static CandleSeries readBy(List<Row> rows, GetCatalog query, CandleSeries candles) {
    if (rows.isEmpty()) {
      return candles;
    }
    int firstAnalysed = query.strategy().pattern(query.timeframe()).analysed().get(0);
    long lookback = Math.min(0, firstAnalysed) * (long) query.timeframe().seconds();
    return candles.between(rows.get(0).start() + lookback, candles.end());
  }

  private Future<Analysed> analyse(Attempt attempt, CandleSeries candles) {
    GetCatalog query = attempt.query();
    CatalogSettings settings =
        new CatalogSettings(
            query.strategy(), query.quadrants(), query.martingale(), query.tie(), attempt.now());
    Double payout = query.payout() == null ? attempt.asset().payout() : query.payout();
    StakePlan stakes =
        payout == null ? null : new StakePlan(payout, query.multiplier(), query.recover());
    return bus.request(Analysis.ADDRESS, new Analyse(candles, settings, stakes));
  }
}
