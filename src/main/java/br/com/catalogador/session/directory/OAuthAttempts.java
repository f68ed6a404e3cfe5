package br.com.catalogador.session.directory;

import br.com.catalogador.broker.PolariumOAuth;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.session.message.FinishOAuth;
import br.com.catalogador.session.message.OAuthBegun;
import br.com.catalogador.session.store.RecordCipher;
import br.com.catalogador.support.Secret;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * Logins that are on the broker's own page. The state and the code verifier of each are encrypted
 * in a cookie of its browser, so this server stores nothing when anybody begins one, and any server
 * with the same secret can finish it. Confined to the directory's event loop.
 */
final class OAuthAttempts {
  private static final Duration LIFE = Duration.ofMinutes(10);

  /** Bound to the cipher text, so that no other encrypted value can be passed for an attempt. */
  private static final String PURPOSE = "catalogador:oauth-attempt";

  private static final int STATE_BYTES = 32;

  /** 64 characters; RFC 7636 wants 43 to 128. */
  private static final int VERIFIER_BYTES = 48;

  private static final String DENIED = "access_denied";
  private static final int LONGEST_ERROR = 64;

  /** Far more than finish in that time; the broker too accepts a code only once. */
  private static final int MOST_USED = 10_000;

  private final PolariumOAuth oauth;
  private final RecordCipher cipher;
  private final RecordCipher previous;
  private final InstantSource time;
  private final Cache<String, Boolean> used =
      Caffeine.newBuilder().maximumSize(MOST_USED).expireAfterWrite(LIFE).build();

  /** A decrypted attempt. */
  private record Attempt(Secret state, Secret verifier, Instant begunAt) {}

  /**
   * @param previous with the previous secret, which another server may still use; null for none
   */
  OAuthAttempts(
      PolariumOAuth oauth, RecordCipher cipher, RecordCipher previous, InstantSource time) {
    this.oauth = oauth;
    this.cipher = cipher;
    this.previous = previous;
    this.time = time;
  }

  OAuthBegun begin() {
    String state = Unguessable.text(STATE_BYTES);
    String verifier = Unguessable.text(VERIFIER_BYTES);
    JsonObject attempt =
        new JsonObject()
            .put("state", state)
            .put("verifier", verifier)
            .put("begunAt", time.millis());
    byte[] sealed = cipher.seal(attempt.toBuffer().getBytes(), PURPOSE);
    return new OAuthBegun(
        oauth.authorizeUrl(state, challenge(verifier)),
        new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(sealed)));
  }

  /**
   * Uses an attempt up.
   *
   * @return the code verifier
   * @throws Failure OAUTH_OTHER_BROWSER without an attempt; OAUTH_STATE_WRONG when the state is not
   *     that of the attempt, which then stays unused; OAUTH_USED, OAUTH_EXPIRED; OAUTH_DENIED or
   *     ACCOUNT_REFUSED when the broker has sent an error
   */
  Secret use(FinishOAuth request) {
    if (request.attempt().value().isEmpty()) {
      throw Failure.of(FailureKind.OAUTH_OTHER_BROWSER);
    }
    Attempt attempt =
        open(request.attempt())
            .filter(found -> found.state().equals(request.state()))
            .orElseThrow(() -> Failure.of(FailureKind.OAUTH_STATE_WRONG));
    if (used.asMap().putIfAbsent(attempt.state().value(), true) != null) {
      throw Failure.of(FailureKind.OAUTH_USED);
    }
    if (!time.instant().isBefore(attempt.begunAt().plus(LIFE))) {
      throw Failure.of(FailureKind.OAUTH_EXPIRED);
    }
    if (request.error().equals(DENIED)) {
      throw Failure.of(FailureKind.OAUTH_DENIED);
    }
    if (request.code().value().isEmpty()) {
      throw Failure.of(
          FailureKind.ACCOUNT_REFUSED,
          Map.of("brokerCode", plain(request.error()), "brokerMessage", ""));
    }
    return attempt.verifier();
  }

  /** The error as RFC 6749 writes it: a name. */
  private static String plain(String error) {
    String name = error.replaceAll("[^A-Za-z0-9_.-]", "");
    return name.substring(0, Math.min(LONGEST_ERROR, name.length()));
  }

  private Optional<Attempt> open(Secret attempt) {
    byte[] sealed;
    try {
      sealed = Base64.getUrlDecoder().decode(attempt.value());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    return RecordCipher.open(sealed, ignored -> PURPOSE, cipher, previous).map(OAuthAttempts::read);
  }

  private static Attempt read(byte[] opened) {
    JsonObject json = new JsonObject(Buffer.buffer(opened));
    return new Attempt(
        new Secret(json.getString("state")),
        new Secret(json.getString("verifier")),
        Instant.ofEpochMilli(json.getLong("begunAt")));
  }

  /** The S256 challenge of a verifier (RFC 7636, section 4.2). */
  static String challenge(String verifier) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has SHA-256
    }
  }
}
