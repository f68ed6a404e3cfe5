package br.com.catalogador.live;

import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.live.message.LiveUpdate.CatalogMoved;
import br.com.catalogador.session.message.CatalogView;
import br.com.catalogador.session.message.GetCatalog;
import br.com.catalogador.strategy.Forming;
import br.com.catalogador.strategy.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * One catalogue that is watched: by whom, and what they have been told. Lives on the live room's
 * event loop.
 */
final class Board {
  /**
   * How long a view may be given to others: long enough for a crowd that comes back at once, and so
   * short that its {@code computedAt} is still the time.
   */
  private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Larger ones are not kept but made again from the cache: 20 KB each. */
  private static final int MOST_CANDLES_KEPT = 500;

  private final GetCatalog query;
  private final Feed feed;
  private final LongSupplier nanos;
  private final List<Watcher> watchers = new ArrayList<>();
  private Told told;
  private Kept kept;

  /** What every watcher knows. */
  private record Told(long computedAt, List<Row> rows, long candlesTo, Forming forming) {
    static Told of(CatalogView view) {
      return new Told(
          view.computedAt(),
          view.analysed().catalog().rows(),
          view.candles().end(),
          view.analysed().forming());
    }
  }

  private record Kept(CatalogView view, long knownTo, long since) {}

  /**
   * @param view what the first watcher is answered
   * @param nanos as {@link System#nanoTime}
   */
  Board(GetCatalog query, Feed feed, CatalogView view, LongSupplier nanos) {
    this.query = query;
    this.feed = feed;
    this.nanos = nanos;
    this.told = Told.of(view);
  }

  GetCatalog query() {
    return query;
  }

  Feed feed() {
    return feed;
  }

  /** Those who watch; the caller adds and removes. One who begins anew is there twice meanwhile. */
  List<Watcher> watchers() {
    return watchers;
  }

  /** Keeps a view that has just been made, so that the next watcher needs no other. */
  void keep(CatalogView view) {
    kept =
        view.candles().size() > MOST_CANDLES_KEPT
            ? null
            : new Kept(view, feed.knownTo(), nanos.getAsLong());
  }

  /** A view that has been made just now and is still the newest there can be. */
  Optional<CatalogView> current() {
    return Optional.ofNullable(kept)
        .filter(made -> made.knownTo() == feed.knownTo())
        .filter(made -> nanos.getAsLong() - made.since() < KEPT_NANOS)
        .map(Kept::view);
  }

  /** What a newer view has that the watchers have not been told; from now on they have. */
  Optional<CatalogMoved> moveTo(CatalogView view) {
    Told before = told;
    Told now = Told.of(view);
    CandleSeries candles = view.candles().between(before.candlesTo(), Long.MAX_VALUE);
    List<Row> changed = changed(before.rows(), now.rows());
    boolean same = changed.isEmpty() && candles.isEmpty() && start(before) == start(now);
    if (same || now.computedAt() < before.computedAt()) {
      return Optional.empty();
    }
    told = now;
    return Optional.of(
        new CatalogMoved(
            query,
            view.computedAt(),
            candles,
            view.candles().isEmpty() ? null : view.candles().end(),
            view.analysed().catalog().skipped(),
            changed,
            view.analysed().summary(),
            view.analysed().forming()));
  }

  private static List<Row> changed(List<Row> before, List<Row> now) {
    Map<Long, Row> known =
        before.stream().collect(Collectors.toMap(Row::start, Function.identity()));
    return now.stream().filter(row -> !row.equals(known.get(row.start()))).toList();
  }

  private static long start(Told told) {
    return told.forming() == null ? 0 : told.forming().start();
  }
}
