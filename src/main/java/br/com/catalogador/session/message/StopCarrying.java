package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import io.vertx.core.Future;

/**
 * Asks to carry no more.
 *
 * @param id as in the {@link Carry}
 */
public record StopCarrying(String id) implements Request<Carrier, Void> {
  @Override
  public Future<Void> ask(Carrier carrier) {
    return carrier.stop(this);
  }
}
