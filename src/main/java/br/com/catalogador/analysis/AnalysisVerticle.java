package br.com.catalogador.analysis;

import br.com.catalogador.analysis.message.Analysis;
import br.com.catalogador.analysis.message.AnalysisResult;
import br.com.catalogador.analysis.message.Analyze;
import br.com.catalogador.bus.Bus;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.stats.Tally;
import br.com.catalogador.strategy.Catalog;
import br.com.catalogador.strategy.Forming;
import br.com.catalogador.strategy.RecentBlocks;
import br.com.catalogador.support.ContextPromise;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;

/**
 * Catalogs series on a pool of worker threads. Deployed once per server: requests wait in one queue
 * on this verticle's event loop, which decides their order and rejects those over the limit.
 */
public final class AnalysisVerticle extends VerticleBase implements Analysis {
  /**
   * One running and one queued in the pool, so that no thread idles until the event loop hands over
   * the next.
   */
  private static final int PER_THREAD = 2;

  /** Retry-After of refused requests; the queue drains in less. */
  private static final int RETRY_AFTER_SECONDS = 1;

  private final int threads;
  private final AnalysisQueue<QueuedRequest> queue;
  private WorkerExecutor workers;
  private AnalysisMeters meters;
  private int running;

  /** A queued request with the context of its caller. */
  private record QueuedRequest(Analyze request, Promise<AnalysisResult> answer, Context context) {}

  /**
   * @param threads size of the pool
   * @param maxWaiting maximum number of queued single analyses; further ones are rejected
   */
  public AnalysisVerticle(int threads, int maxWaiting) {
    this.threads = threads;
    this.queue = new AnalysisQueue<>(maxWaiting);
  }

  @Override
  public Future<?> start() {
    meters = AnalysisMeters.of(vertx);
    workers = vertx.createSharedWorkerExecutor("analysis", threads);
    return Bus.of(vertx).serve(ADDRESS, this).completion();
  }

  @Override
  public Future<AnalysisResult> analyze(Analyze request) {
    QueuedRequest queued =
        new QueuedRequest(request, ContextPromise.create(), vertx.getOrCreateContext());
    if (!queue.offer(request.urgency(), queued)) {
      return Future.failedFuture(Failure.retryAfter(FailureKind.BUSY, RETRY_AFTER_SECONDS));
    }
    meters.queued(request.urgency());
    startNext();
    return queued.answer().future();
  }

  private void startNext() {
    while (running < PER_THREAD * threads && !queue.isEmpty()) {
      running++;
      QueuedRequest next = queue.poll();
      next.context().runOnContext(ignored -> run(next));
    }
  }

  private void run(QueuedRequest next) {
    Future<AnalysisResult> result = workers.executeBlocking(() -> compute(next.request()), false);
    meters.dequeued(next.request().urgency());
    result.onComplete(
        (computed, cause) -> {
          running--;
          startNext();
          next.answer().complete(computed, cause);
        });
  }

  /** Fails all queued requests. */
  @Override
  public Future<?> stop() {
    while (!queue.isEmpty()) {
      QueuedRequest next = queue.poll();
      meters.dequeued(next.request().urgency());
      next.answer().fail(Failure.of(FailureKind.BUSY));
    }
    return Future.succeededFuture();
  }

  private static AnalysisResult compute(Analyze request) {
    Tally tally = new Tally(request.settings().martingale(), request.stakes());
    Catalog catalog =
        RecentBlocks.catalog(
            request.series(), request.settings(), request.now(), request.finality(), tally);
    return new AnalysisResult(
        catalog,
        tally.summary(),
        Forming.of(request.series(), request.settings(), request.now(), request.finality())
            .orElse(null));
  }
}
