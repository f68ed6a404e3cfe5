package br.com.catalogador.session.message;

import br.com.catalogador.bus.Address;
import br.com.catalogador.failure.FailureKind;
import io.vertx.core.Future;
import java.time.Duration;

/** Logs users in, with a code where the broker wants one. */
public interface LoginService {
  /** Routes send here; the session directory of this server answers. */
  Address<LoginService> ADDRESS =
      new Address<>("session.login", Duration.ofSeconds(60), FailureKind.INTERNAL_ERROR);

  /**
   * Logs a user in with the broker. A session that the user has continues, on any server; otherwise
   * a new one starts. Where the broker wants a code, the answer is a challenge, and {@link
   * #confirm} continues the login. Fails with INVALID_PARAMETER for an e-mail that no account can
   * have, TOO_MANY_ATTEMPTS after wrong guesses, BUSY after too many attempts, SESSIONS_FULL,
   * STORE_UNAVAILABLE when the user may have a session that only the store knows, or with the
   * failure of the broker's login.
   */
  Future<LoginResult> login(Login request);

  /**
   * Continues a login that waits for a code. Fails with INVALID_CODE and the {@code attemptsLeft},
   * CHALLENGE_EXPIRED, or as {@link #login}.
   */
  Future<LoginDone> confirm(ConfirmCode request);

  /**
   * Has another code sent for a login that waits for one. Fails with CHALLENGE_EXPIRED,
   * CODE_NOT_SENT, INVALID_PARAMETER for a method that the login does not have, or as {@link
   * #login}.
   */
  Future<Challenge> resend(ResendCode request);

  /** Begins a login on the broker's own page; OAUTH_OFF where that is not configured. */
  Future<OAuthBegun> beginOAuth(BeginOAuth request);

  /**
   * Finishes a login on the broker's own page. Fails with OAUTH_OFF; OAUTH_OTHER_BROWSER or
   * OAUTH_STATE_WRONG when this browser has not begun it; OAUTH_USED, OAUTH_EXPIRED, OAUTH_DENIED,
   * OAUTH_CODE_REFUSED, or as {@link #login}.
   */
  Future<LoggedIn> finishOAuth(FinishOAuth request);
}
