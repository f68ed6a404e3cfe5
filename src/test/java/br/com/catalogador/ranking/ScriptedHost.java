package br.com.catalogador.ranking;

import br.com.catalogador.analysis.message.AnalysisResult;
import br.com.catalogador.cache.message.CachedCandles.Source;
import br.com.catalogador.candle.Asset;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.ranking.message.RankingView;
import br.com.catalogador.session.message.CatalogView;
import br.com.catalogador.session.message.GetCatalog;
import br.com.catalogador.stats.Summary;
import br.com.catalogador.strategy.Catalog;
import br.com.catalogador.strategy.CatalogSettings;
import br.com.catalogador.strategy.Strategies;
import br.com.catalogador.strategy.TieRule;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A session as its ranking sees it; analyses end when the test says so. */
final class ScriptedHost implements RankingHost {
  private final List<Asset> assets;
  private final Map<String, Promise<CatalogView>> underWay = new LinkedHashMap<>();
  private final Map<String, Integer> asked = new HashMap<>();
  private final List<RankingView> told = new ArrayList<>();
  private final List<RankingView> kept = new ArrayList<>();
  private Future<Void> listing = Future.succeededFuture();
  private Failure failing;
  private int signsOfLife;

  ScriptedHost(Asset... assets) {
    this.assets = List.of(assets);
  }

  /** The list waits for a future; its failure is the list's. */
  void listing(Future<Void> gate) {
    listing = gate;
  }

  @Override
  public Future<List<Asset>> assets() {
    return listing.map(assets);
  }

  /** Analyses fail before they can be waited for. */
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

  /** Symbols of analyses that have not ended, in the order in which they were asked. */
  List<String> underWay() {
    return List.copyOf(underWay.keySet());
  }

  /** How often an asset was asked. */
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
        new CatalogSettings(
            Strategies.MINORIA, 10, Results.MARTINGALE, TieRule.LOSS, Results.COMPUTED_AT);
    AnalysisResult analyzed =
        new AnalysisResult(settings, new Catalog(List.of(), 0), summary, null);
    return new CatalogView(
        asset, Results.COMPUTED_AT, analyzed, CandleSeries.empty(Timeframe.M1), Source.CACHE, 0);
  }

  @Override
  public void used() {
    signsOfLife++;
  }

  int signsOfLife() {
    return signsOfLife;
  }

  @Override
  public void tell(RankingView view) {
    told.add(view);
  }

  List<RankingView> told() {
    return told;
  }

  @Override
  public void keep(RankingView view) {
    kept.add(view);
  }

  List<RankingView> kept() {
    return kept;
  }
}
