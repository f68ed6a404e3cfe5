package br.com.catalogador.cache.message;

import br.com.catalogador.bus.Request;
import br.com.catalogador.model.AssetsView;
import io.vertx.core.Future;

/**
 * Asks for a group's list of assets.
 *
 * @param group what {@link ShareAssets} was answered
 * @param now the broker's clock in epoch seconds
 */
public record GetSharedAssets(String group, long now) implements Request<AssetCache, AssetsView> {
  @Override
  public Future<AssetsView> ask(AssetCache cache) {
    return cache.take(this);
  }
}
