package br.com.catalogador.web;

import br.com.catalogador.session.message.LoggedIn;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** What a login that has succeeded is answered, with or without a code on the way. */
final class LoginAnswers {
  private final Tokens tokens;
  private final WebOptions options;

  LoginAnswers(Tokens tokens, WebOptions options) {
    this.tokens = tokens;
    this.options = options;
  }

  /** Gives the token, in the body and as the browser's cookie. */
  void welcome(RoutingContext context, LoggedIn login) {
    Tokens.Token token = tokens.issue(login);
    Client client = Client.of(context.request(), options.trustedProxies());
    boolean secure = client.encrypted() || options.publicUrl().startsWith("https:");
    context.response().addCookie(Authentication.cookie(token.text(), options.tokenLife(), secure));
    Bodies.write(
        context,
        new JsonObject()
            .put("token", token.text())
            .put("expiresAt", token.expiresAt().toString())
            .put("user", SessionJson.user(login.user()))
            .put("mode", options.mode()));
  }
}
