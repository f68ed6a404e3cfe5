package br.com.catalogador.web;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.session.message.LoginService;
import br.com.catalogador.session.message.ResendCode;
import br.com.catalogador.web.http.Bodies;
import br.com.catalogador.web.http.ClientAddress;
import br.com.catalogador.web.http.Parameters;
import br.com.catalogador.web.http.WebOptions;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** {@code POST /api/v1/login/2fa/resend}: another code, by the same method or another one. */
final class ResendCodeRoute implements Handler<RoutingContext> {
  private static final int MAX_METHOD = 32;

  private final Bus bus;
  private final WebOptions options;

  ResendCodeRoute(Bus bus, WebOptions options) {
    this.bus = bus;
    this.options = options;
  }

  @Override
  public void handle(RoutingContext context) {
    Parameters.ofQuery(context.queryParams());
    Parameters body = Parameters.ofBody(Bodies.read(context), "challenge", "method");
    ResendCode resend =
        new ResendCode(
            body.requiredText("challenge", ConfirmCodeRoute.MAX_CHALLENGE),
            body.requiredText("method", MAX_METHOD),
            ClientAddress.of(context.request(), options.trustedProxies()).network());
    bus.request(LoginService.ADDRESS, resend)
        .onSuccess(challenge -> LoginResponse.ask(context, challenge))
        .onFailure(context::fail);
  }
}
