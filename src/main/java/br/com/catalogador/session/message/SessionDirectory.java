package br.com.catalogador.session.message;

import br.com.catalogador.bus.Address;
import br.com.catalogador.bus.Channel;
import br.com.catalogador.failure.FailureKind;
import io.vertx.core.Future;
import java.time.Duration;

/** The sessions of this server, and the way to those on the other servers of the cluster. */
public interface SessionDirectory {
  /** Routes and sessions send here; the one directory of this server answers. */
  Address<SessionDirectory> ADDRESS =
      new Address<>("session.directory", Duration.ofSeconds(60), FailureKind.INTERNAL_ERROR);

  /** Publishes each session that has ended for good, once. */
  Channel<SessionEnded> ENDED = Channel.everywhere("session.ended");

  /** Publishes tokens that were revoked before they expired. */
  Channel<TokenRevoked> TOKEN_ENDED = Channel.everywhere("session.token.ended");

  /**
   * Deploys a session that has no verticle; does nothing for one that has. Concurrent requests
   * share one deployment. Fails with SESSION_ENDED when the store has no such session of that user,
   * or the broker refuses its session id. All other failures leave the session to be activated
   * later: STORE_UNAVAILABLE, SESSIONS_FULL, BUSY or INTERRUPTED while the session moves between
   * servers, or the broker's failure.
   */
  Future<Void> activate(Activate request);

  /** Removes the verticle of a session and closes its broker socket; its record stays. */
  Future<Void> passivate(PassivateSession request);

  /** Removes the verticles of all sessions and refuses further deployments; the records stay. */
  Future<Void> passivateAll(PassivateAll request);

  /** Stores preferences; does nothing when the session has ended. */
  Future<Void> store(StorePreferences request);

  /** Stores a ranking; does nothing when the session has ended. */
  Future<Void> store(StoreRanking request);

  /** Stores a renewed access token; does nothing when the session has ended. */
  Future<Void> store(StoreRenewal request);

  /** Ends a session, unless it has another access token by now. */
  Future<Void> end(EndExpired request);

  /** The state of the sessions on this server, for operators. */
  Future<DirectoryState> state(GetDirectoryState request);

  /**
   * Revokes a token on every server; its session and its broker socket end with its last token.
   * Fails with SESSION_ENDED when there is no such session, STORE_UNAVAILABLE when the revocation
   * could not be stored and other servers may go on accepting the token.
   */
  Future<Void> end(EndSession request);

  /**
   * Completes once this server has removed the sessions that other servers own. Fails with
   * STORE_UNAVAILABLE when this server cannot read the owners although others can.
   */
  Future<Void> verify(VerifyOwnership request);
}
