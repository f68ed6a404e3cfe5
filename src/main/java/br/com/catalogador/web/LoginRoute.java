package br.com.catalogador.web;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.bus.Secret;
import br.com.catalogador.session.message.LoggedIn;
import br.com.catalogador.session.message.Login;
import br.com.catalogador.session.message.SessionDirectory;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** {@code POST /api/v1/login}: e-mail and password of the broker account for a token. */
final class LoginRoute implements Handler<RoutingContext> {
  private static final int MAX_EMAIL = 254;
  private static final int MAX_PASSWORD = 1024;

  private final Bus bus;
  private final Tokens tokens;
  private final WebOptions options;

  LoginRoute(Bus bus, Tokens tokens, WebOptions options) {
    this.bus = bus;
    this.tokens = tokens;
    this.options = options;
  }

  @Override
  public void handle(RoutingContext context) {
    Parameters body = Parameters.ofBody(Bodies.read(context), "email", "password");
    Client client = Client.of(context.request(), options.trustedProxies());
    Login login =
        new Login(
            body.requiredText("email", MAX_EMAIL),
            new Secret(body.requiredText("password", MAX_PASSWORD)),
            client.address());
    bus.request(SessionDirectory.ADDRESS, login)
        .onSuccess(loggedIn -> answer(context, loggedIn, client))
        .onFailure(context::fail);
  }

  private void answer(RoutingContext context, LoggedIn login, Client client) {
    Tokens.Token token = tokens.issue(login);
    boolean secure = client.encrypted() || options.publicUrl().startsWith("https:");
    context
        .response()
        .addCookie(Authentication.cookie(token.text(), options.tokenLife(), secure))
        .putHeader("Cache-Control", "no-store");
    Bodies.write(
        context,
        new JsonObject()
            .put("token", token.text())
            .put("expiresAt", token.expiresAt().toString())
            .put("user", SessionJson.user(login.user()))
            .put("mode", options.mode()));
  }
}
