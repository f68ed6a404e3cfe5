package br.com.catalogador.session;

import br.com.catalogador.session.message.DirectoryState;
import br.com.catalogador.session.message.SessionId;
import br.com.catalogador.session.message.UserId;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * Where the records of sessions are kept until their tokens end: one for each user, as he never has
 * two sessions. No call fails. Lives on the directory's event loop; calls for one user follow on
 * each other.
 */
interface SessionStore {

  /** Makes the store ready as far as it can be now. */
  Future<Void> open();

  /** The record of a user's session; empty when he has none, it has expired, or is unreadable. */
  Future<Optional<SessionRecord>> find(UserId user);

  /** Keeps a record until it expires, in place of any other of its user. */
  Future<Void> put(SessionRecord record);

  /**
   * Removes a user's record, if it is that session's; it is never found again.
   *
   * @return whether there was one, as far as can be known
   */
  Future<Boolean> remove(SessionId session, UserId user);

  /** Keeps no copy of a record that another server has removed. */
  void forget(SessionId session, UserId user);

  /** How the store does. */
  DirectoryState.Store state();

  Future<Void> close();
}
