package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import io.vertx.core.Future;

/** Asks how the sessions of this server stand. */
public record GetDirectoryState() implements Request<SessionDirectory, DirectoryState> {
  @Override
  public Future<DirectoryState> ask(SessionDirectory directory) {
    return directory.state(this);
  }
}
