package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import io.vertx.core.Future;

/**
 * Tells the code of a second factor.
 *
 * @param challenge the {@link Challenge}'s id
 */
public record ConfirmCode(String challenge, String code)
    implements Request<SessionDirectory, LoggedIn> {
  @Override
  public Future<LoggedIn> ask(SessionDirectory directory) {
    return directory.confirm(this);
  }
}
