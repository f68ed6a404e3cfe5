package br.com.catalogador.watch.message;

import br.com.catalogador.bus.Request;
import io.vertx.core.Future;

/** Ends a {@link FollowCloses}; without effect if there is none. */
public record UnfollowCloses(WatcherId follower) implements Request<WatchService, Void> {
  @Override
  public Future<Void> ask(WatchService service) {
    return service.unfollow(this);
  }
}
