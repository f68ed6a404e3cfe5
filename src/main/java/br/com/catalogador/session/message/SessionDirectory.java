package br.com.catalogador.session.message;

import br.com.catalogador.bus.Address;
import br.com.catalogador.bus.Channel;
import br.com.catalogador.failure.FailureKind;
import io.vertx.core.Future;
import java.time.Duration;

/** Begins and ends sessions, on whichever server of the cluster they are. */
public interface SessionDirectory {
  /** Routes and sessions ask here; the one directory verticle of this server answers. */
  Address<SessionDirectory> ADDRESS =
      new Address<>("session.directory", Duration.ofSeconds(60), FailureKind.INTERNAL_ERROR);

  /** Where the directory tells of sessions that have ended for good, each once. */
  Channel<SessionEnded> ENDED = Channel.everywhere("session.ended");

  /** Where the directory tells of tokens that have ended before they expired. */
  Channel<TokenRevoked> TOKEN_ENDED = Channel.everywhere("session.token.ended");

  /**
   * Logs a user in with the broker and gives him a session; one he already has goes on. Where the
   * broker wants a code, that is the answer, and {@link #confirm} goes on. Fails with
   * INVALID_PARAMETER for an e-mail that no account can have, TOO_MANY_ATTEMPTS after wrong
   * guesses, BUSY after too many attempts, SESSIONS_FULL, STORE_UNAVAILABLE when the user may have
   * a session that only the store knows, or what the broker's login fails with.
   */
  Future<LoginResult> login(Login request);

  /**
   * Goes on with a login that wanted a code. Fails with INVALID_CODE and the {@code attemptsLeft},
   * CHALLENGE_EXPIRED, or what a login fails with.
   */
  Future<LoginDone> confirm(ConfirmCode request);

  /**
   * Has another code sent for a login that wanted one. Fails with CHALLENGE_EXPIRED, CODE_NOT_SENT,
   * INVALID_PARAMETER for a method that the login does not have, or what a login fails with.
   */
  Future<Challenge> resend(ResendCode request);

  /**
   * Brings back a session that has no verticle; nothing happens to one that has. However many ask
   * at once, it is deployed once. Fails with SESSION_ENDED when the store says that there is no
   * such session of that user any more, or the broker takes its session id no more. Whatever else
   * it fails with leaves the session to be brought back later: STORE_UNAVAILABLE, SESSIONS_FULL,
   * BUSY or INTERRUPTED while the session goes from one server to another, or what the broker fails
   * with.
   */
  Future<Void> activate(Activate request);

  /** Removes the verticle of a session and closes its broker socket; the session goes on. */
  Future<Void> passivate(PassivateSession request);

  /** Removes the verticles of all sessions, and deploys none any more; the sessions go on. */
  Future<Void> passivateAll(PassivateAll request);

  /** Stores preferences; nothing happens when the session has ended. */
  Future<Void> keep(StorePreferences request);

  /** Stores a ranking; nothing happens when the session has ended. */
  Future<Void> keep(StoreRanking request);

  /** How the sessions stand, for operators. */
  Future<DirectoryState> state(GetDirectoryState request);

  /**
   * Ends a token on every server; with the last one its session, and its broker socket, end. Fails
   * with SESSION_ENDED when there is no such session, STORE_UNAVAILABLE when the end could not be
   * stored and other servers may go on with the token.
   */
  Future<Void> end(EndSession request);

  /**
   * Completes once this server has left the sessions that other servers own by now. Fails with
   * STORE_UNAVAILABLE when that cannot be known although other servers can.
   */
  Future<Void> verify(VerifyOwnership request);
}
