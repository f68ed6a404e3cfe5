package br.com.catalogador.watch;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.candle.Asset;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.session.message.CatalogView;
import br.com.catalogador.session.message.Coverage;
import br.com.catalogador.session.message.GetAsset;
import br.com.catalogador.session.message.GetCatalog;
import br.com.catalogador.session.message.StreamHost;
import br.com.catalogador.watch.WatchedCatalog.Published;
import br.com.catalogador.watch.message.WatchUpdate;
import br.com.catalogador.watch.message.WatchUpdate.CatalogChanged;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * All watched catalogs by their keys. Recomputes them when candles have closed, and moves watchers
 * whose payout has changed to another catalog. Confined to the watch verticle's event loop.
 */
final class WatchedCatalogs {
  private final Vertx vertx;

  /** How often a catalog is made anew while older candles are fetched. */
  private static final long GROWING_MILLIS = 5_000;

  private final Bus bus;
  private final SharedComputations computations;
  private final LongSupplier nanos;
  private final BiConsumer<Watcher, WatchedCatalog> movedTo;
  private final BiConsumer<Stream<Watcher>, WatchUpdate> publisher;
  private final Map<WatchKey, WatchedCatalog> catalogs = new HashMap<>();

  /**
   * @param nanos as {@link System#nanoTime}
   * @param movedTo called when a watcher was moved to another catalog
   * @param publisher sends an update to watchers
   */
  WatchedCatalogs(
      Vertx vertx,
      Bus bus,
      SharedComputations computations,
      LongSupplier nanos,
      BiConsumer<Watcher, WatchedCatalog> movedTo,
      BiConsumer<Stream<Watcher>, WatchUpdate> publisher) {
    this.vertx = vertx;
    this.bus = bus;
    this.computations = computations;
    this.nanos = nanos;
    this.movedTo = movedTo;
    this.publisher = publisher;
  }

  int size() {
    return catalogs.size();
  }

  /** The catalog of a key, or null if it has no watchers. */
  WatchedCatalog get(WatchKey key) {
    return catalogs.get(key);
  }

  /** The asset as the broker shows it to a session's account; fails with ASSET_UNKNOWN. */
  Future<Asset> asset(SessionId session, GetCatalog query) {
    return bus.request(StreamHost.address(session), new GetAsset(query.asset()));
  }

  /**
   * Adds the catalog of a key that has none.
   *
   * @param published what its watchers have received
   */
  WatchedCatalog open(WatchKey key, CandleFeed feed, Published published) {
    WatchedCatalog catalog =
        new WatchedCatalog(
            key,
            feed,
            published,
            nanos,
            opened ->
                new RetryingRefresh<>(
                    vertx, () -> compute(opened), view -> publishChanges(opened, view)));
    catalogs.put(key, catalog);
    feed.catalogs().add(catalog);
    return catalog;
  }

  /** Removes a catalog without watchers. */
  void close(WatchedCatalog catalog) {
    catalog.refresh().cancel();
    catalogs.remove(catalog.key());
    catalog.feed().catalogs().remove(catalog);
  }

  /** Recomputes and publishes the catalogs of a feed, after candles have closed. */
  void refresh(CandleFeed feed) {
    List<WatchedCatalog> open = List.copyOf(feed.catalogs());
    open.forEach(catalog -> catalog.refresh().start());
    open.forEach(this::updateAssets);
  }

  /** Computes a catalog up to the newest closed candle. */
  private Future<CatalogView> compute(WatchedCatalog catalog) {
    SessionId via =
        Optional.ofNullable(catalog.feed().host())
            .orElseGet(() -> catalog.watchers().iterator().next().session());
    return computations.compute(catalog.key(), catalog.feed().knownTo(), via);
  }

  private void publishChanges(WatchedCatalog catalog, CatalogView view) {
    if (isWatched(catalog)) {
      catalog.cache(view);
      Optional<CatalogChanged> update = catalog.update(view);
      update.ifPresent(changed -> publisher.accept(catalog.watchers().stream(), changed));
      // Another session than the one that computes may fetch: it grows as long as it changes.
      if (update.isPresent() || isFetching(view.coverage())) {
        refreshWhileGrowing(catalog, view.coverage());
      }
    }
  }

  private static boolean isFetching(Coverage coverage) {
    return coverage != null && coverage.fetching();
  }

  /** Makes a catalog of days anew from time to time as long as its candles are fetched. */
  void refreshWhileGrowing(WatchedCatalog catalog, Coverage coverage) {
    if (coverage != null && !coverage.complete()) {
      catalog.refresh().startWithin(GROWING_MILLIS);
    }
  }

  private boolean isWatched(WatchedCatalog catalog) {
    return catalogs.get(catalog.key()) == catalog;
  }

  /**
   * Requests the asset of each watching account again, and moves watchers whose asset has changed.
   * Runs beside the publication of the closed candles, which does not wait for it.
   */
  private void updateAssets(WatchedCatalog catalog) {
    Map<SessionId, Future<Asset>> assets = new HashMap<>();
    catalog
        .watchers()
        .forEach(
            watcher ->
                assets.computeIfAbsent(
                    watcher.session(), session -> asset(session, catalog.key().query())));
    Future.join(List.copyOf(assets.values()))
        .onComplete(
            ignored ->
                changedAssets(catalog, assets)
                    .forEach((to, who) -> moveWatchers(catalog, to, who)));
  }

  /**
   * The sessions whose asset differs from the catalog's, by the key that they watch from now on.
   */
  private static Map<WatchKey, Set<SessionId>> changedAssets(
      WatchedCatalog catalog, Map<SessionId, Future<Asset>> assets) {
    Map<WatchKey, Set<SessionId>> changed = new HashMap<>();
    assets.forEach(
        (session, asset) -> {
          if (asset.succeeded() && !asset.result().equals(catalog.key().asset())) {
            changed
                .computeIfAbsent(
                    new WatchKey(catalog.key().query(), asset.result()), v -> new HashSet<>())
                .add(session);
          }
        });
    return changed;
  }

  private void moveWatchers(WatchedCatalog from, WatchKey to, Set<SessionId> sessions) {
    List<Watcher> moving =
        from.watchers().stream().filter(it -> sessions.contains(it.session())).toList();
    if (moving.isEmpty() || !to.feed().equals(from.feed().key())) {
      return;
    }
    Published known = from.published();
    WatchedCatalog target = catalogs.get(to);
    boolean isNew = target == null;
    WatchedCatalog catalog = isNew ? open(to, from.feed(), known) : target;
    from.watchers().removeAll(moving);
    catalog.watchers().addAll(moving);
    moving.forEach(watcher -> movedTo.accept(watcher, catalog));
    if (from.watchers().isEmpty()) {
      close(from);
    }
    if (isNew) {
      catalog.refresh().start();
    } else {
      compute(catalog)
          .onSuccess(view -> publisher.accept(moving.stream(), catalog.changesSince(known, view)));
    }
  }
}
