package br.com.catalogador.cache.message;

import br.com.catalogador.bus.Request;
import br.com.catalogador.model.AssetsView;
import io.vertx.core.Future;

/**
 * Shares an asset list that the broker has just shown to one session.
 *
 * @param group the group whose list this session renews, after {@link GetSharedAssets} returned
 *     null; null for a session without group, whose list is compared with the current one
 */
public record ShareAssets(String group, AssetsView assets) implements Request<AssetCache, String> {
  @Override
  public Future<String> ask(AssetCache cache) {
    return cache.share(this);
  }
}
