package br.com.catalogador.session;

import br.com.catalogador.analysis.message.Analysis;
import br.com.catalogador.analysis.message.AnalysisResult;
import br.com.catalogador.analysis.message.Analyze;
import br.com.catalogador.analysis.message.Analyze.Urgency;
import br.com.catalogador.bus.Bus;
import br.com.catalogador.cache.message.CachedCandles;
import br.com.catalogador.cache.message.CandleCache;
import br.com.catalogador.cache.message.GetNewest;
import br.com.catalogador.candle.Asset;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.History;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.session.message.CatalogView;
import br.com.catalogador.session.message.GetCatalog;
import br.com.catalogador.stats.StakePlan;
import br.com.catalogador.strategy.CatalogSettings;
import br.com.catalogador.strategy.Pattern;
import br.com.catalogador.strategy.Row;
import io.vertx.core.Future;
import java.util.List;

/**
 * Makes one catalog: candles from the cache, then the analysis. Where holes in the market leave
 * fewer quadrants than wanted, it goes further back, as long as history has more.
 */
final class CatalogMaker {
  /** Quadrants fetched beyond the wanted ones: the market's daily hole breaks up to two. */
  private static final int SPARE_QUADRANTS = 3;

  /** One in so many quadrants more: a stock exchange opens in the middle of an hour. */
  private static final int SPARED_OF = 5;

  /** Closed candles that one request to the broker brings; one more is still running. */
  private static final int ONE_REQUEST = History.MAX_CANDLES - 1;

  private static final int MAX_CANDLES = 20_000;

  private final Bus bus;
  private final SessionId session;

  CatalogMaker(Bus bus, SessionId session) {
    this.bus = bus;
    this.session = session;
  }

  /**
   * @param now the broker's clock in epoch seconds
   */
  Future<CatalogView> make(GetCatalog query, Asset asset, long now) {
    return make(query, asset, now, Urgency.SINGLE);
  }

  /** The same for those who watch it, who do not wait behind others. */
  Future<CatalogView> makeForWatchers(GetCatalog query, Asset asset, long now) {
    return make(query, asset, now, Urgency.LIVE);
  }

  private Future<CatalogView> make(GetCatalog query, Asset asset, long now, Urgency urgency) {
    return make(new Attempt(query, asset, now, MAX_CANDLES, urgency), candlesFor(query), 0);
  }

  /**
   * The same for a ranking, at the cost of one request to the broker at most, even if that leaves
   * fewer quadrants than wanted: of blocks of ten candles 99, and where holes in the market have
   * taken more than what was to spare.
   */
  Future<CatalogView> makeByOneRequest(GetCatalog query, Asset asset, long now) {
    int candles = Math.min(candlesFor(query), ONE_REQUEST);
    return make(new Attempt(query, asset, now, ONE_REQUEST, Urgency.RANKING), candles, 0);
  }

  private static int candlesFor(GetCatalog query) {
    Pattern pattern = query.settings().pattern();
    int quadrants = query.settings().quadrants();
    int spare = SPARE_QUADRANTS + quadrants / SPARED_OF;
    int enough = pattern.candlesFor(quadrants);
    int ample = pattern.candlesFor(quadrants + spare);
    // What is only to spare must not cost the broker a second request.
    return enough <= ONE_REQUEST ? Math.min(ample, ONE_REQUEST) : ample;
  }

  /**
   * What stays the same however far back a catalog has to go.
   *
   * @param mostCandles how many candles it may go back
   */
  private record Attempt(
      GetCatalog query, Asset asset, long now, int mostCandles, Urgency urgency) {
    boolean mayGoFurther(int candles, int requests) {
      boolean oneRequestAtMost = mostCandles <= ONE_REQUEST;
      return candles < mostCandles && !(oneRequestAtMost && requests > 0);
    }
  }

  private Future<CatalogView> make(Attempt attempt, int candles, int requestsBefore) {
    GetNewest newest =
        new GetNewest(
            session,
            attempt.asset().id(),
            attempt.query().settings().timeframe(),
            attempt.now(),
            attempt.now(),
            candles);
    return bus.request(CandleCache.ADDRESS, newest)
        .compose(
            cached ->
                analyze(attempt, cached)
                    .compose(
                        analyzed -> settle(attempt, candles, requestsBefore, cached, analyzed)));
  }

  private Future<CatalogView> settle(
      Attempt attempt,
      int candles,
      int requestsBefore,
      CachedCandles cached,
      AnalysisResult analyzed) {
    int requests = requestsBefore + cached.brokerRequests();
    List<Row> rows = analyzed.catalog().rows();
    boolean historyHasMore = cached.closed().size() >= candles;
    boolean wantsMore = rows.size() < attempt.query().settings().quadrants() && historyHasMore;
    if (wantsMore && attempt.mayGoFurther(candles, requests)) {
      return make(attempt, Math.min(candles * 2, attempt.mostCandles()), requests);
    }
    return Future.succeededFuture(
        new CatalogView(
            attempt.asset(),
            attempt.query().settings(),
            computedAt(attempt, cached),
            cached.finality().until(),
            readBy(rows, attempt.query().settings(), cached.closed()),
            rows,
            analyzed.catalog().skipped(),
            analyzed.summary(),
            analyzed.forming(),
            cached.source(),
            requests));
  }

  /** The candles from the first one that the rows were read from. */
  private static CandleSeries readBy(
      List<Row> rows, CatalogSettings settings, CandleSeries candles) {
    if (rows.isEmpty()) {
      return candles;
    }
    int firstAnalyzed = settings.pattern().analyzed().get(0);
    long lookback = Math.min(0, firstAnalyzed) * (long) settings.timeframe().seconds();
    return candles.between(rows.get(0).start() + lookback, candles.end());
  }

  private Future<AnalysisResult> analyze(Attempt attempt, CachedCandles cached) {
    GetCatalog query = attempt.query();
    Double payout = query.payout() == null ? attempt.asset().payout() : query.payout();
    // At a payout of nothing there is no money to reckon with.
    StakePlan stakes =
        payout == null || payout == 0
            ? null
            : new StakePlan(payout, query.multiplier(), query.recover());
    return bus.request(
        Analysis.ADDRESS,
        new Analyze(
            cached.closed(),
            query.settings(),
            computedAt(attempt, cached),
            cached.finality(),
            stakes,
            attempt.urgency()));
  }

  private static long computedAt(Attempt attempt, CachedCandles cached) {
    return Math.max(attempt.now(), cached.finality().until());
  }
}
