package br.com.catalogador.watch.message;

import br.com.catalogador.bus.Request;
import io.vertx.core.Future;

/** Requests the numbers of feeds, watched catalogs and watchers. */
public record GetWatchState() implements Request<WatchService, WatchState> {
  @Override
  public Future<WatchState> ask(WatchService service) {
    return service.state(this);
  }
}
