package br.com.catalogador.web;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.bus.Secret;
import br.com.catalogador.session.message.Challenge;
import br.com.catalogador.session.message.LoggedIn;
import br.com.catalogador.session.message.Login;
import br.com.catalogador.session.message.SessionDirectory;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.temporal.ChronoUnit;

/**
 * {@code POST /api/v1/login}: e-mail and password of the broker account for a token, or for the
 * wish for a code.
 */
final class LoginRoute implements Handler<RoutingContext> {
  private static final int MAX_EMAIL = 254;
  private static final int MAX_PASSWORD = 1024;

  private static final int ACCEPTED = 202;

  private final Bus bus;
  private final LoginAnswers answers;
  private final WebOptions options;

  LoginRoute(Bus bus, LoginAnswers answers, WebOptions options) {
    this.bus = bus;
    this.answers = answers;
    this.options = options;
  }

  @Override
  public void handle(RoutingContext context) {
    Parameters.ofQuery(context.queryParams());
    Parameters body = Parameters.ofBody(Bodies.read(context), "email", "password");
    Client client = Client.of(context.request(), options.trustedProxies());
    Login login =
        new Login(
            body.requiredText("email", MAX_EMAIL),
            new Secret(body.requiredText("password", MAX_PASSWORD)),
            client.address());
    bus.request(SessionDirectory.ADDRESS, login)
        .onSuccess(
            result -> {
              if (result instanceof LoggedIn loggedIn) {
                answers.welcome(context, loggedIn);
              } else {
                ask(context, (Challenge) result);
              }
            })
        .onFailure(context::fail);
  }

  private static void ask(RoutingContext context, Challenge challenge) {
    context.response().setStatusCode(ACCEPTED);
    Bodies.write(
        context,
        new JsonObject()
            .put("challenge", challenge.id())
            .put("method", challenge.method())
            .put("expiresAt", challenge.expiresAt().truncatedTo(ChronoUnit.SECONDS).toString()));
  }
}
