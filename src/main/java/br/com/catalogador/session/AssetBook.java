package br.com.catalogador.session;

import br.com.catalogador.broker.BrokerClock;
import br.com.catalogador.broker.PolariumApi;
import br.com.catalogador.bus.Failure;
import br.com.catalogador.bus.FailureKind;
import br.com.catalogador.candle.Asset;
import br.com.catalogador.session.message.AssetsView;
import io.vertx.core.Future;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One session's list of assets, asked again of the broker once it is a minute old. Lives on the
 * session's event loop.
 */
final class AssetBook {
  private static final long FRESH_SECONDS = 60;

  private final PolariumApi api;
  private final BrokerClock clock;
  private AssetsView current;
  private Map<String, Asset> bySymbol = Map.of();
  private Future<AssetsView> refresh;

  AssetBook(PolariumApi api, BrokerClock clock) {
    this.api = api;
    this.clock = clock;
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

  private boolean isFresh() {
    return current != null && clock.seconds() - current.asOf() < FRESH_SECONDS;
  }

  private Future<AssetsView> refresh() {
    if (refresh == null) {
      refresh =
          api.assets()
              .map(assets -> current = new AssetsView(assets, clock.seconds()))
              .onSuccess(view -> bySymbol = index(view))
              .onComplete(done -> refresh = null);
    }
    return refresh;
  }

  private static Map<String, Asset> index(AssetsView view) {
    return view.assets().stream().collect(Collectors.toMap(Asset::symbol, Function.identity()));
  }
}
