package br.com.catalogador.session;

import br.com.catalogador.analysis.message.Analysis;
import br.com.catalogador.analysis.message.AnalysisResult;
import br.com.catalogador.analysis.message.Analyze;
import br.com.catalogador.analysis.message.Analyze.Urgency;
import br.com.catalogador.analysis.message.CountCells;
import br.com.catalogador.bus.Bus;
import br.com.catalogador.cache.message.CachedCandles;
import br.com.catalogador.cache.message.CandleCache;
import br.com.catalogador.cache.message.GetNewest;
import br.com.catalogador.cache.message.GetNewest.Reach;
import br.com.catalogador.candle.Asset;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.History;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.matrix.MatrixSettings;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.session.HostedService.AssetCells;
import br.com.catalogador.session.message.CatalogView;
import br.com.catalogador.session.message.Coverage;
import br.com.catalogador.session.message.GetCatalog;
import br.com.catalogador.session.message.RowsView;
import br.com.catalogador.stats.StakePlan;
import br.com.catalogador.strategy.CatalogSettings;
import br.com.catalogador.strategy.Row;
import io.vertx.core.Future;
import java.util.List;

/**
 * Makes catalogs: candles from the cache, then the analysis. When gaps in the market leave fewer
 * quadrants than requested, earlier candles are added as long as there are any. A catalog of days
 * never waits for old candles. Confined to the session's event loop.
 */
final class CatalogMaker {
  /** Additional quadrants to fetch: the market's daily gap breaks up to two. */
  private static final int SPARE_QUADRANTS = 3;

  /** One more additional quadrant per this many: stock exchanges open in the middle of an hour. */
  private static final int QUADRANTS_PER_SPARE = 5;

  /** Closed candles in one broker answer; one more is still running. */
  private static final int ONE_REQUEST = History.MAX_CANDLES - 1;

  /** New candles in each further answer; two are known ones, which show whether any is missing. */
  private static final int FURTHER_REQUEST = History.MAX_CANDLES - 2;

  /** The newest candles that a catalog reads at most. */
  private static final int MAX_CANDLES_READ = 20_000;

  /** The stakes of rankings. */
  private static final double DOUBLING = 2;

  private final Bus bus;
  private final SessionId session;
  private final Before before;
  private final HistoryFetcher history;

  /** What happens before the candles of a catalog are read, except for a ranking. */
  @FunctionalInterface
  interface Before {
    /**
     * @param count how many candles are read
     * @return when to go on; must not fail
     */
    Future<?> reading(Asset asset, Timeframe timeframe, long now, int count);
  }

  /**
   * @param history fetches what the days of a catalog lack
   */
  CatalogMaker(Bus bus, SessionId session, Before before, HistoryFetcher history) {
    this.bus = bus;
    this.session = session;
    this.before = before;
    this.history = history;
  }

  /**
   * Makes a catalog for one request of a user.
   *
   * @param now the broker's clock in epoch seconds
   */
  Future<CatalogView> make(GetCatalog query, Asset asset, long now) {
    return viewOf(new Attempt(query, asset, now, Urgency.SINGLE));
  }

  /** Makes a catalog for watchers, with priority over other analyses. */
  Future<CatalogView> makeForWatchers(GetCatalog query, Asset asset, long now) {
    return viewOf(new Attempt(query, asset, now, Urgency.WATCHED));
  }

  private Future<CatalogView> viewOf(Attempt attempt) {
    CatalogSettings settings = attempt.query().settings();
    boolean ofDays = settings.days() > 0;
    int candles = ofDays ? ONE_REQUEST : candlesFor(settings);
    return before
        .reading(attempt.asset(), settings.timeframe(), attempt.now(), candles)
        .compose(ignored -> ofDays ? viewOfDays(attempt) : viewOfNewest(attempt, candles, 0));
  }

  /**
   * Counts the cells of an asset for a ranking, with at most one request to the broker per thousand
   * candles, even if that gives fewer quadrants than requested: 99 blocks of ten candles, or fewer
   * where gaps exceed the additional quadrants.
   *
   * @param settings the parameters of each strategy, whatever its own is
   */
  Future<AssetCells> countCells(
      MatrixSettings matrix, CatalogSettings settings, Asset asset, long now) {
    CellsAttempt attempt = new CellsAttempt(matrix, settings, asset, now);
    if (settings.days() > 0) {
      return candlesOfDays(asset, settings, now, attempt.candlesBeforeDays(), Urgency.RANKING)
          .compose(known -> count(attempt, known.cached()));
    }
    int requests = roundedUp(attempt.candles(0), History.MAX_CANDLES);
    int most = Math.min(ONE_REQUEST + (requests - 1) * FURTHER_REQUEST, MAX_CANDLES_READ);
    int candles = Math.min(attempt.candles(spareQuadrants(settings)), most);
    return countNewest(attempt, candles, most);
  }

