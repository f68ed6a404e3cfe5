package br.com.catalogador.analysis;

import br.com.catalogador.analysis.message.CountCells;
import br.com.catalogador.analysis.message.CountedCells;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Finality;
import br.com.catalogador.matrix.MatrixSettings;
import br.com.catalogador.stats.StakePlan;
import br.com.catalogador.strategy.CatalogSettings;
import br.com.catalogador.strategy.Market;
import br.com.catalogador.support.ContextPromise;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * The cells of the last minutes: many users ask the same of the same candles, and each ranking of
 * theirs is computed at the same close. Confined to one event loop.
 */
final class CountsCache {
  static final long MOST_BYTES = 24L * 1024 * 1024;

  /** Of a cell with everything that it holds, the candles of its asset aside. */
  private static final int CELL_BYTES = 680;

  private final Cache<Question, Future<CountedCells>> counted;

  /**
   * @param mostBytes of all cells together
   */
  CountsCache(long mostBytes) {
    counted =
        Caffeine.newBuilder()
            .maximumWeight(mostBytes)
            .weigher(CountsCache::bytes)
            .expireAfterWrite(Duration.ofMinutes(3))
            .executor(Runnable::run)
            .build();
  }

  /** How many candles of the asset are kept is known once its cells are counted. */
  private static int bytes(Question question, Future<CountedCells> cells) {
    int candles = cells.succeeded() ? cells.result().market().bytes() : 0;
    return question.cells() * CELL_BYTES + candles;
  }

  /**
   * Everything that the cells depend on.
   *
   * @param version of the candles: times and colors, and the closes where a trend reads them
   * @param since of days; 0 for quadrants
   */
  private record Question(
      String symbol,
      MatrixSettings matrix,
      CatalogSettings settings,
      StakePlan stakes,
      long version,
      int candles,
      Finality finality,
      long since) {

    static Question of(CountCells request) {
      CatalogSettings settings = request.settings();
      return new Question(
          request.symbol(),
          request.matrix(),
          settings,
          request.stakes(),
          version(request.series(), settings.conditions().trend() != 0),
          request.series().size(),
          request.finality(),
          settings.days() == 0 ? 0 : settings.since(request.now()));
    }

    private static long version(CandleSeries series, boolean withCloses) {
      long version = Market.of(series).fingerprint();
      for (int i = 0; withCloses && i < series.size(); i++) {
        version = 31 * version + Double.hashCode(series.close(i));
      }
      return version;
    }

    int cells() {
      return matrix.strategies().size();
    }
  }

  /** The cells that are known or under way, or new ones. */
  Future<CountedCells> get(CountCells request, Supplier<Future<CountedCells>> maker) {
    Question question = Question.of(request);
    Future<CountedCells> known = counted.getIfPresent(question);
    if (known != null) {
      return ContextPromise.follow(known);
    }
    Future<CountedCells> made = maker.get();
    counted.put(question, made);
    return made.onSuccess(
            cells -> counted.asMap().replace(question, made, Future.succeededFuture(cells)))
        .onFailure(cause -> counted.asMap().remove(question, made));
  }
}
