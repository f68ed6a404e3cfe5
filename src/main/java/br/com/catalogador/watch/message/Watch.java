package br.com.catalogador.watch.message;

import br.com.catalogador.bus.Request;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.model.UserId;
import br.com.catalogador.session.message.GetCatalog;
import io.vertx.core.Future;

/**
 * Starts to watch a catalog; replaces the previous watch of the same socket.
 *
 * @param session the user's session, which computes the catalog and may be chosen to stream the
 *     asset's candles
 */
public record Watch(WatcherId watcher, UserId user, SessionId session, GetCatalog query)
    implements Request<WatchService, Watched> {
  @Override
  public Future<Watched> ask(WatchService service) {
    return service.watch(this);
  }
}
