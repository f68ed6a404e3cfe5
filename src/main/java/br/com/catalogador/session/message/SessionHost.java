package br.com.catalogador.session.message;

import br.com.catalogador.bus.Address;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.model.SessionId;
import io.vertx.core.Future;
import java.time.Duration;

/**
 * What the directory of one server does for the directories of the others. It does not forward:
 * requests for a session that is not deployed on this server are answered so.
 */
public interface SessionHost {
  /**
   * Each server's directory answers at its own server. A server that has left the cluster fails
   * with INTERRUPTED; one that is there but too slow with BUSY, and may have done what was asked.
   */
  Address<SessionHost> ADDRESS =
      new Address<>("session.host", Duration.ofSeconds(60), FailureKind.INTERRUPTED);

  /**
   * Whether a session is deployed here; announces it to the cluster again if so.
   *
   * @return false when this server has no session of that user; fails with SESSION_ENDED when it
   *     has a different one
   */
  Future<Boolean> find(FindHostedSession request);

  /**
   * Continues the user's session here with a login made on another server.
   *
   * @return the session, or null when this server has none of that user
   */
  Future<SessionId> transfer(TransferLogin request);

  /**
   * Revokes a token, or all tokens, of a session.
   *
   * @return false when the session is not here
   */
  Future<Boolean> end(EndHosted request);

  /** Whether this server has reached the session store in the last seconds. */
  Future<Boolean> isStoreReachable(GetStoreReachable request);
}
