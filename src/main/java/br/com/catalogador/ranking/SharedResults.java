package br.com.catalogador.ranking;

import br.com.catalogador.candle.Asset;
import br.com.catalogador.matrix.ByLuck;
import br.com.catalogador.ranking.message.RankingError;
import br.com.catalogador.ranking.message.RankingParameters;
import br.com.catalogador.ranking.message.RankingView.Status;
import br.com.catalogador.support.ContextPromise;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.Shareable;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The results of all rankings of this server: shared by question, and bounded in bytes, whatever
 * the number of users. What did not fit any more is computed anew when somebody asks for it. What
 * is being computed may hold half as many bytes; further runs wait in {@link RunQueue}.
 * Thread-safe.
 */
final class SharedResults implements Shareable {
  private static final long MOST_BYTES = 64L * 1024 * 1024;

  /** Measured by ResultFigures: 782 to 829 bytes per cell, without the markets. */
  static final int CELL_BYTES = 830;

  /** For how long the viewers of the same ranking share an update. */
  private static final Duration TOGETHER = Duration.ofMinutes(1);

  private static final int MOST_UPDATES = 2_000;

  /**
   * The least recently used first. Not a Caffeine cache: when that is full it refuses what has been
   * asked for less often than the rest, that is, the ranking that has just been computed.
   */
  private final Map<Object, Kept> results = new LinkedHashMap<>(16, 0.75f, true);

  private final RunQueue queue;
  private final long mostCells;
  private long cells;

  private final Cache<UpdateKey, Future<Ended>> updates =
      Caffeine.newBuilder()
          .maximumSize(MOST_UPDATES)
          .expireAfterWrite(TOGETHER)
          .executor(Runnable::run)
          .build();

  /**
   * @param size number of cells
   */
  private record Kept(Future<Result> result, int size) {}

  /**
   * The cells of a ranking.
   *
   * @param cells in the order of the parameters
   * @param byLuck null until markets have been simulated
   * @param simulations number of simulated markets; null until then
   */
  record Result(List<CellResult> cells, ByLuck byLuck, Integer simulations) {
    static final Result NONE = new Result(List.of(), null, null);

    Result {
      cells = List.copyOf(cells);
    }
  }

  /**
   * Everything that a result depends on.
   *
   * @param assets as the broker lists them to the account
   * @param markets the identities of their markets, which do not keep the candles in memory
   */
  record Question(RankingParameters parameters, List<Asset> assets, List<Object> markets) {}

  /**
   * The same question at the same close.
   *
   * @param assets as the broker lists them to the account
   * @param closedTo UTC epoch seconds
   */
  record UpdateKey(RankingParameters parameters, List<Asset> assets, long closedTo) {}

  /**
   * How a run has ended.
   *
   * @param key of its result; null without one
   */
  record Ended(Object key, Status status, int total, int failed, List<RankingError> errors) {
    Ended {
      errors = List.copyOf(errors);
    }
  }

  /**
   * @param mostBytes of all results together
   */
  SharedResults(long mostBytes) {
    this.mostCells = mostBytes / CELL_BYTES;
    this.queue = new RunQueue(mostCells / 2);
  }

  static SharedResults of(Vertx vertx) {
    return vertx
        .sharedData()
        .<String, SharedResults>getLocalMap("ranking.results")
        .computeIfAbsent("", ignored -> new SharedResults(MOST_BYTES));
  }

  /**
   * Queues a run for a slot, which is to be released once the run holds no cells any more.
   *
   * @param size number of cells
   */
  RunQueue.Slot slot(int size) {
    return queue.add(size);
  }

  /** How many runs wait for a slot. */
  int waiting() {
    return queue.waiting();
  }

  /**
   * The result of a question: the one that is known or under way, or a new one. One that is under
   * way may fail because of its own user; then it is made for one of those who wait.
   *
   * @param size number of cells
   */
  Future<Result> get(Question question, int size, Supplier<Future<Result>> maker) {
    Promise<Result> own = ContextPromise.create();
    Kept made = new Kept(own.future(), size);
    own.future()
        .onSuccess(result -> forgetMaker(question, made, result))
        .onFailure(cause -> remove(question, made));
    Kept shared = putIfAbsent(question, made);
    if (shared != null) {
      return ContextPromise.follow(shared.result()).recover(cause -> get(question, size, maker));
    }
    maker.get().onComplete(own);
    return own.future();
  }

  /** Keeps a result that nobody shares, under a key of its own. */
  Object keep(Result result) {
    Object key = new Object();
    putIfAbsent(key, new Kept(Future.succeededFuture(result), result.cells().size()));
    return key;
  }

  /** Removes a result that was kept and that nobody can ask for any more. */
  synchronized void forget(Object key) {
    Kept kept = results.remove(key);
    cells -= kept == null ? 0 : kept.size();
  }

  /** A result that was kept; null when it did not fit any more. */
  synchronized Result known(Object key) {
    Kept kept = results.get(key);
    return kept == null || !kept.result().succeeded() ? null : kept.result().result();
  }

  /**
   * @return what was there before; null if nothing was
   */
  private synchronized Kept putIfAbsent(Object key, Kept made) {
    Kept known = results.get(key);
    if (known != null) {
      return known;
    }
    results.put(key, made);
    cells += made.size();
    Iterator<Kept> oldest = results.values().iterator();
    while (cells > mostCells) {
      cells -= oldest.next().size();
      oldest.remove();
    }
    return null;
  }

  /** A future belongs to the context, and so keeps the session, of whoever made its promise. */
  private synchronized void forgetMaker(Object key, Kept made, Result result) {
    results.replace(key, made, new Kept(Future.succeededFuture(result), made.size()));
  }

  private synchronized void remove(Object key, Kept made) {
    if (results.remove(key, made)) {
      cells -= made.size();
    }
  }

  /** One computation for all viewers of the same question; as {@link #get} when it fails. */
  Future<Ended> update(UpdateKey key, Supplier<Future<Ended>> maker) {
    Promise<Ended> own = ContextPromise.create();
    Future<Ended> made = own.future();
    made.onSuccess(ended -> updates.asMap().replace(key, made, Future.succeededFuture(ended)))
        .onFailure(cause -> updates.asMap().remove(key, made));
    Future<Ended> shared = updates.asMap().putIfAbsent(key, made);
    if (shared != null) {
      return ContextPromise.follow(shared).recover(cause -> update(key, maker));
    }
    maker.get().onComplete(own);
    return made;
  }
}
