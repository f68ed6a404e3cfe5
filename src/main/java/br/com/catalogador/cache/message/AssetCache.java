package br.com.catalogador.cache.message;

import br.com.catalogador.bus.Address;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.model.AssetsView;
import io.vertx.core.Future;
import java.time.Duration;

/**
 * The broker's newest asset list, shared for a minute by the sessions of a group. A broker may show
 * different assets and payouts to different accounts, so each session first fetches and shares its
 * own list; sessions with equal lists form a group and use each other's later lists.
 */
public interface AssetCache {
  /** Used by session verticles; served by the cache verticle of this process. */
  Address<AssetCache> ADDRESS =
      new Address<>("cache.assets", Duration.ofSeconds(5), FailureKind.BUSY);

  /**
   * The list of a group.
   *
   * @return null if there is none less than a minute old: the caller then fetches its own list and
   *     shares it for the group, while other requests of the group wait for that up to two seconds
   */
  Future<AssetsView> get(GetSharedAssets request);

  /**
   * Shares a list that the broker has just shown.
   *
   * @return the group that uses this list from now on; null if it is empty or differs from the
   *     current list of another group, so that it is not shared
   */
  Future<String> share(ShareAssets request);
}
