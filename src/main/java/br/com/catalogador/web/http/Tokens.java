package br.com.catalogador.web.http;

import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.model.UserId;
import br.com.catalogador.session.message.LoggedIn;
import br.com.catalogador.session.message.LoginToken;
import br.com.catalogador.session.message.RevokedTokens;
import br.com.catalogador.support.Secret;
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
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Signs and verifies the tokens: JWT, HS256, issuer {@code catalogador}. A token that was signed
 * with the previous secret is valid until it expires. Confined to one event loop.
 */
public final class Tokens {
  private static final String ALGORITHM = "HS256";
  private static final String ISSUER = "catalogador";

  /** About the number of sessions on a small server. */
  private static final int MAX_CACHED = 2_000;

  /** The signing key, followed by the previous one if there is one. */
  private final List<JWTAuth> keys;

  /** LRU cache of the identities of verified tokens. */
  private final Map<String, Identity> known = new LinkedHashMap<>(16, 0.75f, true);

  private final InstantSource time;
  private final RevokedTokens revoked;

  public Tokens(Vertx vertx, WebOptions options, InstantSource time) {
    this.revoked = RevokedTokens.of(vertx);
    this.time = time;
    this.keys =
        Stream.of(options.tokenSecret(), options.previousTokenSecret())
            .filter(Objects::nonNull)
            .map(secret -> key(vertx, secret))
            .toList();
  }

  private static JWTAuth key(Vertx vertx, Secret secret) {
    return JWTAuth.create(
        vertx,
        new JWTAuthOptions()
            .addPubSecKey(
                new PubSecKeyOptions()
                    .setAlgorithm(ALGORITHM)
                    .setBuffer(Buffer.buffer(secret.bytes())))
            .setJWTOptions(new JWTOptions().setAlgorithm(ALGORITHM).setIssuer(ISSUER)));
  }

  /** A signed token, valid as long as the login. */
  public String issue(LoggedIn login) {
    JsonObject claims =
        new JsonObject()
            .put("sub", login.user().id().value())
            .put("sid", login.session().value())
            .put("jti", login.token())
            .put("exp", login.expiresAt().getEpochSecond());
    return keys.get(0)
        .generateToken(claims, new JWTOptions().setAlgorithm(ALGORITHM).setIssuer(ISSUER));
  }

  /**
   * The identity that a token proves.
   *
   * @return UNAUTHORIZED when its signature is invalid or it has expired, SESSION_ENDED when it was
   *     revoked or its session has ended
   */
  public Future<Identity> verify(String token) {
    Identity before = known.get(token);
    if (before != null && time.instant().isBefore(before.expiresAt())) {
      return unlessRevoked(before);
    }
    Future<User> user = Future.failedFuture("no key");
    for (JWTAuth key : keys) {
      user = user.recover(ignored -> key.authenticate(new TokenCredentials(token)));
    }
    return user.map(found -> identity(found, token))
        .onSuccess(who -> remember(token, who))
        .recover(ignored -> Future.failedFuture(Failure.of(FailureKind.UNAUTHORIZED)))
        .compose(this::unlessRevoked);
  }

  private Future<Identity> unlessRevoked(Identity who) {
    return revoked.contains(who.token()) || revoked.contains(who.session().value())
        ? Future.failedFuture(Failure.of(FailureKind.SESSION_ENDED))
        : Future.succeededFuture(who);
  }

  private void remember(String token, Identity who) {
    known.put(token, who);
    if (known.size() > MAX_CACHED) {
      known.remove(known.keySet().iterator().next());
    }
  }

  private static Identity identity(User user, String token) {
    JsonObject claims = user.attributes().getJsonObject("accessToken");
    return new Identity(
        new UserId(Objects.requireNonNull(claims.getString("sub"), "sub")),
        new SessionId(Objects.requireNonNull(claims.getString("sid"), "sid")),
        claims.getString("jti", "").isEmpty() ? unlisted(token) : claims.getString("jti"),
        Instant.ofEpochSecond(claims.getLong("exp")));
  }

  /** An id for a token of a version without ids: a hash of its text. */
  private static String unlisted(String token) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
      return LoginToken.UNLISTED_PREFIX
          + Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has SHA-256
    }
  }
}
