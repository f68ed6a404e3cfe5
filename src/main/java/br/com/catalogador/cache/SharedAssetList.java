package br.com.catalogador.cache;

import br.com.catalogador.cache.AssetStore.Listed;
import br.com.catalogador.cache.message.AssetCache;
import br.com.catalogador.cache.message.GetSharedAssets;
import br.com.catalogador.cache.message.ShareAssets;
import br.com.catalogador.candle.Asset;
import br.com.catalogador.model.AssetsView;
import br.com.catalogador.support.ContextPromise;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The broker's asset list that sessions of one group share, so that only one of them fetches it.
 * Used on one event loop.
 */
final class SharedAssetList implements AssetCache {
  /** Maximum age of a list, since payouts change. */
  static final long FRESH_SECONDS = 60;

  /** How long other sessions wait for the one that fetches. */
  private static final long MAX_WAIT_MILLIS = 2_000;

  private final Vertx vertx;
  private final AssetStore store;
  private final Consumer<List<Asset>> seen;
  private Listed listed;

  /** The list that a session of a group fetches, or null. */
  private PendingFetch pending;

  private record PendingFetch(String group, Promise<AssetsView> list) {}

  /**
   * @param seen gets each list that the broker has shown to a session of this server, unless it is
   *     empty
   */
  SharedAssetList(Vertx vertx, AssetStore store, Consumer<List<Asset>> seen) {
    this.vertx = vertx;
    this.store = store;
    this.seen = seen;
  }

  @Override
  public Future<AssetsView> get(GetSharedAssets request) {
    return current(request.now())
        .compose(
            current -> {
              if (current != null) {
                boolean sameGroup = current.group().equals(request.group());
                return Future.succeededFuture(sameGroup ? current.view() : null);
              }
              if (pending != null && pending.group().equals(request.group())) {
                return ContextPromise.follow(pending.list().future());
              }
              startFetch(request.group());
              return Future.succeededFuture();
            });
  }

  /** The requesting session fetches; later requests of its group wait for the result. */
  private void startFetch(String group) {
    PendingFetch fetch = new PendingFetch(group, ContextPromise.create());
    pending = fetch;
    long timer = vertx.setTimer(MAX_WAIT_MILLIS, ignored -> complete(fetch, null));
    fetch.list().future().onComplete(ignored -> vertx.cancelTimer(timer));
  }

  private void complete(PendingFetch fetch, AssetsView list) {
    if (pending == fetch) {
      pending = null;
    }
    fetch.list().tryComplete(list);
  }

  @Override
  public Future<String> share(ShareAssets request) {
    AssetsView assets = request.assets();
    if (assets.assets().isEmpty()) {
      return Future.succeededFuture(); // the broker shows some accounts no assets
    }
    seen.accept(assets.assets());
    return current(assets.asOf())
        .map(
            current -> {
              String group = groupOf(request, current);
              if (group != null) {
                keep(new Listed(group, assets));
              }
              return group;
            });
  }

  private static String groupOf(ShareAssets request, Listed current) {
    if (current == null) {
      return request.group() == null ? UUID.randomUUID().toString() : request.group();
    }
    boolean sameAssets = current.view().assets().equals(request.assets().assets());
    return sameAssets || current.group().equals(request.group()) ? current.group() : null;
  }

  private void keep(Listed newest) {
    listed = newest;
    store.write(newest);
    if (pending != null && pending.group().equals(newest.group())) {
      complete(pending, newest.view());
    }
  }

  /** This server's list or the stored one, if it is fresh at a time in epoch seconds; else null. */
  private Future<Listed> current(long now) {
    if (isFresh(listed, now)) {
      return Future.succeededFuture(listed);
    }
    return store
        .read()
        .map(
            read -> {
              if (isFresh(read, now) && !isFresh(listed, now)) {
                listed = read;
              }
              return isFresh(listed, now) ? listed : null;
            });
  }

  private static boolean isFresh(Listed listed, long now) {
    return listed != null && Math.abs(now - listed.view().asOf()) < FRESH_SECONDS;
  }
}
