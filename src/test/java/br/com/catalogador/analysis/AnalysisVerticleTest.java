package br.com.catalogador.analysis;

import static br.com.catalogador.support.Awaiting.await;
import static br.com.catalogador.support.Awaiting.failure;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.analysis.message.Analysis;
import br.com.catalogador.analysis.message.AnalysisResult;
import br.com.catalogador.analysis.message.Analyze;
import br.com.catalogador.analysis.message.Analyze.Urgency;
import br.com.catalogador.analysis.message.CountCells;
import br.com.catalogador.analysis.message.CountedCells;
import br.com.catalogador.analysis.message.JudgeCells;
import br.com.catalogador.analysis.message.NextEntry;
import br.com.catalogador.analysis.message.StopJudging;
import br.com.catalogador.bus.Bus;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Finality;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.matrix.CountedAsset;
import br.com.catalogador.matrix.Matrix;
import br.com.catalogador.matrix.MatrixAsset;
import br.com.catalogador.matrix.MatrixSettings;
import br.com.catalogador.strategy.CatalogSettings;
import br.com.catalogador.strategy.ConditionTexts;
import br.com.catalogador.strategy.Conditions;
import br.com.catalogador.strategy.Signal;
import br.com.catalogador.strategy.Strategies;
import br.com.catalogador.strategy.Strategy;
import br.com.catalogador.strategy.TieRule;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AnalysisVerticleTest {
  private static final int THREADS = 2;
  private static final int MOST_WAITING = 3;

  /** Submits requests to the pool, whose threads are blocked. */
  private static final int IN_THE_POOL = 2 * THREADS;

  private final Vertx vertx = Vertx.vertx();
  private final Bus bus = Bus.install(vertx);
  private final CountDownLatch held = new CountDownLatch(1);

  @BeforeEach
  void holdAllThreadsOfThePool() {
    await(vertx.deployVerticle(new AnalysisVerticle(THREADS, MOST_WAITING)));
    for (int i = 0; i < THREADS; i++) {
      holdAThread("analysis", held);
    }
  }

  /** Completes once the thread is held. */
  private Future<Void> holdAThread(String pool, CountDownLatch until) {
    Promise<Void> holding = Promise.promise();
    // Its size was chosen when the verticle made it.
    WorkerExecutor executor = vertx.createSharedWorkerExecutor(pool);
    executor.executeBlocking(
        () -> {
          holding.complete();
          until.await();
          return null;
        },
        false);
    return holding.future();
  }

  @AfterEach
  void close() {
    held.countDown();
    await(vertx.close());
  }

  private Future<AnalysisResult> analyze(Urgency urgency) {
    CandleSeries series = CandleSeries.empty(Timeframe.M1);
    CatalogSettings settings =
        new CatalogSettings(Strategies.MINORIA, Timeframe.M1, 1, 0, TieRule.LOSS);
    return bus.request(
        Analysis.ADDRESS, new Analyze(series, settings, 0, Finality.upTo(0), null, urgency));
  }

  private List<Future<AnalysisResult>> analyze(int count) {
    return IntStream.range(0, count).mapToObj(i -> analyze(Urgency.SINGLE)).toList();
  }

  @Test
  void singleRequestsOfTheWholeServerShareOneLimit() {
    List<Future<AnalysisResult>> accepted = analyze(IN_THE_POOL + MOST_WAITING);
    Failure refusal = failure(analyze(Urgency.SINGLE));

    assertThat(refusal.kind()).isEqualTo(FailureKind.BUSY);
    assertThat(refusal.facts().getInteger("retryAfter")).isEqualTo(1);
    assertThat(accepted).noneMatch(Future::isComplete);
    Future<AnalysisResult> live = analyze(Urgency.WATCHED);
    held.countDown();
    await(live);
    await(Future.all(accepted));
  }

  /** Thousands of markets of one asset: about a second. */
  private static JudgeCells longSimulation() {
    int quadrants = 2_000;
    MatrixSettings settings =
        new MatrixSettings(
            Strategies.all().stream().filter(it -> it.supports(Timeframe.M1)).toList(),
            Timeframe.M1,
            quadrants,
            2,
            TieRule.LOSS,
            Conditions.NONE,
            5,
            9_999);
    Random random = new Random(1);
    CandleSeries.Builder candles = new CandleSeries.Builder(Timeframe.M1, 10 * quadrants);
    for (int i = 0; i < 10 * quadrants; i++) {
      candles.add(i * 60L, 2, 3, 1, random.nextBoolean() ? 3 : 1);
    }
    CandleSeries series = candles.build();
    MatrixAsset asset = new MatrixAsset("COIN", series, Finality.upTo(series.end()), null);
    return new JudgeCells("run", settings, List.of(CountedAsset.of(asset, settings)));
  }

  @Test
  void cellsOfOtherRankingsAreCountedBetweenTheSlicesOfASimulation() {
    Future<Matrix> judged = bus.request(Analysis.ADDRESS, longSimulation());

    for (String colors : List.of("G", "GG", "GGG", "GGGG")) {
      await(bus.request(Analysis.ADDRESS, counting(colors)));
    }

    assertThat(judged.isComplete()).isFalse();
    await(bus.request(Analysis.ADDRESS, new StopJudging("run")));
    assertThat(failure(judged).kind()).isEqualTo(FailureKind.BUSY);
  }

  @Test
  void rankingsHaveThreadsOfTheirOwnAndOtherAnalysesPassThem() {
    held.countDown();
    CountDownLatch rankings = new CountDownLatch(1);
    for (int i = 0; i < THREADS; i++) {
      holdAThread("ranking", rankings);
    }

    Future<CountedCells> counted = bus.request(Analysis.ADDRESS, counting("GGR"));
    for (int i = 0; i < 30; i++) {
      await(analyze(Urgency.SINGLE));
    }

    assertThat(counted.isComplete()).isFalse();
    rankings.countDown();
    await(counted);
  }

  @Test
  void rankingsDoNotWaitForOtherAnalyses() {
    Future<AnalysisResult> single = analyze(Urgency.SINGLE);

    await(bus.request(Analysis.ADDRESS, counting("GGR")));

    assertThat(single.isComplete()).isFalse();
  }

  @Test
  void cellsOfManyCandlesAreCountedOnOneThreadLess() {
    held.countDown();
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch others = new CountDownLatch(1);
    holdAThread("ranking", first);
    holdAThread("ranking", others);

    Future<CountedCells> one = bus.request(Analysis.ADDRESS, counting("G".repeat(100_001)));
    Future<CountedCells> other = bus.request(Analysis.ADDRESS, counting("R".repeat(100_001)));
    await(analyze(Urgency.SINGLE));
    // Whatever of them is in the pool is computed before this.
    Future<Void> holding = holdAThread("ranking", others);
    first.countDown();

    await(one);
    await(holding);
    await(analyze(Urgency.SINGLE));
    assertThat(other.isComplete()).isFalse();
    others.countDown();
    await(other);
  }

  private static CountCells counting(String colors) {
    return counting(colors, Strategies.MINORIA, Conditions.NONE);
  }

  private static CountCells counting(String colors, Strategy strategy, Conditions conditions) {
    CandleSeries.Builder candles = new CandleSeries.Builder(Timeframe.M1, colors.length());
    for (int i = 0; i < colors.length(); i++) {
      candles.add(i * 60L, 2, 3, 1, colors.charAt(i) == 'G' ? 3 : 1);
    }
    CandleSeries series = candles.build();
    return new CountCells(
        "COIN",
        series,
        new MatrixSettings(List.of(strategy), Timeframe.M1, 10, 0, TieRule.LOSS, conditions, 5, 0),
        new CatalogSettings(strategy, Timeframe.M1, 10, 0, TieRule.LOSS, conditions),
        series.end(),
        Finality.upTo(series.end()),
        null);
  }

  /** What is known of the next entry after candles, one letter each, the first at the epoch. */
  private NextEntry next(String colors, Strategy strategy, String condition, String value) {
    Conditions conditions =
        ConditionTexts.read(
            name -> Optional.of(value).filter(ignored -> name.equals(condition)), Timeframe.M1);
    CountCells question = counting(colors, strategy, conditions);
    return await(bus.request(Analysis.ADDRESS, question)).cells().get(0).next();
  }

  @Test
  void theNextEntryHasNoSideWhileAConditionIsOpenOrRulesItOut() {
    Strategy minority = Strategies.byIdOrPattern("5:1,2,3:min:6").orElseThrow();

    assertThat(next("GG", minority, "side", "put")).isEqualTo(new NextEntry(300, 300, Signal.PUT));
    assertThat(next("GG", minority, "side", "call")).isEqualTo(new NextEntry(300, 300, null));
    assertThat(next("GG", minority, "trend", "2")).isEqualTo(new NextEntry(300, 300, null));
  }

  @Test
  void aRowThatWaitsForTheOneBeforeHasNoSideYet() {
    Strategy late = Strategies.byIdOrPattern("5:1,2,3:min:9").orElseThrow();

    assertThat(next("GGRGGGGR", late, "after", "clean")).isEqualTo(new NextEntry(780, 300, null));
    assertThat(next("GGRGGGGRR", late, "after", "clean"))
        .isEqualTo(new NextEntry(780, 300, Signal.PUT));
  }
}
