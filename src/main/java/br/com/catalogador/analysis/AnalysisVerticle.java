package br.com.catalogador.analysis;

import br.com.catalogador.analysis.message.Analysis;
import br.com.catalogador.analysis.message.AnalysisResult;
import br.com.catalogador.analysis.message.Analyze;
import br.com.catalogador.bus.Bus;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.stats.Summary;
import br.com.catalogador.strategy.Catalog;
import br.com.catalogador.strategy.Forming;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;

/**
 * Has series cataloged by a pool of workers; deployed once per thread of the pool. Who waits does
 * so here, on the event loop, where some can go before others and some be refused at once.
 */
public final class AnalysisVerticle extends VerticleBase implements Analysis {
  /** One that is being made, and one more, so that its thread never waits for the event loop. */
  private static final int AT_ONCE = 2;

  /** By when whoever was refused finds all gone that he would have waited for. */
  private static final int SECONDS_UNTIL_NEXT_TRY = 1;

  private final int threads;
  private final AnalysisQueue<Waiting> lines;
  private WorkerExecutor workers;
  private AnalysisMeters meters;
  private int underWay;

  /** Who waits, and the context of his request, which is not that of whom he waited for. */
  private record Waiting(Analyze request, Promise<AnalysisResult> answer, Context context) {}

  /**
   * @param threads of the pool, which all instances share
   * @param mostWaiting how many single analyses may wait here; one more is refused
   */
  public AnalysisVerticle(int threads, int mostWaiting) {
    this.threads = threads;
    this.lines = new AnalysisQueue<>(mostWaiting);
  }

  /** How to deploy them: one for each thread. */
  public static DeploymentOptions deployment(int threads) {
    return new DeploymentOptions().setInstances(threads);
  }

  @Override
  public Future<?> start() {
    meters = AnalysisMeters.of(vertx);
    workers = vertx.createSharedWorkerExecutor("analysis", threads);
    return Bus.of(vertx).serve(ADDRESS, this).completion();
  }

  @Override
  public Future<AnalysisResult> analyze(Analyze request) {
    Waiting waiting = new Waiting(request, Promise.promise(), vertx.getOrCreateContext());
    if (!lines.join(request.urgency(), waiting)) {
      return Future.failedFuture(Failure.retryAfter(FailureKind.BUSY, SECONDS_UNTIL_NEXT_TRY));
    }
    meters.joined(request.urgency());
    goOn();
    return waiting.answer().future();
  }

  private void goOn() {
    while (underWay < AT_ONCE && !lines.isEmpty()) {
      underWay++;
      Waiting next = lines.next();
      next.context().runOnContext(now -> begin(next));
    }
  }

  private void begin(Waiting next) {
    Future<AnalysisResult> making = workers.executeBlocking(() -> make(next.request()), false);
    meters.left(next.request().urgency());
    making.onComplete(
        (made, cause) -> {
          underWay--;
          goOn();
          next.answer().complete(made, cause);
        });
  }

  /** Whoever still waits is told so. */
  @Override
  public Future<?> stop() {
    while (!lines.isEmpty()) {
      Waiting rest = lines.next();
      meters.left(rest.request().urgency());
      rest.answer().fail(Failure.of(FailureKind.BUSY));
    }
    return Future.succeededFuture();
  }

  private static AnalysisResult make(Analyze request) {
    Catalog catalog = Catalog.of(request.series(), request.settings(), request.finality());
    return new AnalysisResult(
        catalog,
        Summary.of(catalog.rows(), request.settings().martingale(), request.stakes()),
        Forming.of(request.series(), request.settings(), request.now(), request.finality())
            .orElse(null));
  }
}
