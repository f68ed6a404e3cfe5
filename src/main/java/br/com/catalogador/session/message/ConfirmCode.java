package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import io.vertx.core.Future;

/**
 * Tells the code of a second factor.
 *
 * @param challenge the {@link Challenge}'s id
 * @param clientAddress the network address the user comes from, for the limit on attempts
 */
public record ConfirmCode(String challenge, String code, String clientAddress)
    implements Request<SessionDirectory, LoggedIn> {
  @Override
  public Future<LoggedIn> ask(SessionDirectory directory) {
    return directory.confirm(this);
  }
}
