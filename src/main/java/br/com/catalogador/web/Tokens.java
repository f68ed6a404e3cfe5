package br.com.catalogador.web;

import br.com.catalogador.bus.Failure;
import br.com.catalogador.bus.FailureKind;
import br.com.catalogador.session.message.LoggedIn;
import br.com.catalogador.session.message.SessionId;
import br.com.catalogador.session.message.UserId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** Signs and checks the product's tokens: JWT, HS256, issuer {@code catalogador}. */
final class Tokens {
  private static final String ALGORITHM = "HS256";
  private static final String ISSUER = "catalogador";

  private final JWTAuth jwt;
  private final Duration life;
  private final InstantSource time;

  /**
   * @param text the signed token
   * @param expiresAt when it ends, to the second
   */
  record Token(String text, Instant expiresAt) {}

  Tokens(Vertx vertx, WebOptions options, InstantSource time) {
    this.life = options.tokenLife();
    this.time = time;
    this.jwt =
        JWTAuth.create(
            vertx,
            new JWTAuthOptions()
                .addPubSecKey(
                    new PubSecKeyOptions()
                        .setAlgorithm(ALGORITHM)
                        .setBuffer(Buffer.buffer(options.tokenSecret().bytes())))
                .setJWTOptions(new JWTOptions().setAlgorithm(ALGORITHM).setIssuer(ISSUER)));
  }

  Token issue(LoggedIn login) {
    Instant expiresAt = time.instant().plus(life).truncatedTo(ChronoUnit.SECONDS);
    JsonObject claims =
        new JsonObject()
            .put("sub", login.user().id().value())
            .put("sid", login.session().value())
            .put("exp", expiresAt.getEpochSecond());
    String text =
        jwt.generateToken(claims, new JWTOptions().setAlgorithm(ALGORITHM).setIssuer(ISSUER));
    return new Token(text, expiresAt);
  }

  /** Who a token names; UNAUTHORIZED when it was not signed here or has expired. */
  Future<Identity> verify(String token) {
    return jwt.authenticate(new TokenCredentials(token))
        .map(Tokens::identity)
        .recover(cause -> Future.failedFuture(Failure.of(FailureKind.UNAUTHORIZED)));
  }

  private static Identity identity(User user) {
    JsonObject claims = user.attributes().getJsonObject("accessToken");
    return new Identity(
        new UserId(claims.getString("sub")),
        new SessionId(claims.getString("sid")),
        Instant.ofEpochSecond(claims.getLong("exp")));
  }
}
