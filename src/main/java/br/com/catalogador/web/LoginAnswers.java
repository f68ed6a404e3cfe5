package br.com.catalogador.web;

import br.com.catalogador.session.message.LoggedIn;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.InstantSource;

/** What a login that has succeeded is answered, with or without a code on the way. */
final class LoginAnswers {
  private final Tokens tokens;
  private final WebOptions options;
  private final InstantSource time;

  LoginAnswers(Tokens tokens, WebOptions options, InstantSource time) {
    this.tokens = tokens;
    this.options = options;
    this.time = time;
  }

  /** Gives the token, in the body and as the browser's cookie. */
  void welcome(RoutingContext context, LoggedIn login) {
    String token = tokens.issue(login);
    Client client = Client.of(context.request(), options.trustedProxies());
    boolean secure = client.encrypted() || options.publicUrl().startsWith("https:");
    Duration life = Duration.between(time.instant(), login.expiresAt());
    context.response().addCookie(Authentication.cookie(token, life, secure));
    Bodies.write(
        context,
        new JsonObject()
            .put("token", token)
            .put("expiresAt", login.expiresAt().toString())
            .put("user", SessionJson.user(login.user()))
            .put("mode", options.mode()));
  }
}
