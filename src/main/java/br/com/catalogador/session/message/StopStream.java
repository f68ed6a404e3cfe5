package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import io.vertx.core.Future;

/**
 * Asks to carry no more.
 *
 * @param id as in the {@link StartStream}
 */
public record StopStream(String id) implements Request<StreamHost, Void> {
  @Override
  public Future<Void> ask(StreamHost carrier) {
    return carrier.stop(this);
  }
}
