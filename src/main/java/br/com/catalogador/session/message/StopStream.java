package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import io.vertx.core.Future;

/**
 * Stops a stream.
 *
 * @param id as in the {@link StartStream}
 */
public record StopStream(String id) implements Request<StreamHost, Void> {
  @Override
  public Future<Void> ask(StreamHost host) {
    return host.stop(this);
  }
}
