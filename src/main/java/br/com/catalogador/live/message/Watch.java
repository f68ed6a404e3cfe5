package br.com.catalogador.live.message;

import br.com.catalogador.bus.Request;
import br.com.catalogador.session.message.GetCatalog;
import br.com.catalogador.session.message.SessionId;
import br.com.catalogador.session.message.UserId;
import io.vertx.core.Future;

/**
 * Asks to watch a catalogue.
 *
 * @param session the user's session, which answers and may come to carry the asset's candles
 */
public record Watch(WatcherId watcher, UserId user, SessionId session, GetCatalog query)
    implements Request<Live, Watched> {
  @Override
  public Future<Watched> ask(Live live) {
    return live.watch(this);
  }
}
