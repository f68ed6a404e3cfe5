package br.com.catalogador.cache;

import br.com.catalogador.cache.AssetStore.Listed;
import br.com.catalogador.cache.message.AssetCache;
import br.com.catalogador.cache.message.GetSharedAssets;
import br.com.catalogador.cache.message.ShareAssets;
import br.com.catalogador.model.AssetsView;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.UUID;

/**
 * The one list of assets at hand, its group, and who fetches the next one. Used on one event loop.
 */
final class SharedAssetList implements AssetCache {
  /** Payouts older than this are not shown. */
  static final long FRESH_SECONDS = 60;

  /** How long others wait for the one who fetches. */
  private static final long PATIENCE_MILLIS = 2_000;

  private final Vertx vertx;
  private final AssetStore behind;
  private Listed listed;

  /** The list that somebody fetches for a group. */
  private Awaited awaited;

  private record Awaited(String group, Promise<AssetsView> list) {}

  SharedAssetList(Vertx vertx, AssetStore behind) {
    this.vertx = vertx;
    this.behind = behind;
  }

  @Override
  public Future<AssetsView> take(GetSharedAssets request) {
    return current(request.now())
        .compose(
            current -> {
              if (current != null) {
                boolean theirs = current.group().equals(request.group());
                return Future.succeededFuture(theirs ? current.view() : null);
              }
              if (awaited != null && awaited.group().equals(request.group())) {
                return awaited.list().future();
              }
              await(request.group());
              return Future.succeededFuture();
            });
  }

  /** The asker fetches; those who come after it wait, until it is late. */
  private void await(String group) {
    Awaited begun = new Awaited(group, Promise.promise());
    awaited = begun;
    long timer = vertx.setTimer(PATIENCE_MILLIS, late -> settle(begun, null));
    begun.list().future().onComplete(ignored -> vertx.cancelTimer(timer));
  }

  private void settle(Awaited begun, AssetsView list) {
    if (awaited == begun) {
      awaited = null;
    }
    begun.list().tryComplete(list);
  }

  @Override
  public Future<String> offer(ShareAssets request) {
    AssetsView offered = request.assets();
    if (offered.assets().isEmpty()) {
      return Future.succeededFuture(); // some accounts are shown nothing
    }
    return current(offered.asOf())
        .map(
            current -> {
              String group = groupOf(request, current);
              if (group != null) {
                shelve(new Listed(group, offered));
              }
              return group;
            });
  }

  private static String groupOf(ShareAssets request, Listed current) {
    if (current == null) {
      return request.group() == null ? UUID.randomUUID().toString() : request.group();
    }
    boolean same = current.view().assets().equals(request.assets().assets());
    return same || current.group().equals(request.group()) ? current.group() : null;
  }

  private void shelve(Listed newest) {
    listed = newest;
    behind.write(newest);
    if (awaited != null && awaited.group().equals(newest.group())) {
      settle(awaited, newest.view());
    }
  }

  /** The list at hand or another server's, if it is fresh at a time; else null. */
  private Future<Listed> current(long now) {
    if (isFresh(listed, now)) {
      return Future.succeededFuture(listed);
    }
    return behind
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
