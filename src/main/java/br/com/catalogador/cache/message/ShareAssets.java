package br.com.catalogador.cache.message;

import br.com.catalogador.bus.Request;
import br.com.catalogador.model.AssetsView;
import io.vertx.core.Future;

/**
 * Tells a list of assets that the broker has just shown to one session.
 *
 * @param group the group that this session renews its list for, because {@link GetSharedAssets} was
 *     answered with none; null for its own list, to be compared with those of others
 */
public record ShareAssets(String group, AssetsView assets) implements Request<AssetCache, String> {
  @Override
  public Future<String> ask(AssetCache cache) {
    return cache.offer(this);
  }
}
