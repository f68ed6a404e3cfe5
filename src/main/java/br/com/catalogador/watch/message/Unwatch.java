package br.com.catalogador.watch.message;

import br.com.catalogador.bus.Request;
import io.vertx.core.Future;

/** Ends the watch of a socket. */
public record Unwatch(WatcherId watcher) implements Request<WatchService, Void> {
  @Override
  public Future<Void> ask(WatchService service) {
    return service.unwatch(this);
  }
}
