package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import io.vertx.core.Future;

/** Begins a login on the broker's own page. */
public record BeginOAuth() implements Request<LoginService, OAuthBegun> {
  @Override
  public Future<OAuthBegun> ask(LoginService service) {
    return service.beginOAuth(this);
  }
}
