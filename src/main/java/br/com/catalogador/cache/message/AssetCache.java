package br.com.catalogador.cache.message;

import br.com.catalogador.bus.Address;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.model.AssetsView;
import io.vertx.core.Future;
import java.time.Duration;

/**
 * The broker's newest list of assets, kept for a minute for the users whom it concerns. A broker
 * may show different accounts different assets and payouts, so a session first fetches its own list
 * and offers it; only sessions that were shown the same belong to one group and take each other's
 * later ones.
 */
public interface AssetCache {
  /** Session verticles ask here; the cache verticle of this process answers. */
  Address<AssetCache> ADDRESS =
      new Address<>("cache.assets", Duration.ofSeconds(5), FailureKind.BUSY);

  /**
   * The list of a group.
   *
   * @return null when there is none less than a minute old: the asker fetches its own and offers
   *     it, in the group's name, and others who ask meanwhile wait for that a while
   */
  Future<AssetsView> take(GetSharedAssets request);

  /**
   * Tells a list that the broker has just shown.
   *
   * @return the group whose list this is from now on; null when the broker shows others another one
   *     at this time, so that it is nobody else's
   */
  Future<String> offer(ShareAssets request);
}