  private static int roundedUp(int dividend, int divisor) {
    return (dividend + divisor - 1) / divisor;
  }

  private static int spareQuadrants(CatalogSettings settings) {
    return SPARE_QUADRANTS + settings.quadrants() / QUADRANTS_PER_SPARE;
  }

  /** The candles before the first block of days. */
  private static int candlesBeforeDays(CatalogSettings settings) {
    return settings.withQuadrants(1).candlesFor(SPARE_QUADRANTS);
  }

  /** The parameters of the cells of one asset, the same for each extension into the past. */
  private record CellsAttempt(
      MatrixSettings matrix, CatalogSettings settings, Asset asset, long now) {

    /** The newest candles that the quadrants of every strategy need, without gaps. */
    int candles(int spare) {
      return matrix.strategies().stream()
          .mapToInt(strategy -> settings.withStrategy(strategy).candlesFor(spare))
          .max()
          .orElseThrow();
    }

    /** The candles before the first block of days, of any strategy. */
    int candlesBeforeDays() {
      return matrix.strategies().stream()
          .map(settings::withStrategy)
          .mapToInt(CatalogMaker::candlesBeforeDays)
          .max()
          .orElseThrow();
    }

    /** Whether a cell has fewer quadrants than requested. */
    boolean isShort(AssetCells cells) {
      return cells.counted().cells().stream()
          .anyMatch(cell -> cell.summary().listed() < settings.quadrants());
    }
  }

  private Future<AssetCells> countNewest(CellsAttempt attempt, int candles, int most) {
    return newest(attempt.asset(), attempt.settings().timeframe(), attempt.now(), candles)
        .compose(
            cached -> {
              boolean mayHaveMore =
                  cached.closed().size() >= candles && cached.brokerRequests() == 0;
              return count(attempt, cached)
                  .compose(
                      cells ->
                          attempt.isShort(cells) && mayHaveMore && candles < most
                              ? countNewest(attempt, Math.min(candles * 2, most), most)
                              : Future.succeededFuture(cells));
            });
  }

  private Future<CachedCandles> newest(Asset asset, Timeframe timeframe, long now, int candles) {
    return bus.request(
        CandleCache.ADDRESS, new GetNewest(session, asset.id(), timeframe, now, now, candles));
  }

  private Future<AssetCells> count(CellsAttempt attempt, CachedCandles cached) {
    long computedAt = computedAt(attempt.now(), cached);
    return bus.request(
            Analysis.ADDRESS,
            new CountCells(
                attempt.asset().symbol(),
                cached.closed(),
                attempt.matrix(),
                attempt.settings(),
                computedAt,
                cached.finality(),
                stakes(attempt.asset().payout(), DOUBLING, false)))
        .map(counted -> new AssetCells(attempt.asset(), computedAt, counted));
  }

  /** Null without a payout, when there is no money to compute. */
  private static StakePlan stakes(Double payout, double multiplier, boolean recover) {
    return payout == null || payout == 0 ? null : new StakePlan(payout, multiplier, recover);
  }

  /**
   * Makes a catalog of days from what is known of them, without waiting for more. What is missing
   * is fetched in the background, unless it is made for watchers: one of them has asked before, and
   * may have stopped it.
   */
  private Future<CatalogView> viewOfDays(Attempt attempt) {
    return ofDays(
        attempt,
        (cached, analyzed, coverage) ->
            view(attempt, cached, analyzed, cached.brokerRequests(), coverage));
  }

  /** All rows of a catalog, for one request of a user. */
  Future<RowsView> rows(GetCatalog query, Asset asset, long now) {
    if (query.settings().days() == 0) {
      return make(query, asset, now)
          .map(view -> new RowsView(view.rows(), null, view.computedAt()));
    }
    return ofDays(
        new Attempt(query, asset, now, Urgency.SINGLE),
        (cached, analyzed, coverage) ->
            new RowsView(analyzed.catalog().rows(), coverage, computedAt(now, cached)));
  }

  /** Makes an answer of what is known of days. */
  @FunctionalInterface
  private interface Answer<T> {
    T of(CachedCandles cached, AnalysisResult analyzed, Coverage coverage);
  }

