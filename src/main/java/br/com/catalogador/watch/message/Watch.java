package br.com.catalogador.watch.message;

import br.com.catalogador.bus.Request;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.model.UserId;
import br.com.catalogador.session.message.GetCatalog;
import io.vertx.core.Future;

/**
 * Asks to watch a catalog.
 *
 * @param session the user's session, which answers and may come to carry the asset's candles
 */
public record Watch(WatcherId watcher, UserId user, SessionId session, GetCatalog query)
    implements Request<WatchService, Watched> {
  @Override
  public Future<Watched> ask(WatchService live) {
    return live.watch(this);
  }
}
