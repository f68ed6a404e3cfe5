package br.com.catalogador.ranking;

import br.com.catalogador.cache.message.CachedCandles.Source;
import br.com.catalogador.candle.Asset;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.ranking.message.RankingView;
import br.com.catalogador.session.HostedService;
import br.com.catalogador.session.message.CatalogView;
import br.com.catalogador.session.message.GetCatalog;
import br.com.catalogador.stats.Summary;
import br.com.catalogador.strategy.CatalogSettings;
import br.com.catalogador.strategy.Strategies;
import br.com.catalogador.strategy.TieRule;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A fake session that hosts a ranking; the test completes its analyses. */
final class ScriptedHost implements HostedService.Host {
  private final InstantSource time;
  private final List<Asset> assets;
  private final Map<String, Promise<CatalogView>> underWay = new LinkedHashMap<>();
  private final Map<String, Integer> asked = new HashMap<>();
  private final List<RankingView> published = new ArrayList<>();
  private final List<RankingView> stored = new ArrayList<>();
  private Future<Void> listing = Future.succeededFuture();
  private Failure failing;
  private int uses;

  ScriptedHost(InstantSource time, Asset... assets) {
    this.time = time;
    this.assets = List.of(assets);
  }

  /** The asset list waits for a future and fails with its failure. */
  void listing(Future<Void> gate) {
    listing = gate;
  }

  @Override
  public SessionId session() {
    return new SessionId("session");
  }

  @Override
  public InstantSource localTime() {
    return time;
  }

  @Override
  public int concurrentAnalyses() {
    return 2;
  }

  @Override
  public Future<List<Asset>> assets() {
    return listing.map(assets);
  }

  /** Analyses fail synchronously. */
  void failAtOnce(Failure failure) {
    failing = failure;
  }

  @Override
  public Future<CatalogView> analyze(GetCatalog query) {
    if (failing != null) {
      return Future.failedFuture(failing);
    }
    Promise<CatalogView> promise = Promise.promise();
    asked.merge(query.asset(), 1, Integer::sum);
    underWay.put(query.asset(), promise);
    return promise.future();
  }

  /** Symbols of pending analyses, in the order of their requests. */
  List<String> underWay() {
    return List.copyOf(underWay.keySet());
  }

  /** Number of analyses requested for an asset. */
  int asked(String symbol) {
    return asked.getOrDefault(symbol, 0);
  }

  void succeed(String symbol, int direct, int losses) {
    Asset asset =
        assets.stream().filter(it -> it.symbol().equals(symbol)).findFirst().orElseThrow();
    underWay.remove(symbol).complete(view(asset, direct, losses));
  }

  void fail(String symbol, Failure failure) {
    underWay.remove(symbol).fail(failure);
  }

  static CatalogView view(Asset asset, int direct, int losses) {
    Summary summary = Results.summary(asset.payout(), direct, 0, 0, losses);
    CatalogSettings settings =
        new CatalogSettings(Strategies.MINORIA, Timeframe.M1, 10, Results.MARTINGALE, TieRule.LOSS);
    return new CatalogView(
        asset,
        settings,
        Results.COMPUTED_AT,
        Results.COMPUTED_AT,
        CandleSeries.empty(Timeframe.M1),
        List.of(),
        0,
        summary,
        List.of(),
        null,
        Source.CACHE,
        0,
        null);
  }

  @Override
  public void used() {
    uses++;
  }

  int uses() {
    return uses;
  }

  /** The publisher for the ranking. */
  void publish(RankingView view) {
    published.add(view);
  }

  List<RankingView> published() {
    return published;
  }

  @Override
  public void store(String state) {
    stored.add(RankingRecord.decode(state).orElseThrow());
  }

  List<RankingView> stored() {
    return stored;
  }
}
