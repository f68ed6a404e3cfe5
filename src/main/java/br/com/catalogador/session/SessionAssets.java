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
import io.vertx.core.Future;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One session's list of assets, renewed once it is a minute old: from those whom the broker shows
 * the same, or from the broker. Lives on the session's event loop.
 */
final class SessionAssets {
  private static final long FRESH_SECONDS = 60;

  /** So long the lists of others are taken before it is checked that the broker shows them here. */
  private static final long TRUSTED_SECONDS = 600;

  private final PolariumApi api;
  private final BrokerClock clock;
  private final Bus bus;
  private AssetsView current;
  private Map<String, Asset> bySymbol = Map.of();
  private Future<AssetsView> refresh;

  /** Sessions that are shown the same assets; null while no other is known. */
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
   * One asset, from the list at hand: an analysis does not wait for a new one, which is asked for
   * beside it. Fails with ASSET_UNKNOWN.
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

  /** Neither old nor, where the clock was put back, from the future. */
  private boolean isFresh() {
    return current != null && Math.abs(clock.seconds() - current.asOf()) < FRESH_SECONDS;
  }

  private Future<AssetsView> refresh() {
    if (refresh != null) {
      return refresh;
    }
    Future<AssetsView> list =
        next()
            .onSuccess(
                view -> {
                  current = view;
                  bySymbol = index(view);
                });
    refresh = list;
    // Not before: of a link that is over it has failed already.
    return list.onComplete(done -> refresh = null);
  }

  private Future<AssetsView> next() {
    if (group == null || Math.abs(clock.seconds() - fetchedAt) >= TRUSTED_SECONDS) {
      return fetch(null);
    }
    String ours = group;
    return bus.request(AssetCache.ADDRESS, new GetSharedAssets(ours, clock.seconds()))
        .otherwiseEmpty()
        .compose(taken -> taken == null ? fetch(ours) : Future.succeededFuture(taken));
  }

  /**
   * Asks the broker.
   *
   * @param renewed the group whose list this renews, or null
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
