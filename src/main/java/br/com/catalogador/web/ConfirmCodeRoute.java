package br.com.catalogador.web;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.session.message.ConfirmCode;
import br.com.catalogador.session.message.LoginService;
import br.com.catalogador.web.http.Bodies;
import br.com.catalogador.web.http.ClientAddress;
import br.com.catalogador.web.http.Parameters;
import br.com.catalogador.web.http.WebOptions;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** {@code POST /api/v1/login/2fa}: the code that the broker sent for a token. */
final class ConfirmCodeRoute implements Handler<RoutingContext> {
  static final int MAX_CHALLENGE = 128;
  private static final int MAX_CODE = 16;

  private final Bus bus;
  private final LoginResponse answers;
  private final WebOptions options;

  ConfirmCodeRoute(Bus bus, LoginResponse answers, WebOptions options) {
    this.bus = bus;
    this.answers = answers;
    this.options = options;
  }

  @Override
  public void handle(RoutingContext context) {
    Parameters.ofQuery(context.queryParams());
    Parameters body = Parameters.ofBody(Bodies.read(context), "challenge", "code");
    ConfirmCode confirm =
        new ConfirmCode(
            body.requiredText("challenge", MAX_CHALLENGE),
            body.requiredText("code", MAX_CODE),
            ClientAddress.of(context.request(), options.trustedProxies()).network());
    bus.request(LoginService.ADDRESS, confirm)
        .onSuccess(done -> answers.welcome(context, done))
        .onFailure(context::fail);
  }
}
