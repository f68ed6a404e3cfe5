package br.com.catalogador.watch;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.bus.Cluster;
import br.com.catalogador.candle.RunningCandle;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.session.message.CatalogView;
import br.com.catalogador.session.message.GetCatalogAt;
import br.com.catalogador.session.message.SessionDirectory;
import br.com.catalogador.session.message.SessionEnded;
import br.com.catalogador.session.message.StreamHost;
import br.com.catalogador.session.message.StreamedCandles;
import br.com.catalogador.support.EncodedOnce;
import br.com.catalogador.watch.message.CandlesClosed;
import br.com.catalogador.watch.message.FollowCloses;
import br.com.catalogador.watch.message.GetWatchState;
import br.com.catalogador.watch.message.UnfollowCloses;
import br.com.catalogador.watch.message.Unwatch;
import br.com.catalogador.watch.message.Watch;
import br.com.catalogador.watch.message.WatchService;
import br.com.catalogador.watch.message.WatchState;
import br.com.catalogador.watch.message.WatchUpdate;
import br.com.catalogador.watch.message.WatchUpdate.RunningCandleChanged;
import br.com.catalogador.watch.message.Watched;
import br.com.catalogador.watch.message.WatcherId;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Publishes live updates of catalogs to their watchers. Whatever the number of watchers, each asset
 * and timeframe is subscribed to once at the broker, and each catalog is computed once per closed
 * candle and published as one object.
 */
public final class WatchVerticle extends VerticleBase implements WatchService {
  private final LongSupplier nanos;
  private final Map<WatcherId, Watcher> pending = new HashMap<>();
  private final Map<WatcherId, Subscription> subscriptions = new HashMap<>();
  private final Map<CandleFeed.Key, CandleFeed> feeds = new HashMap<>();
  private final Map<WatcherId, CloseFollower> followers = new HashMap<>();

  /** The feeds that receive a stream, by the id of its {@code StartStream}. */
  private final Map<String, CandleFeed> streams = new HashMap<>();

  private Bus bus;
  private ConnectedSessions sessions;
  private SharedComputations computations;
  private WatchedCatalogs catalogs;
  private long updates;

  /** A watcher and the catalog that it receives. */
  private record Subscription(Watcher watcher, WatchedCatalog catalog) {}

  public WatchVerticle() {
    this(System::nanoTime);
  }

  /**
   * @param nanos as {@link System#nanoTime}
   */
  public WatchVerticle(LongSupplier nanos) {
    this.nanos = nanos;
  }

  @Override
  public Future<?> start() {
    bus = Bus.of(vertx);
    sessions = new ConnectedSessions(bus, nanos, this::chooseHosts);
    computations = new SharedComputations(bus);
    catalogs =
        new WatchedCatalogs(vertx, bus, computations, nanos, this::setSubscription, this::publish);
    return Future.all(
        bus.listen(StreamHost.STREAMED, this::streamed).completion(),
        bus.listen(SessionDirectory.ENDED, this::ended).completion(),
        bus.listen(Cluster.LEFT, ignored -> startStreamsAgain()).completion(),
        bus.listen(Cluster.REJOINED, ignored -> startStreamsAgain()).completion(),
        bus.serve(ADDRESS, this).completion());
  }

  @Override
  public Future<Watched> watch(Watch request) {
    Watcher watcher = new Watcher(request.watcher(), request.user(), request.session());
    pending.put(watcher.id(), watcher);
    return catalogs
        .asset(watcher.session(), request.query())
        .map(asset -> new WatchKey(request.query(), asset))
        .compose(key -> view(watcher, key).map(view -> subscribe(watcher, key, view)))
        .onFailure(
            cause -> {
              if (removePending(watcher)) {
                removeSubscription(watcher.id());
              }
            });
  }

  private Future<CatalogView> view(Watcher watcher, WatchKey key) {
    WatchedCatalog catalog = catalogs.get(key);
    if (catalog == null) {
      return compute(watcher, key, GetCatalogAt.UNWATCHED);
    }
    return catalog
        .cached()
        .map(Future::succeededFuture)
        .orElseGet(() -> compute(watcher, key, catalog.feed().knownTo()));
  }

  private Future<CatalogView> compute(Watcher watcher, WatchKey key, long notBefore) {
    return computations
        .compute(key, notBefore, watcher.session())
        .onSuccess(view -> cache(key, view))
        .compose(
            view -> {
              CandleFeed feed = feeds.get(key.feed());
              // Candles have closed since; the watchers before have received them already.
              return feed != null && notBefore < feed.knownTo() && knownTo(view) < feed.knownTo()
                  ? compute(watcher, key, feed.knownTo())
                  : Future.succeededFuture(view);
            });
  }

  private void cache(WatchKey key, CatalogView view) {
    WatchedCatalog catalog = catalogs.get(key);
    if (catalog != null && knownTo(view) >= catalog.feed().knownTo()) {
      catalog.cache(view);
    }
  }

  /** End of the final candles of a view, in epoch seconds. */
  private static long knownTo(CatalogView view) {
    return view.candles().timeframe().floor(view.finalTo());
  }

