package br.com.catalogador.session;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.cache.message.CachedCandles;
import br.com.catalogador.cache.message.CandleCache;
import br.com.catalogador.cache.message.FetchWish;
import br.com.catalogador.cache.message.FetchWishes;
import br.com.catalogador.cache.message.GetNewest;
import br.com.catalogador.cache.message.GetNewest.Reach;
import br.com.catalogador.cache.message.GetWishes;
import br.com.catalogador.candle.Asset;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.model.AssetsView;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.model.UserId;
import br.com.catalogador.session.message.CandleHistory;
import br.com.catalogador.session.message.Coverage;
import br.com.catalogador.session.message.DaysView;
import br.com.catalogador.session.message.FetchHistory;
import br.com.catalogador.session.message.GetDays;
import br.com.catalogador.session.message.GetHistory;
import br.com.catalogador.session.message.GetRows;
import br.com.catalogador.session.message.KnownHistory;
import br.com.catalogador.session.message.RowsView;
import br.com.catalogador.session.message.StopFetching;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Answers what is known of old candles, and has them fetched. Confined to the session's event loop.
 */
final class SessionHistory implements CandleHistory {
  private static final int SECONDS_PER_DAY = 86_400;

  /** The most days that can be fetched. */
  private static final int MAX_DAYS = 90;

  private static final long SHORTEST_PAUSE_MILLIS = 1_000;
  private static final long LONGEST_PAUSE_MILLIS = 60_000;

  private final Vertx vertx;
  private final Bus bus;
  private final SessionId session;
  private final SessionAssets assets;
  private final CatalogMaker catalogs;
  private final HistoryFetcher fetcher;
  private final LongSupplier now;
  private final Runnable used;

  /** What is still wanted since the last start, until the broker shows its assets. */
  private FetchWishes left = FetchWishes.NONE;

  private boolean closed;

  /**
   * @param now the broker's clock in epoch seconds
   * @param used runs when the user has used the session
   */
  SessionHistory(
      Vertx vertx,
      Bus bus,
      SessionId session,
      SessionAssets assets,
      CatalogMaker catalogs,
      HistoryFetcher fetcher,
      LongSupplier now,
      Runnable used) {
    this.vertx = vertx;
    this.bus = bus;
    this.session = session;
    this.assets = assets;
    this.catalogs = catalogs;
    this.fetcher = fetcher;
    this.now = now;
    this.used = used;
  }

  /** Fetches what the user wanted when the server stopped, or the session was last passivated. */
  void goOn(UserId user) {
    bus.request(CandleCache.ADDRESS, new GetWishes(user))
        .onSuccess(
            wanted -> {
              left = wanted;
              goOnWithAssets(SHORTEST_PAUSE_MILLIS);
            });
  }

  /**
   * Goes on once the broker shows its assets: a login does not wait for them.
   *
   * @param pauseMillis until it is asked again if it does not
   */
  private void goOnWithAssets(long pauseMillis) {
    if (closed || left.wishes().isEmpty()) {
      return;
    }
    assets
        .fresh()
        .map(AssetsView::assets)
        .otherwise(List.of())
        .onSuccess(
            known -> {
              if (known.isEmpty()) {
                long next = Math.min(LONGEST_PAUSE_MILLIS, 2 * pauseMillis);
                vertx.setTimer(pauseMillis, ignored -> goOnWithAssets(next));
              } else {
                fetchLeft(known);
              }
            });
  }

  private void fetchLeft(List<Asset> known) {
    List<FetchWish> wishes = left.wishes();
    left = FetchWishes.NONE;
    for (FetchWish wish : wishes) {
      known.stream()
          .filter(asset -> asset.id() == wish.assetId())
          .findFirst()
          .filter(asset -> fetcher.hasRoomFor(1))
          .ifPresent(asset -> fetcher.fetchLast(asset, wish.timeframe(), wish.from()));
    }
  }

  /** Fetches nothing more; what is wanted stays so for the next start. */
  void close() {
    closed = true;
    fetcher.close();
  }

  @Override
  public Future<KnownHistory> known(GetHistory request) {
    used.run();
    return assets
        .asset(request.asset())
        .compose(
            asset -> read(asset, request.timeframe(), MAX_DAYS).map(known -> known(asset, known)));
  }

  @Override
  public Future<RowsView> rows(GetRows request) {
    used.run();
    return assets
        .asset(request.query().asset())
        .compose(asset -> catalogs.rows(request.query(), asset, now.getAsLong()));
  }

  @Override
  public Future<DaysView> days(GetDays request) {
    used.run();
    return assets
        .asset(request.asset())
        .compose(
            asset ->
                read(asset, request.timeframe(), request.days())
                    .map(known -> days(asset, request, known)));
  }

  private DaysView days(Asset asset, GetDays request, CachedCandles known) {
    long time = Math.max(now.getAsLong(), known.finality().until());
    Timeframe timeframe = request.timeframe();
    long from = timeframe.floor(time - (long) request.days() * SECONDS_PER_DAY);
    boolean complete = known.begins() || known.knownFrom() <= from;
    if (!complete) {
      fetcher.fetchFirst(asset, timeframe, from);
    }
    Coverage coverage =
        new Coverage(
            from, known.knownFrom(), complete, !complete && fetcher.isFetching(asset, timeframe));
    return new DaysView(known.closed(), coverage, time);
  }

  private Future<CachedCandles> read(Asset asset, Timeframe timeframe, int days) {
    long time = now.getAsLong();
    int count = days * SECONDS_PER_DAY / timeframe.seconds();
    return bus.request(
        CandleCache.ADDRESS,
        new GetNewest(session, asset.id(), timeframe, time, time, count, Reach.NEWEST));
  }

  private static KnownHistory known(Asset asset, CachedCandles known) {
    CandleSeries candles = known.closed();
    int gaps = 0;
    for (int i = 1; i < candles.size(); i++) {
      gaps += candles.from(i) > candles.from(i - 1) + candles.timeframe().seconds() ? 1 : 0;
    }
    return new KnownHistory(
        asset.symbol(),
        known.knownFrom(),
        known.finality().until(),
        candles.size(),
        gaps,
        known.begins());
  }

  @Override
  public Future<Long> fetch(FetchHistory request) {
    used.run();
    if (!fetcher.hasRoomFor(request.assets().size())) {
      return Future.failedFuture(
          Failure.invalidParameter(
              "assets",
              request.assets().size() + " assets",
              "fewer: " + HistoryFetcher.MAX_SERIES + " at most wait"));
    }
    Timeframe timeframe = request.timeframe();
    long from = timeframe.floor(now.getAsLong() - (long) request.days() * SECONDS_PER_DAY);
    List<Future<Asset>> wanted = request.assets().stream().map(this::wanted).toList();
    return Future.all(wanted)
        .map(
            ignored -> {
              wanted.forEach(asset -> fetcher.fetchLast(asset.result(), timeframe, from));
              return from;
            });
  }

  private Future<Asset> wanted(String symbol) {
    return assets
        .asset(symbol)
        .recover(
            cause ->
                Future.failedFuture(
                    Failure.from(cause).kind() == FailureKind.ASSET_UNKNOWN
                        ? Failure.invalidParameter(
                            "assets", symbol, "symbols of assets that the broker has")
                        : cause));
  }

  @Override
  public Future<Void> stop(StopFetching request) {
    used.run();
    left = FetchWishes.NONE;
    fetcher.stop();
    return Future.succeededFuture();
  }
}
