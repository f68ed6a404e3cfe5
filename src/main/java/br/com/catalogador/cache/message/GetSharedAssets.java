package br.com.catalogador.cache.message;

import br.com.catalogador.bus.Request;
import br.com.catalogador.model.AssetsView;
import io.vertx.core.Future;

/**
 * Requests the asset list of a group.
 *
 * @param group as returned for {@link ShareAssets}
 * @param now the broker's clock in epoch seconds
 */
public record GetSharedAssets(String group, long now) implements Request<AssetCache, AssetsView> {
  @Override
  public Future<AssetsView> ask(AssetCache cache) {
    return cache.get(this);
  }
}
