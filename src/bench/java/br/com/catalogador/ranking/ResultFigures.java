package br.com.catalogador.ranking;

import br.com.catalogador.analysis.AnalysisVerticle;
import br.com.catalogador.analysis.message.Analysis;
import br.com.catalogador.analysis.message.CountCells;
import br.com.catalogador.analysis.message.CountedCells;
import br.com.catalogador.bench.Heap;
import br.com.catalogador.bus.Bus;
import br.com.catalogador.candle.Asset;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Finality;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.matrix.CountedAsset;
import br.com.catalogador.matrix.MatrixOrder;
import br.com.catalogador.matrix.MatrixRun;
import br.com.catalogador.matrix.Simulator;
import br.com.catalogador.ranking.SharedResults.Question;
import br.com.catalogador.ranking.SharedResults.Result;
import br.com.catalogador.ranking.message.GetRanking;
import br.com.catalogador.ranking.message.RankingParameters;
import br.com.catalogador.ranking.message.RankingView;
import br.com.catalogador.ranking.message.Rankings;
import br.com.catalogador.session.HostedService.AssetCells;
import br.com.catalogador.stats.StakePlan;
import br.com.catalogador.strategy.CatalogSettings;
import br.com.catalogador.strategy.Strategies;
import br.com.catalogador.strategy.TieRule;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Prints the memory that rankings of 60 assets × 25 strategies take: of a result, by cell; of the
 * candles of its markets as bits, which it does not keep; and of what a page is told of it. Each is
 * the heap in use before minus that after it is let go. Argument: quadrants (default 100).
 */
public final class ResultFigures {
  private static final int RESULTS = 20;
  private static final int ASSETS = 60;
  private static final int VIEWS = 1_000;

  private static SharedResults results = new SharedResults(1L << 30);
  private static List<CountedAsset> markets = new ArrayList<>();
  private static List<RankingState> sessions = new ArrayList<>();
  private static List<RankingView> views = new ArrayList<>();

  private ResultFigures() {}

  public static void main(String[] arguments) {
    int quadrants = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100;
    Vertx vertx = Vertx.vertx();
    Bus bus = Bus.install(vertx);
    vertx.deployVerticle(new AnalysisVerticle(2, 1)).await();
    for (int i = 0; i < RESULTS; i++) {
      sessions.add(ranked(bus, quadrants, new Random(i)));
    }
    for (int i = 0; i < VIEWS; i++) {
      views.add(sessions.get(0).view(true, GetRanking.first(Rankings.MOST_PUBLISHED)));
    }
    vertx.close().await();
    int cells = RESULTS * sessions.get(0).view(true, new GetRanking()).total();

    long all = Heap.used();
    views = null;
    long withoutViews = Heap.used();
    markets = null;
    long withoutMarkets = Heap.used();
    System.out.printf("a view with the first cells: %d bytes%n", (all - withoutViews) / VIEWS);
    System.out.printf(
        "the markets of a result: %d bytes per cell%n", (withoutViews - withoutMarkets) / cells);
    List<RankingState> kept = sessions;
    results = null;
    sessions = null;
    int count = kept.size();
    kept = null;
    System.out.printf(
        "%d results of %d cells: %d bytes per cell%n",
        count, cells / count, (withoutMarkets - Heap.used()) / cells);
  }

  private static RankingState ranked(Bus bus, int quadrants, Random random) {
    CatalogSettings settings =
        new CatalogSettings(Strategies.MINORIA, Timeframe.M1, quadrants, 2, TieRule.LOSS);
    RankingParameters parameters =
        new RankingParameters(
            RankingParameters.table(Timeframe.M1),
            true,
            settings,
            MatrixOrder.EVIDENCE,
            5,
            99,
            List.of(),
            null,
            null);
    RankingState state = new RankingState("run", parameters, Clock.systemUTC(), results);
    for (int i = 0; i < ASSETS; i++) {
      Asset asset =
          new Asset(1_000 + i, "ASSET" + i + "-OTC", "Asset " + i, Asset.Category.OTC, true, 0.87);
      CandleSeries series = candles(10 * quadrants, random);
      CountedCells counted =
          bus.request(
                  Analysis.ADDRESS,
                  new CountCells(
                      asset.symbol(),
                      series,
                      parameters.matrix(),
                      settings,
                      series.end(),
                      Finality.upTo(series.end()),
                      new StakePlan(0.87, 2, false)))
              .await();
      state.succeeded(new AssetCells(asset, series.end(), counted));
      markets.add(counted.market());
    }
    Question question = state.question();
    Result judged = judged(state, parameters);
    results.get(question, state.size(), () -> Future.succeededFuture(judged));
    state.setResultKey(question);
    state.complete();
    return state;
  }

  private static Result judged(RankingState state, RankingParameters parameters) {
    MatrixRun run = MatrixRun.ofCounted(parameters.matrix(), state.markets());
    Simulator simulator = run.simulator();
    while (simulator.step()) {
      // until all markets are simulated
    }
    return state.withEvidence(run.result(MatrixOrder.EVIDENCE));
  }

  private static CandleSeries candles(int count, Random random) {
    CandleSeries.Builder candles = new CandleSeries.Builder(Timeframe.M1, count);
    for (int i = 0; i < count; i++) {
      candles.add(1_790_640_000L + i * 60L, 2, 3, 1, random.nextBoolean() ? 3 : 1);
    }
    return candles.build();
  }
}
