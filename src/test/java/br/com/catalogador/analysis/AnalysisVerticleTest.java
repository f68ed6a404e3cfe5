package br.com.catalogador.analysis;

import static br.com.catalogador.support.Awaiting.await;
import static br.com.catalogador.support.Awaiting.failure;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.analysis.message.Analysis;
import br.com.catalogador.analysis.message.AnalysisResult;
import br.com.catalogador.analysis.message.Analyze;
import br.com.catalogador.analysis.message.Analyze.Urgency;
import br.com.catalogador.bus.Bus;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Finality;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.strategy.CatalogSettings;
import br.com.catalogador.strategy.Strategies;
import br.com.catalogador.strategy.TieRule;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.List;
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
    WorkerExecutor pool = vertx.createSharedWorkerExecutor("analysis", THREADS);
    for (int i = 0; i < THREADS; i++) {
      pool.executeBlocking(
          () -> {
            held.await();
            return null;
          },
          false);
    }
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
}
