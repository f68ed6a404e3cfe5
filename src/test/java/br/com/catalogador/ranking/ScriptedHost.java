package br.com.catalogador.ranking;

import br.com.catalogador.analysis.message.JudgeCells;
import br.com.catalogador.candle.Asset;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.matrix.Matrix;
import br.com.catalogador.matrix.MatrixOrder;
import br.com.catalogador.matrix.MatrixRun;
import br.com.catalogador.matrix.MatrixSettings;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.ranking.message.RankingView;
import br.com.catalogador.session.HostedService;
import br.com.catalogador.strategy.CatalogSettings;
import br.com.catalogador.strategy.Strategy;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A fake session that hosts a ranking; the test completes its analyses. */
final class ScriptedHost implements HostedService.Host, Ranking.Judges {
  private final InstantSource time;
  private final List<Asset> assets;
  private final Map<String, Promise<HostedService.AssetCells>> underWay = new LinkedHashMap<>();
  private final Map<String, Integer> asked = new HashMap<>();
  private final List<RankingView> published = new ArrayList<>();
  private final List<RankingRecord> stored = new ArrayList<>();
  private Future<Void> listing = Future.succeededFuture();
  private final List<String> stopped = new ArrayList<>();
  private Future<Void> judging = Future.succeededFuture();
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
  public Future<HostedService.AssetCells> countCells(
      String symbol, MatrixSettings matrix, CatalogSettings settings) {
    if (failing != null) {
      return Future.failedFuture(failing);
    }
    Promise<HostedService.AssetCells> promise = Promise.promise();
    asked.merge(symbol, 1, Integer::sum);
    underWay.put(symbol, promise);
    return promise.future();
  }

  @Override
  public List<Strategy> ownStrategies() {
    return List.of();
  }

  @Override
  public Future<Matrix> judge(JudgeCells cells) {
    return judging.map(
        ignored ->
            MatrixRun.ofCounted(cells.matrix(), cells.assets()).result(MatrixOrder.EVIDENCE));
  }

  /** Judgments wait for a future. */
  void judging(Future<Void> gate) {
    judging = gate;
  }

  @Override
  public void stop(String run) {
    stopped.add(run);
  }

  /** The runs whose judgments were stopped. */
  List<String> stopped() {
    return stopped;
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
    underWay
        .remove(symbol)
        .complete(Results.cells(asset, Results.COMPUTED_AT, direct, 0, 0, losses));
  }

  void fail(String symbol, Failure failure) {
    underWay.remove(symbol).fail(failure);
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

  List<RankingRecord> stored() {
    return stored;
  }
}
