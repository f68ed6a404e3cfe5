package br.com.catalogador.web;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.session.message.ResendCode;
import br.com.catalogador.session.message.SessionDirectory;
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
            Client.of(context.request(), options.trustedProxies()).network());
    bus.request(SessionDirectory.ADDRESS, resend)
        .onSuccess(challenge -> LoginAnswers.ask(context, challenge))
        .onFailure(context::fail);
  }
}
