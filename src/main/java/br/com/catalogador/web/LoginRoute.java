package br.com.catalogador.web;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.session.message.Challenge;
import br.com.catalogador.session.message.Login;
import br.com.catalogador.session.message.LoginDone;
import br.com.catalogador.session.message.LoginService;
import br.com.catalogador.support.Secret;
import br.com.catalogador.web.http.Bodies;
import br.com.catalogador.web.http.BodyReader;
import br.com.catalogador.web.http.ClientAddress;
import br.com.catalogador.web.http.Parameters;
import br.com.catalogador.web.http.WebOptions;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/**
 * {@code POST /api/v1/login}: e-mail and password of the broker account for a token, or for the
 * wish for a code.
 */
final class LoginRoute implements Handler<RoutingContext> {
  private static final int MAX_EMAIL = 254;
  private static final int MAX_PASSWORD = 1024;

  private final Bus bus;
  private final LoginResponse answers;
  private final WebOptions options;

  LoginRoute(Bus bus, LoginResponse answers, WebOptions options) {
    this.bus = bus;
    this.answers = answers;
    this.options = options;
  }

  @Override
  public void handle(RoutingContext context) {
    bus.request(LoginService.ADDRESS, login(context))
        .onSuccess(
            result -> {
              if (result instanceof LoginDone done) {
                answers.welcome(context, done);
              } else {
                LoginResponse.ask(context, (Challenge) result);
              }
            })
        .onFailure(context::fail);
  }

  private Login login(RoutingContext context) {
    try {
      Parameters.ofQuery(context.queryParams());
      Parameters body = Parameters.ofBody(Bodies.read(context), "email", "password");
      return new Login(
          body.requiredText("email", MAX_EMAIL),
          new Secret(body.requiredText("password", MAX_PASSWORD)),
          ClientAddress.of(context.request(), options.trustedProxies()).network(),
          LoginResponse.device(context));
    } finally {
      BodyReader.wipe(context);
    }
  }
}
