package br.com.catalogador.watch.message;

import br.com.catalogador.bus.Address;
import br.com.catalogador.bus.Channel;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.model.UserId;
import br.com.catalogador.support.EncodedOnce;
import io.vertx.core.Future;
import java.time.Duration;

/** The operations of the watch verticle: who watches which catalog. */
public interface WatchService {
  /** The bridge asks here; the one live verticle of this process answers. */
  Address<WatchService> ADDRESS = new Address<>("live", Duration.ofSeconds(60), FailureKind.BUSY);

  /**
   * Where a user is told of everything that any of his sockets watches. One object is told to all
   * users it concerns.
   */
  static Channel<EncodedOnce<WatchUpdate>> updates(UserId user) {
    return Channel.here("live." + user.value() + ".updates");
  }

  /**
   * Begins to watch, instead of what the watcher watched before. What is told from then on follows
   * on the answer without a gap. The catalog is also offered to the ranking of the session, as a
   * single analysis. Fails with what a catalog of the session fails with.
   */
  Future<Watched> watch(Watch request);

  /** Watches nothing any more; nothing happens when nothing was watched. */
  Future<Void> unwatch(Unwatch request);

  /** How much is watched, for operators. */
  Future<WatchState> state(GetWatchState request);
}
