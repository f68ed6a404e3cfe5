package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import io.vertx.core.Future;

/** Reads the state of the sessions of this server. */
public record GetDirectoryState() implements Request<SessionDirectory, DirectoryState> {
  @Override
  public Future<DirectoryState> ask(SessionDirectory directory) {
    return directory.state(this);
  }
}
