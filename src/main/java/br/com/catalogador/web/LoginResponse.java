package br.com.catalogador.web;

import br.com.catalogador.session.message.Challenge;
import br.com.catalogador.session.message.LoggedIn;
import br.com.catalogador.session.message.LoginDone;
import br.com.catalogador.view.SessionJson;
import br.com.catalogador.web.http.Bodies;
import br.com.catalogador.web.http.TokenCookie;
import br.com.catalogador.web.http.Tokens;
import br.com.catalogador.web.http.WebOptions;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** Writes the response to a login: a token, or a challenge when the broker requires a code. */
final class LoginResponse {
  /** The device cookie, which browsers send to the login routes only. */
  private static final String DEVICE_COOKIE = "catalogador_visitor";

  private static final String DEVICE_PATH = "/api/v1/login";
  private static final Duration DEVICE_LIFE = Duration.ofDays(90);
  private static final int ACCEPTED = 202;

  private final Tokens tokens;
  private final WebOptions options;
  private final InstantSource time;
  private final TokenCookie cookies;

  LoginResponse(Tokens tokens, WebOptions options, InstantSource time, TokenCookie cookies) {
    this.cookies = cookies;
    this.tokens = tokens;
    this.options = options;
    this.time = time;
  }

  /** The value of a request's device cookie; empty without one. */
  static String device(RoutingContext context) {
    Cookie cookie = context.request().getCookie(DEVICE_COOKIE);
    return cookie == null ? "" : cookie.getValue();
  }

  /** Sends the token, in the body and as a cookie, and the device cookie. */
  void sendToken(RoutingContext context, LoginDone done) {
    LoggedIn login = done.login();
    String token = putToken(context, login);
    boolean secure = cookies.isSecure(context);
    context
        .response()
        .addCookie(
            Cookie.cookie(DEVICE_COOKIE, done.device())
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.STRICT)
                .setSecure(secure)
                .setPath(DEVICE_PATH)
                .setMaxAge(DEVICE_LIFE.toSeconds()));
    Bodies.write(
        context,
        new JsonObject()
            .put("token", token)
            .put("expiresAt", login.expiresAt().toString())
            .put("user", SessionJson.user(login.user()))
            .put("mode", options.mode()));
  }

  /** Adds the token of a login to the response, as a cookie. */
  String putToken(RoutingContext context, LoggedIn login) {
    String token = tokens.issue(login);
    cookies.put(context, token, Duration.between(time.instant(), login.expiresAt()));
    return token;
  }

  /** Sends the challenge, with status 202. */
  static void sendChallenge(RoutingContext context, Challenge challenge) {
    JsonObject body =
        new JsonObject()
            .put("challenge", challenge.id())
            .put("method", challenge.method())
            .put("expiresAt", challenge.expiresAt().truncatedTo(ChronoUnit.SECONDS).toString());
    if (challenge.methods().size() > 1) {
      body.put("methods", new JsonArray(challenge.methods()));
    }
    context.response().setStatusCode(ACCEPTED);
    Bodies.write(context, body);
  }
}
