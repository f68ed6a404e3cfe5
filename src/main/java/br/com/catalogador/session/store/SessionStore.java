package br.com.catalogador.session.store;

import br.com.catalogador.model.SessionId;
import br.com.catalogador.model.UserId;
import br.com.catalogador.session.message.DirectoryState;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where the records of sessions are kept until their tokens end: one for each user, as he never has
 * two sessions. Lives on the directory's event loop; calls for one user follow on each other.
 */
public interface SessionStore {

  /** Makes the store ready as far as it can be now. */
  Future<Void> open();

  /**
   * The record of a user's session.
   *
   * @return empty when the store says that the user has none, it has expired, or is unreadable;
   *     STORE_UNAVAILABLE when the store cannot be asked and this server does not know either
   */
  Future<Optional<SessionRecord>> find(UserId user);

  /**
   * Stores a record until it expires, in place of any other of its user; later, when the store
   * cannot be reached now.
   *
   * @return false when nothing was stored because another server owns the user by now; never fails
   */
  Future<Boolean> put(SessionRecord record);

  /** The ranking that is stored beside a user's record; null for none, or when it is not known. */
  Future<String> ranking(UserId user);

  /**
   * Stores a ranking beside a user's record, as long as that. Large ones may be dropped to bound
   * the memory.
   *
   * @param ranking null for none
   * @return as {@link #put}
   */
  Future<Boolean> putRanking(SessionRecord record, String ranking);

  /**
   * Removes a user's record and ranking, if they are that session's. Never fails.
   *
   * @return whether there was one, as far as can be known
   */
  Future<Boolean> remove(SessionId session, UserId user);

  /**
   * Keeps no copy of a record that another server has removed.
   *
   * @param user whose it was; null when that is not known
   */
  void forget(SessionId session, UserId user);

  /**
   * Remembers that a token or a session has ended, on all servers that share the store.
   *
   * @param id the token's {@code jti} or the session's id
   * @param until when no token of that id is good any more anyway
   * @return false when the other servers cannot learn it from the store yet; never fails
   */
  Future<Boolean> revoke(String id, Instant until);

  /**
   * Learns all ends that other servers have stored. Fails with STORE_UNAVAILABLE when that is not
   * possible now.
   */
  Future<Void> readRevocations();

  /** Calls back for every end that the store has brought and this server did not know. */
  void onRevoked(Consumer<String> listener);

  /** How the store does. */
  DirectoryState.Store state();

  Future<Void> close();
}
