package br.com.catalogador.session.store;

import br.com.catalogador.model.SessionId;
import br.com.catalogador.model.UserId;
import br.com.catalogador.session.message.DirectoryState;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Stores the records of sessions until their tokens expire: one per user, who has at most one
 * session. Confined to the directory's event loop; calls for one user do not overlap.
 */
public interface SessionStore {

  /** Opens the store; also succeeds while it cannot be reached. */
  Future<Void> open();

  /**
   * The record of a user's session.
   *
   * @return empty when there is none, it has expired, or it is unreadable; STORE_UNAVAILABLE when
   *     the store cannot be reached and this server has no valid copy
   */
  Future<Optional<SessionRecord>> find(UserId user);

  /**
   * Stores a record until it expires, replacing the user's previous one. When the store cannot be
   * reached, the record is written later.
   *
   * @return false when nothing was stored because another server owns the user; never fails
   */
  Future<Boolean> put(SessionRecord record);

  /** The ranking stored beside a user's record; null when there is none or it cannot be read. */
  Future<String> ranking(UserId user);

  /**
   * Stores a ranking beside a user's record, with the same expiry. Rankings may be evicted to bound
   * the memory.
   *
   * @param ranking null for none
   * @return as {@link #put}
   */
  Future<Boolean> putRanking(SessionRecord record, String ranking);

  /**
   * Removes a user's record and ranking if they belong to the session. Never fails.
   *
   * @return whether there was a record, as far as can be determined
   */
  Future<Boolean> remove(SessionId session, UserId user);

  /**
   * Drops the local copy of a record that another server has removed.
   *
   * @param user the session's user; null when not known
   */
  void forget(SessionId session, UserId user);

  /**
   * Records the revocation of a token or a session, for all servers that share the store.
   *
   * @param id the token's {@code jti} or the session's id
   * @param until when the last token of that id expires
   * @return false when the store has not received it yet; never fails
   */
  Future<Boolean> revoke(String id, Instant until);

  /**
   * Reads all revocations that other servers have stored. Fails with STORE_UNAVAILABLE when the
   * store cannot be reached.
   */
  Future<Void> readRevocations();

  /** Sets the listener for revocations read from the store that this server did not know. */
  void onRevoked(Consumer<String> listener);

  /** The state of the store. */
  DirectoryState.Store state();

  /** Why the store is DEGRADED or DOWN; else empty. */
  String reason();

  Future<Void> close();
}
