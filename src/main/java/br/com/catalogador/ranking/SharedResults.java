package br.com.catalogador.ranking;

import br.com.catalogador.candle.Asset;
import br.com.catalogador.matrix.ByLuck;
import br.com.catalogador.matrix.CountedAsset;
import br.com.catalogador.ranking.message.RankingError;
import br.com.catalogador.ranking.message.RankingParameters;
import br.com.catalogador.ranking.message.RankingView.Status;
import br.com.catalogador.support.ContextPromise;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.Shareable;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * The results of all rankings of this server: shared by question, and bounded in bytes, whatever
 * the number of users. What did not fit any more is computed anew when somebody asks for it.
 * Thread-safe.
 */
final class SharedResults implements Shareable {
  private static final long MOST_BYTES = 64L * 1024 * 1024;

  /** Of a cell with everything that it holds, measured. */
  private static final int CELL_BYTES = 800;

  /** How long those who look at the same ranking may come later than the first of them. */
  private static final Duration TOGETHER = Duration.ofMinutes(1);

  private static final int MOST_UPDATES = 2_000;

  private final Cache<Object, Kept> results;
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
   * @param markets each the same object as long as its candles are the same
   */
  record Question(RankingParameters parameters, List<Asset> assets, List<CountedAsset> markets) {}

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
    this.results =
        Caffeine.newBuilder()
            .maximumWeight(mostBytes / CELL_BYTES)
            .weigher((Object key, Kept kept) -> Math.max(1, kept.size()))
            .executor(Runnable::run)
            .build();
  }

  static SharedResults of(Vertx vertx) {
    return vertx
        .sharedData()
        .<String, SharedResults>getLocalMap("ranking.results")
        .computeIfAbsent("", ignored -> new SharedResults(MOST_BYTES));
  }

  /**
   * The result of a question: the one that is known or under way, or a new one. One that is under
   * way may fail because of its own user; then it is made for this one.
   *
   * @param size number of cells
   */
  Future<Result> get(Question question, int size, Supplier<Future<Result>> maker) {
    Kept kept = results.getIfPresent(question);
    return kept == null
        ? make(question, size, maker)
        : ContextPromise.follow(kept.result()).recover(cause -> make(question, size, maker));
  }

  private Future<Result> make(Question question, int size, Supplier<Future<Result>> maker) {
    Kept made = new Kept(maker.get(), size);
    results.put(question, made);
    return made.result().onFailure(cause -> results.asMap().remove(question, made));
  }

  /** Keeps a result that nobody shares, under a key of its own. */
  Object keep(Result result) {
    Object key = new Object();
    results.put(key, new Kept(Future.succeededFuture(result), result.cells().size()));
    return key;
  }

  /** A result that was kept; null when it did not fit any more. */
  Result known(Object key) {
    Kept kept = results.getIfPresent(key);
    return kept == null || !kept.result().succeeded() ? null : kept.result().result();
  }

  /** One computation for all who look at the same question. */
  Future<Ended> update(UpdateKey key, Supplier<Future<Ended>> maker) {
    Future<Ended> shared = updates.getIfPresent(key);
    return shared == null
        ? makeUpdate(key, maker)
        : ContextPromise.follow(shared).recover(cause -> makeUpdate(key, maker));
  }

  private Future<Ended> makeUpdate(UpdateKey key, Supplier<Future<Ended>> maker) {
    Future<Ended> made = maker.get();
    updates.put(key, made);
    return made.onFailure(cause -> updates.asMap().remove(key, made));
  }
}
