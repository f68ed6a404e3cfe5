package br.com.catalogador.watch.message;

import br.com.catalogador.bus.Request;
import io.vertx.core.Future;

/** Asks to watch no more. */
public record Unwatch(WatcherId watcher) implements Request<WatchService, Void> {
  @Override
  public Future<Void> ask(WatchService live) {
    return live.unwatch(this);
  }
}
