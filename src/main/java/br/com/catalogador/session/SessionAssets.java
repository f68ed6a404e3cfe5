package br.com.catalogador.session;

import br.com.catalogador.broker.BrokerClock;
import br.com.catalogador.broker.PolariumApi;
import br.com.catalogador.bus.Bus;
import br.com.catalogador.cache.message.AssetCache;
import br.com.catalogador.cache.message.GetSharedAssets;
import br.com.catalogador.cache.message.ShareAssets;
import br.com.catalogador.candle.Asset;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.model.AssetsView;
import br.com.catalogador.support.ContextPromise;
import io.vertx.core.Future;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One session's list of assets, refreshed when it is a minute old: from the list of another session
 * in the same group, to whose users the broker shows the same assets, or from the broker. Confined
 * to the session's event loop.
 */
final class SessionAssets {
  private static final long FRESH_SECONDS = 60;

  /** How long shared lists are used before the broker is asked again. */
  private static final long TRUSTED_SECONDS = 600;

  private final PolariumApi api;
  private final BrokerClock clock;
  private final Bus bus;
  private AssetsView current;
  private Map<String, Asset> bySymbol = Map.of();
  private Future<AssetsView> refresh;

  /** The group of sessions with the same assets; null until it is known. */
  private String group;

  private long fetchedAt;

  SessionAssets(PolariumApi api, BrokerClock clock, Bus bus) {
    this.api = api;
    this.clock = clock;
    this.bus = bus;
  }

  /** The assets, at most a minute old. */
  Future<AssetsView> fresh() {
    return isFresh() ? Future.succeededFuture(current) : refresh();
  }

  /**
   * One asset, from the current list, even while a refresh is under way. Fails with ASSET_UNKNOWN.
   */
  Future<Asset> asset(String symbol) {
    Future<AssetsView> list = fresh();
    return current == null ? list.compose(view -> find(symbol)) : find(symbol);
  }

  private Future<Asset> find(String symbol) {
    Asset asset = bySymbol.get(symbol);
    return asset == null
        ? Future.failedFuture(Failure.of(FailureKind.ASSET_UNKNOWN, Map.of("asset", symbol)))
        : Future.succeededFuture(asset);
  }

  /** Not too old, and not from the future after the clock was set back. */
  private boolean isFresh() {
    return current != null && Math.abs(clock.seconds() - current.asOf()) < FRESH_SECONDS;
  }

  private Future<AssetsView> refresh() {
    if (refresh != null) {
      return ContextPromise.follow(refresh);
    }
    Future<AssetsView> list =
        next()
            .onSuccess(
                view -> {
                  current = view;
                  bySymbol = index(view);
                });
    refresh = list;
    // After the assignment: on a closed link the future has failed already.
    return list.onComplete(ignored -> refresh = null);
  }

  private Future<AssetsView> next() {
    if (group == null || Math.abs(clock.seconds() - fetchedAt) >= TRUSTED_SECONDS) {
      return fetch(null);
    }
    String ours = group;
    return bus.request(AssetCache.ADDRESS, new GetSharedAssets(ours, clock.seconds()))
        .otherwiseEmpty()
        .compose(shared -> shared == null ? fetch(ours) : Future.succeededFuture(shared));
  }

  /**
   * Reads the list from the broker and shares it.
   *
   * @param renewed the group whose list this refreshes; null for none
   */
  private Future<AssetsView> fetch(String renewed) {
    return api.assets()
        .map(listing -> new AssetsView(listing.assets(), clock.seconds(), listing.empty()))
        .onSuccess(
            view -> {
              fetchedAt = view.asOf();
              bus.request(AssetCache.ADDRESS, new ShareAssets(renewed, view))
                  .onSuccess(joined -> group = joined);
            });
  }

  private static Map<String, Asset> index(AssetsView view) {
    return view.assets().stream().collect(Collectors.toMap(Asset::symbol, Function.identity()));
  }
}
