package br.com.catalogador.analysis;

import br.com.catalogador.analysis.message.Analysis;
import br.com.catalogador.analysis.message.AnalysisResult;
import br.com.catalogador.analysis.message.Analyze;
import br.com.catalogador.analysis.message.Analyze.Urgency;
import br.com.catalogador.analysis.message.CountCells;
import br.com.catalogador.analysis.message.CountedCells;
import br.com.catalogador.analysis.message.JudgeCells;
import br.com.catalogador.analysis.message.StopJudging;
import br.com.catalogador.bus.Bus;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.matrix.Matrix;
import br.com.catalogador.matrix.Simulator;
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
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;

/**
 * Catalogs series on a pool of worker threads. Deployed once per server: requests wait in one queue
 * on this verticle's event loop, which decides their order and rejects those over the limit.
 *
 * <p>What rankings need is computed on a pool of its own, so that requests of others never wait
 * behind it: first their cells, in the order of the requests, then simulated markets, a few
 * milliseconds at a time. What goes on for long, simulated markets and the cells of many candles,
 * is computed on one thread less: one processor stays free meanwhile.
 */
public final class AnalysisVerticle extends VerticleBase implements Analysis {
  /**
   * One running and one queued in the pool, so that no thread idles until the event loop hands over
   * the next.
   */
  private static final int PER_THREAD = 2;

  /** Candles of an asset, times its strategies, that are counted in more than about two ms. */
  private static final long MANY_CANDLES = 100_000;

  /** Retry-After of refused requests; the queue drains in less. */
  private static final int RETRY_AFTER_SECONDS = 1;

  private final int threads;
  private final AnalysisQueue<QueuedRequest<?>> queue;

  /** So many threads compute what goes on for long. */
  private final int threadsForLong;

  /** Cells of rankings, to be counted in this order. */
  private final Queue<Counting> counting = new ArrayDeque<>();

  /** Those that have not been judged yet, the oldest first. */
  private final Map<String, Simulation> simulations = new LinkedHashMap<>();

  private final CountsCache counts = new CountsCache(CountsCache.MOST_BYTES);

  private WorkerExecutor workers;
  private WorkerExecutor rankingWorkers;
  private AnalysisMeters meters;
  private int running;
  private int runningOfRankings;

  /** A queued request with the context of its caller. */
  private record QueuedRequest<T>(
      Urgency urgency, Callable<T> work, Promise<T> answer, Context context) {}

  /**
   * Cells of one asset to be counted.
   *
   * @param isLong whether the cells of all assets take so long that a processor stays free
   */
  private record Counting(QueuedRequest<CountedCells> request, boolean isLong) {}

  /**
   * @param threads size of the pool, as many as there are processors
   * @param maxWaiting maximum number of queued single analyses; further ones are rejected
   */
  public AnalysisVerticle(int threads, int maxWaiting) {
    this.threads = threads;
    this.threadsForLong = Math.max(1, threads - 1);
    this.queue = new AnalysisQueue<>(maxWaiting);
  }

  @Override
  public Future<?> start() {
    meters = AnalysisMeters.of(vertx);
    workers = vertx.createSharedWorkerExecutor("analysis", threads);
    rankingWorkers = vertx.createSharedWorkerExecutor("ranking", threads);
    return Bus.of(vertx).serve(ADDRESS, this).completion();
  }

  @Override
  public Future<AnalysisResult> analyze(Analyze request) {
    QueuedRequest<AnalysisResult> queued = queued(request.urgency(), () -> compute(request));
    if (!queue.offer(request.urgency(), queued)) {
      return Future.failedFuture(Failure.retryAfter(FailureKind.BUSY, RETRY_AFTER_SECONDS));
    }
    meters.queued(request.urgency());
    startNext();
    return queued.answer().future();
  }

  @Override
  public Future<CountedCells> count(CountCells request) {
    return counts.get(request, () -> enqueue(request));
  }

