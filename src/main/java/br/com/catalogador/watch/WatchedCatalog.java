package br.com.catalogador.watch;

import br.com.catalogador.candle.Asset;
import br.com.catalogador.session.message.CatalogView;
import br.com.catalogador.session.message.Coverage;
import br.com.catalogador.strategy.Forming;
import br.com.catalogador.strategy.Row;
import br.com.catalogador.watch.message.WatchUpdate.CatalogChanged;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * One watched catalog, its watchers, and the state that was last published to them. Confined to the
 * watch verticle's event loop.
 */
final class WatchedCatalog {
  /**
   * How long a view is returned to new watchers: long enough for many pages that reconnect at once,
   * and so short that its {@code computedAt} is still accurate.
   */
  private static final long CACHED_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Larger views are not cached but computed again: 500 candles take 20 KB. */
  private static final int MAX_CANDLES_CACHED = 500;

  private final WatchKey key;
  private final CandleFeed feed;
  private final LongSupplier nanos;
  private final RetryingRefresh<CatalogView> refresh;
  private final List<Watcher> watchers = new ArrayList<>();
  private Published published;
  private CachedView cachedView;

  /** The state of the catalog that every watcher has received. */
  record Published(
      Asset asset,
      long finalTo,
      List<Row> rows,
      long candlesTo,
      Forming forming,
      Coverage coverage) {
    static Published of(CatalogView view) {
      return new Published(
          view.asset(),
          view.finalTo(),
          view.rows(),
          view.candles().end(),
          view.forming(),
          view.coverage());
    }
  }

  private record CachedView(CatalogView view, long knownTo, long cachedAt) {}

  /**
   * @param published what the first watchers have received
   * @param nanos as {@link System#nanoTime}
   * @param refresh creates the computation of this catalog's next view
   */
  WatchedCatalog(
      WatchKey key,
      CandleFeed feed,
      Published published,
      LongSupplier nanos,
      Function<WatchedCatalog, RetryingRefresh<CatalogView>> refresh) {
    this.key = key;
    this.feed = feed;
    this.nanos = nanos;
    this.published = published;
    this.refresh = refresh.apply(this);
  }

  WatchKey key() {
    return key;
  }

  Published published() {
    return published;
  }

  /** Computes the next view; to be cancelled when there are no watchers left. */
  RetryingRefresh<CatalogView> refresh() {
    return refresh;
  }

  CandleFeed feed() {
    return feed;
  }

  /**
   * Mutable, maintained by the caller. A watcher that replaces its watch by the same one is
   * contained twice for a moment.
   */
  List<Watcher> watchers() {
    return watchers;
  }

  /** Caches a view that has just been computed, for the next watchers. */
  void cache(CatalogView view) {
    cachedView =
        view.candles().size() > MAX_CANDLES_CACHED
            ? null
            : new CachedView(view, feed.knownTo(), nanos.getAsLong());
  }

  /** The cached view, if no candle has closed since and it is less than a second old. */
  Optional<CatalogView> cached() {
    return Optional.ofNullable(cachedView)
        .filter(it -> it.knownTo() == feed.knownTo())
        .filter(it -> nanos.getAsLong() - it.cachedAt() < CACHED_NANOS)
        .map(CachedView::view);
  }

  /**
   * The changes of a view since the published state; the view becomes the published state. Empty,
   * and without effect, if nothing has changed or if fewer candles are final than before.
   */
  Optional<CatalogChanged> update(CatalogView view) {
    Published before = published;
    Published now = Published.of(view);
    CatalogChanged update = changesSince(before, view);
    boolean same =
        update.rowsChanged().isEmpty()
            && update.candles().isEmpty()
            && start(before) == start(now)
            && before.asset().equals(now.asset())
            && !hasGrown(before.coverage(), now.coverage());
    // By candles, not by computedAt: the clock of the session that computed it may be wrong.
    if (same || now.finalTo() < before.finalTo()) {
      return Optional.empty();
    }
    published = now;
    return Optional.of(update);
  }

  /** The changes of a view since a state that watchers have received. */
  CatalogChanged changesSince(Published known, CatalogView view) {
    return new CatalogChanged(
        key.query(),
        view.asset(),
        view.computedAt(),
        view.candles().between(known.candlesTo(), Long.MAX_VALUE),
        view.candles().isEmpty() ? null : view.candles().end(),
        view.skipped(),
        changed(known.rows(), view.rows()),
        view.summary(),
        view.afterHits(),
        view.forming(),
        view.coverage());
  }

  /** Whether more of the days is known, or nothing more is fetched. */
  private static boolean hasGrown(Coverage before, Coverage now) {
    return now != null
        && (before == null
            || now.from() != before.from()
            || now.complete() != before.complete()
            || now.fetching() != before.fetching());
  }

  private static List<Row> changed(List<Row> before, List<Row> now) {
    Map<Long, Row> known =
        before.stream().collect(Collectors.toMap(Row::start, Function.identity()));
    return now.stream().filter(row -> !row.equals(known.get(row.start()))).toList();
  }

  private static long start(Published published) {
    return published.forming() == null ? 0 : published.forming().start();
  }
}
