package br.com.catalogador.live.message;

import br.com.catalogador.bus.Request;
import io.vertx.core.Future;

/** Asks to watch no more. */
public record Unwatch(WatcherId watcher) implements Request<Live, Void> {
  @Override
  public Future<Void> ask(Live live) {
    return live.unwatch(this);
  }
}
