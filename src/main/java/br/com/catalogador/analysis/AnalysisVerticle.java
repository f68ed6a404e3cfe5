package br.com.catalogador.analysis;

import br.com.catalogador.analysis.message.Analysis;
import br.com.catalogador.analysis.message.AnalysisResult;
import br.com.catalogador.analysis.message.Analyze;
import br.com.catalogador.analysis.message.Analyze.Urgency;
import br.com.catalogador.analysis.message.CellCounts;
import br.com.catalogador.analysis.message.CountCells;
import br.com.catalogador.analysis.message.CountedCells;
import br.com.catalogador.analysis.message.JudgeCells;
import br.com.catalogador.analysis.message.NextEntry;
import br.com.catalogador.analysis.message.StopJudging;
import br.com.catalogador.bus.Bus;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.matrix.CountedAsset;
import br.com.catalogador.matrix.FirstEntry;
import br.com.catalogador.matrix.Matrix;
import br.com.catalogador.matrix.MatrixAsset;
import br.com.catalogador.matrix.Simulator;
import br.com.catalogador.stats.Tally;
import br.com.catalogador.strategy.Catalog;
import br.com.catalogador.strategy.CatalogSettings;
import br.com.catalogador.strategy.Forming;
import br.com.catalogador.strategy.Outcome;
import br.com.catalogador.strategy.Outlook;
import br.com.catalogador.strategy.RecentBlocks;
import br.com.catalogador.strategy.Row;
import br.com.catalogador.strategy.Signal;
import br.com.catalogador.strategy.Strategy;
import br.com.catalogador.support.ContextPromise;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;

/**
 * Catalogs series on a pool of worker threads. Deployed once per server: requests wait in one queue
 * on this verticle's event loop, which decides their order and rejects those over the limit.
 *
 * <p>What rankings need is computed on a pool of its own, so that requests of others never wait
 * behind it: first their cells, in the order of the requests, then simulated markets, a few
 * milliseconds at a time and on one thread less, because that goes on for a second: one processor
 * stays free meanwhile.
 */
public final class AnalysisVerticle extends VerticleBase implements Analysis {
  /**
   * One running and one queued in the pool, so that no thread idles until the event loop hands over
   * the next.
   */
  private static final int PER_THREAD = 2;

  /** So many rows may wait for their entries: a pattern spans 64 candles at most. */
  private static final int MOST_AHEAD = 64;

  /** Retry-After of refused requests; the queue drains in less. */
  private static final int RETRY_AFTER_SECONDS = 1;

  private final int threads;
  private final AnalysisQueue<QueuedRequest<?>> queue;

  private final int simulatingThreads;

  /** Cells of rankings, to be counted in this order. */
  private final Queue<QueuedRequest<?>> counting = new ArrayDeque<>();

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
   * @param threads size of the pool, as many as there are processors
   * @param maxWaiting maximum number of queued single analyses; further ones are rejected
   */
  public AnalysisVerticle(int threads, int maxWaiting) {
    this.threads = threads;
    this.simulatingThreads = Math.max(1, threads - 1);
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
    QueuedRequest<CountedCells> queued = queued(Urgency.RANKING, () -> compute(request));
    counting.add(queued);
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
    while (runningOfRankings < PER_THREAD * threads && !counting.isEmpty()) {
      runningOfRankings++;
      run(counting.remove(), rankingWorkers, this::endedOfRankings);
    }
    Simulation simulation = nextSimulation();
    while (runningOfRankings < simulatingThreads && simulation != null) {
      runningOfRankings++;
      simulate(simulation);
      simulation = nextSimulation();
    }
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
      drop(counting.remove());
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

  private static CountedCells compute(CountCells request) {
    List<CellCounts> cells = new ArrayList<>();
    for (Strategy strategy : request.matrix().strategies()) {
      cells.add(counts(request, request.settings().withStrategy(strategy)));
    }
    Long since = request.settings().days() == 0 ? null : request.settings().since(request.now());
    MatrixAsset asset =
        new MatrixAsset(
            request.symbol(), request.series(), request.finality(), request.stakes(), since);
    return new CountedCells(cells, CountedAsset.of(asset, request.matrix()));
  }

  private static CellCounts counts(CountCells request, CatalogSettings settings) {
    Tally tally = new Tally(settings.martingale(), request.stakes());
    List<Row> rows =
        RecentBlocks.catalog(request.series(), settings, request.now(), request.finality(), tally)
            .rows();
    Long lastHit = null;
    for (int i = rows.size() - 1; i >= 0 && lastHit == null; i--) {
      lastHit = rows.get(i).result() == Outcome.LOSS ? rows.get(i).entryAt() : null;
    }
    return new CellCounts(
        tally.summary(), FirstEntry.of(rows), lastHit, next(request, settings, rows));
  }

  /** By the end of the candles, so that the same candles have the same answer. */
  private static NextEntry next(CountCells request, CatalogSettings settings, List<Row> rows) {
    long end = request.finality().until();
    int every = settings.pattern().blockCandles() * settings.timeframe().seconds();
    Optional<Forming> forming = Forming.of(request.series(), settings, end, request.finality());
    for (int i = Math.max(0, rows.size() - MOST_AHEAD); i < rows.size(); i++) {
      Row row = rows.get(i);
      if (row.result() == Outcome.PENDING && row.entryAt() >= end) {
        boolean waits = forming.filter(it -> waits(it, row)).isPresent();
        return new NextEntry(row.entryAt(), every, waits ? null : row.signal());
      }
    }
    return forming
        .map(it -> new NextEntry(it.entryAt(), every, sureSide(it)))
        .orElseGet(() -> nextBlock(settings, end, every));
  }

  private static boolean waits(Forming forming, Row row) {
    return forming.start() == row.start()
        ? forming.outlook().awaits() != null
        : forming.waiting().stream().anyMatch(waiting -> waiting.start() == row.start());
  }

  /** The side that is entered whatever the running candle and the conditions come to. */
  private static Signal sureSide(Forming forming) {
    Signal side = forming.ifGreen() == forming.ifRed() ? forming.ifGreen() : null;
    Outlook outlook = forming.outlook();
    boolean isFiltered = (side == Signal.CALL ? outlook.call() : outlook.put()) != null;
    return isFiltered || outlook.awaits() != null ? null : side;
  }

  private static NextEntry nextBlock(CatalogSettings settings, long end, int every) {
    long toEntry = (long) settings.pattern().attempt(0) * settings.timeframe().seconds();
    long start = Math.floorDiv(end, every) * every;
    return new NextEntry(start + every + toEntry, every, null);
  }
}
