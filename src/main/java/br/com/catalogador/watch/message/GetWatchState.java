package br.com.catalogador.watch.message;

import br.com.catalogador.bus.Request;
import io.vertx.core.Future;

/** Asks how much is watched. */
public record GetWatchState() implements Request<WatchService, WatchState> {
  @Override
  public Future<WatchState> ask(WatchService live) {
    return live.state(this);
  }
}