  private <T> Future<T> ofDays(Attempt attempt, Answer<T> answer) {
    CatalogSettings settings = attempt.query().settings();
    return candlesOfDays(
            attempt.asset(),
            settings,
            attempt.now(),
            candlesBeforeDays(settings),
            attempt.urgency())
        .compose(
            known ->
                analyze(attempt, known.cached())
                    .map(analyzed -> answer.of(known.cached(), analyzed, known.coverage())));
  }

  /** What is known of days. */
  private record KnownDays(CachedCandles cached, Coverage coverage) {}

  /** The known candles of days, and so many before them; what is missing is fetched later. */
  private Future<KnownDays> candlesOfDays(
      Asset asset, CatalogSettings settings, long now, int lookback, Urgency urgency) {
    Timeframe timeframe = settings.timeframe();
    long wantedFrom = timeframe.floor(settings.since(now));
    int candles = (int) ((now - wantedFrom) / timeframe.seconds()) + lookback;
    GetNewest newest =
        new GetNewest(session, asset.id(), timeframe, now, now, candles, Reach.NEWEST);
    return bus.request(CandleCache.ADDRESS, newest)
        .map(
            cached -> {
              boolean complete = cached.begins() || cached.knownFrom() <= wantedFrom;
              fetchMissing(asset, timeframe, wantedFrom, complete, urgency);
              return new KnownDays(
                  cached,
                  new Coverage(
                      wantedFrom,
                      cached.knownFrom(),
                      complete,
                      !complete && history.isFetching(asset, timeframe)));
            });
  }

  private void fetchMissing(
      Asset asset, Timeframe timeframe, long from, boolean complete, Urgency urgency) {
    if (complete) {
      return;
    }
    switch (urgency) {
      case SINGLE -> history.fetchFirst(asset, timeframe, from);
      case RANKING -> {
        if (history.hasRoomFor(1)) {
          history.fetchLast(asset, timeframe, from);
        }
      }
      case WATCHED -> {}
    }
  }

  private static int candlesFor(CatalogSettings settings) {
    int enough = settings.candlesFor(0);
    int ample = settings.candlesFor(spareQuadrants(settings));
    // Additional quadrants alone must not cause a second request to the broker.
    return enough <= ONE_REQUEST ? Math.min(ample, ONE_REQUEST) : ample;
  }

  /** The parameters of one catalog, the same for each extension into the past. */
  private record Attempt(GetCatalog query, Asset asset, long now, Urgency urgency) {}

  private Future<CatalogView> viewOfNewest(Attempt attempt, int candles, int requestsBefore) {
    return newest(attempt.asset(), attempt.query().settings().timeframe(), attempt.now(), candles)
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
    if (wantsMore && candles < MAX_CANDLES_READ) {
      return viewOfNewest(attempt, Math.min(candles * 2, MAX_CANDLES_READ), requests);
    }
    return Future.succeededFuture(view(attempt, cached, analyzed, requests, null));
  }

  /**
   * @param coverage null for a number of quadrants, all of whose rows and candles are answered
   */
  private static CatalogView view(
      Attempt attempt,
      CachedCandles cached,
      AnalysisResult analyzed,
      int requests,
      Coverage coverage) {
    GetCatalog query = attempt.query();
    List<Row> rows = analyzed.catalog().rows();
    List<Row> answered = coverage == null ? rows : CatalogView.newest(rows, query.rowsBefore());
    CandleSeries candles = CatalogView.readBy(answered, query.settings(), cached.closed());
    return new CatalogView(
        attempt.asset(),
        query.settings(),
        computedAt(attempt.now(), cached),
        cached.finality().until(),
        coverage == null ? candles : CatalogView.newest(candles, query.rowsBefore()),
        answered,
        analyzed.catalog().skipped(),
        analyzed.summary(),
        analyzed.catalog().afterHits(),
        analyzed.forming(),
        cached.source(),
        requests,
        coverage);
  }

  private Future<AnalysisResult> analyze(Attempt attempt, CachedCandles cached) {
    GetCatalog query = attempt.query();
    Double payout = query.payout() == null ? attempt.asset().payout() : query.payout();
    StakePlan stakes = stakes(payout, query.multiplier(), query.recover());
    return bus.request(
        Analysis.ADDRESS,
        new Analyze(
            cached.closed(),
            query.settings(),
            computedAt(attempt.now(), cached),
            cached.finality(),
            stakes,
            attempt.urgency()));
  }

  private static long computedAt(long now, CachedCandles cached) {
    return Math.max(now, cached.finality().until());
  }
}
