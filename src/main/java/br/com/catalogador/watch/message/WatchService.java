package br.com.catalogador.watch.message;

import br.com.catalogador.bus.Address;
import br.com.catalogador.bus.Channel;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.model.UserId;
import br.com.catalogador.support.EncodedOnce;
import io.vertx.core.Future;
import java.time.Duration;

/** The operations of the watch verticle: live updates of catalogs for the sockets of pages. */
public interface WatchService {
  /** Used by the bridge; served by the one watch verticle of this process. */
  Address<WatchService> ADDRESS = new Address<>("live", Duration.ofSeconds(60), FailureKind.BUSY);

  /**
   * The updates of everything that any socket of a user watches. All users of a catalog receive the
   * same object.
   */
  static Channel<EncodedOnce<WatchUpdate>> updates(UserId user) {
    return Channel.here("live." + user.value() + ".updates");
  }

  /**
   * Starts to watch a catalog instead of the one before. The updates continue from the reply
   * without a gap. Fails like {@link br.com.catalogador.session.message.Session#catalog}; the
   * socket then watches nothing, unless it has sent another request since.
   */
  Future<Watched> watch(Watch request);

  /** Ends a watch; without effect if there is none. */
  Future<Void> unwatch(Unwatch request);

  /** What a follower of {@link FollowCloses} receives, on the server that it has asked. */
  static Channel<CandlesClosed> closes(WatcherId follower) {
    return Channel.here("live." + follower.value() + ".closes");
  }

  /** Reports the closes of many assets, on {@link #closes}, as long as its session lives. */
  Future<Void> follow(FollowCloses request);

  /** Ends what {@link #follow} has begun. */
  Future<Void> unfollow(UnfollowCloses request);

  /** The numbers of feeds, watched catalogs and watchers, for operators. */
  Future<WatchState> state(GetWatchState request);
}