  private Future<CountedCells> enqueue(CountCells request) {
    QueuedRequest<CountedCells> queued = queued(Urgency.RANKING, () -> CellCounter.count(request));
    long candles = (long) request.series().size() * request.matrix().strategies().size();
    counting.add(new Counting(queued, candles > MANY_CANDLES));
    meters.queued(Urgency.RANKING);
    startNextOfRankings();
    return queued.answer().future();
  }

  private <T> QueuedRequest<T> queued(Urgency urgency, Callable<T> work) {
    return new QueuedRequest<>(urgency, work, ContextPromise.create(), vertx.getOrCreateContext());
  }

  private void startNext() {
    while (running < PER_THREAD * threads && !queue.isEmpty()) {
      running++;
      run(
          queue.poll(),
          workers,
          () -> {
            running--;
            startNext();
          });
    }
  }

  private <T> void run(QueuedRequest<T> next, WorkerExecutor pool, Runnable ended) {
    next.context()
        .runOnContext(
            ignored -> {
              Future<T> result = pool.executeBlocking(next.work(), false);
              meters.dequeued(next.urgency());
              result.onComplete(
                  (computed, cause) -> {
                    ended.run();
                    next.answer().complete(computed, cause);
                  });
            });
  }

  /** Slices are never queued in the pool: cells that are asked for meanwhile go before the next. */
  private void startNextOfRankings() {
    while (!counting.isEmpty() && runningOfRankings < mostAtOnce(counting.element())) {
      runningOfRankings++;
      run(counting.remove().request(), rankingWorkers, this::endedOfRankings);
    }
    Simulation simulation = nextSimulation();
    while (runningOfRankings < threadsForLong && simulation != null) {
      runningOfRankings++;
      simulate(simulation);
      simulation = nextSimulation();
    }
  }

  private int mostAtOnce(Counting next) {
    return next.isLong() ? threadsForLong : PER_THREAD * threads;
  }

  private void endedOfRankings() {
    runningOfRankings--;
    startNextOfRankings();
  }

  @Override
  public Future<Matrix> judge(JudgeCells request) {
    Simulation simulation = new Simulation(request, ContextPromise.create());
    simulations.put(request.run(), simulation);
    startNextOfRankings();
    return simulation.answer();
  }

  private Simulation nextSimulation() {
    return simulations.values().stream().filter(Simulation::hasWork).findFirst().orElse(null);
  }

  private void simulate(Simulation simulation) {
    rankingWorkers
        .executeBlocking(simulation.slice(), false)
        .onComplete((simulator, cause) -> sliceDone(simulation, simulator, cause));
  }

  private void sliceDone(Simulation simulation, Simulator simulator, Throwable cause) {
    if (cause != null) {
      end(simulation, null, cause);
    } else if (simulation.done(simulator)) {
      simulations.remove(simulation.id(), simulation);
      rankingWorkers
          .executeBlocking(simulation::judge, false)
          .onComplete((matrix, failure) -> simulation.complete(matrix, failure));
    }
    endedOfRankings();
  }

  private void end(Simulation simulation, Matrix matrix, Throwable cause) {
    simulations.remove(simulation.id(), simulation);
    simulation.complete(matrix, cause);
  }

  @Override
  public Future<Void> stop(StopJudging request) {
    Simulation simulation = simulations.get(request.run());
    if (simulation != null) {
      end(simulation, null, Failure.of(FailureKind.BUSY));
    }
    return Future.succeededFuture();
  }

  /** Fails all queued requests. */
  @Override
  public Future<?> stop() {
    while (!queue.isEmpty()) {
      drop(queue.poll());
    }
    while (!counting.isEmpty()) {
      drop(counting.remove().request());
    }
    List.copyOf(simulations.values())
        .forEach(simulation -> end(simulation, null, Failure.of(FailureKind.BUSY)));
    return Future.succeededFuture();
  }

  private void drop(QueuedRequest<?> request) {
    meters.dequeued(request.urgency());
    request.answer().fail(Failure.of(FailureKind.BUSY));
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
