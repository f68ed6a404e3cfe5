package br.com.catalogador.session.message;

import br.com.catalogador.bus.Address;
import br.com.catalogador.bus.Channel;
import br.com.catalogador.bus.FailureKind;
import io.vertx.core.Future;
import java.time.Duration;

/** Begins and ends sessions, on whichever server of the cluster they are. */
public interface SessionDirectory {
  /** Routes and sessions ask here; the one directory verticle of this server answers. */
  Address<SessionDirectory> ADDRESS =
      new Address<>("session.directory", Duration.ofSeconds(60), FailureKind.INTERNAL_ERROR);

  /** Where the directory tells of sessions that have ended for good, each once. */
  Channel<SessionEnded> ENDED = Channel.everywhere("session.ended");

  /**
   * Logs a user in with the broker and gives him a session; one he already has goes on. Where the
   * broker wants a code, that is the answer, and {@link #confirm} goes on. Fails with
   * INVALID_PARAMETER for an e-mail that no account can have, TOO_MANY_ATTEMPTS after wrong
   * guesses, BUSY after too many attempts, SESSIONS_FULL, or what the broker's login fails with.
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
   * at once, it is deployed once. Fails with SESSION_ENDED when there is no such session of that
   * user any more, or the broker takes its session id no more; SESSIONS_FULL, and what the broker
   * fails with, leave it to be brought back later.
   */
  Future<Void> revive(Revive request);

  /** Removes the verticle of a session and closes its broker socket; the session goes on. */
  Future<Void> rest(RestSession request);

  /** Removes the verticles of all sessions, and deploys none any more; the sessions go on. */
  Future<Void> restAll(RestAll request);

  /** Keeps a session's state; nothing happens when the session has ended. */
  Future<Void> keep(KeepState request);

  /** How the sessions stand, for operators. */
  Future<DirectoryState> state(GetDirectoryState request);

  /** Ends a session and closes its broker socket. Fails with SESSION_ENDED when there is none. */
  Future<Void> end(EndSession request);
}