  private Watched subscribe(Watcher watcher, WatchKey key, CatalogView view) {
    if (!removePending(watcher)) {
      return new Watched(view, null);
    }
    CandleFeed feed = feeds.computeIfAbsent(key.feed(), its -> feed(its, knownTo(view)));
    WatchedCatalog catalog = catalogs.get(key);
    if (catalog == null) {
      catalog = catalogs.open(key, feed, WatchedCatalog.Published.of(view));
      catalogs.refreshWhileGrowing(catalog, view.coverage());
      catalog.cache(view);
    }
    sessions.follow(watcher.session());
    feed.addWatcher(watcher.session());
    catalog.watchers().add(watcher);
    // Removes the previous subscription last, to keep a catalog or feed that both share.
    removeSubscription(watcher.id());
    setSubscription(watcher, catalog);
    return new Watched(view, feed.running());
  }

  private void setSubscription(Watcher watcher, WatchedCatalog catalog) {
    subscriptions.put(watcher.id(), new Subscription(watcher, catalog));
  }

  /** Removes a pending watch; false if its socket has unwatched or sent another watch since. */
  private boolean removePending(Watcher watcher) {
    // Compares identities: two watches of one socket are equal.
    return pending.get(watcher.id()) == watcher && pending.remove(watcher.id(), watcher);
  }

  private CandleFeed feed(CandleFeed.Key key, long knownTo) {
    return new CandleFeed(
        vertx,
        bus,
        sessions,
        streams,
        key,
        knownTo,
        new CandleFeed.Listener() {
          @Override
          public void running(CandleFeed feed, RunningCandle candle) {
            feed.catalogs().stream()
                .findFirst()
                .map(WatchedCatalog::key)
                .ifPresent(
                    watched ->
                        publish(
                            watchers(feed),
                            new RunningCandleChanged(
                                watched.asset().symbol(), key.timeframe(), candle)));
          }

          @Override
          public void closed(CandleFeed feed) {
            catalogs.refresh(feed);
            followers.values().stream()
                .filter(follower -> follower.feeds().contains(feed))
                .toList()
                .forEach(CloseFollower::feedClosed);
          }
        });
  }

  private static Stream<Watcher> watchers(CandleFeed feed) {
    return feed.catalogs().stream().flatMap(catalog -> catalog.watchers().stream());
  }

  private void publish(Stream<Watcher> watchers, WatchUpdate update) {
    updates++;
    EncodedOnce<WatchUpdate> encoded = new EncodedOnce<>(update);
    watchers
        .map(Watcher::user)
        .distinct()
        .forEach(user -> bus.publish(WatchService.updates(user), encoded));
  }

  @Override
  public Future<Void> unwatch(Unwatch request) {
    pending.remove(request.watcher());
    removeSubscription(request.watcher());
    return Future.succeededFuture();
  }

  @Override
  public Future<WatchState> state(GetWatchState request) {
    return Future.succeededFuture(
        new WatchState(feeds.size(), catalogs.size(), subscriptions.size(), updates));
  }

  private void removeSubscription(WatcherId id) {
    Subscription subscription = subscriptions.remove(id);
    if (subscription == null) {
      return;
    }
    WatchedCatalog catalog = subscription.catalog();
    CandleFeed feed = catalog.feed();
    catalog.watchers().remove(subscription.watcher());
    if (catalog.watchers().isEmpty()) {
      catalogs.close(catalog);
    }
    leave(feed, subscription.watcher().session());
    sessions.unfollow(subscription.watcher().session());
  }

  private void leave(CandleFeed feed, SessionId session) {
    feed.removeWatcher(session);
    if (!feed.hasWatchers()) {
      feeds.remove(feed.key());
      feed.close();
    }
  }

  @Override
  public Future<Void> follow(FollowCloses request) {
    sessions.follow(request.session());
    List<CandleFeed> followed =
        request.assets().stream()
            .distinct()
            .map(asset -> new CandleFeed.Key(asset, request.timeframe()))
            .map(key -> feeds.computeIfAbsent(key, its -> feed(its, request.knownTo())))
            .toList();
    followed.forEach(feed -> feed.addWatcher(request.session()));
    // Last, to keep the feeds that both follow.
    removeFollower(request.follower());
    followers.put(
        request.follower(),
        new CloseFollower(
            vertx,
            request.session(),
            followed,
            request.knownTo(),
            until ->
                bus.publish(WatchService.closes(request.follower()), new CandlesClosed(until))));
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> unfollow(UnfollowCloses request) {
    removeFollower(request.follower());
    return Future.succeededFuture();
  }

  private void removeFollower(WatcherId id) {
    CloseFollower follower = followers.remove(id);
    if (follower != null) {
      follower.close();
      follower.feeds().forEach(feed -> leave(feed, follower.session()));
      sessions.unfollow(follower.session());
    }
  }

  private void streamed(StreamedCandles event) {
    CandleFeed feed = streams.get(event.id());
    if (feed != null) {
      feed.apply(event);
    }
  }

  private void chooseHosts() {
    feeds.values().forEach(CandleFeed::chooseHost);
  }

  /**
   * Requests all streams again: a session that was activated on another server has started none,
   * and a server that saw this one leave the cluster has stopped its streams.
   */
  private void startStreamsAgain() {
    sessions.refresh();
    feeds.values().forEach(CandleFeed::startStream);
  }

  private void ended(SessionEnded event) {
    pending.values().removeIf(watcher -> watcher.session().equals(event.session()));
    Map.copyOf(followers)
        .forEach(
            (id, follower) -> {
              if (follower.session().equals(event.session())) {
                removeFollower(id);
              }
            });
    List.copyOf(subscriptions.values()).stream()
        .map(Subscription::watcher)
        .filter(watcher -> watcher.session().equals(event.session()))
        .forEach(watcher -> removeSubscription(watcher.id()));
  }
}
