package br.com.catalogador.session.message;

import br.com.catalogador.bus.Address;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.model.SessionId;
import io.vertx.core.Future;
import java.time.Duration;

/**
 * What the directory of one server does for those of the others, with the sessions that it holds.
 * It hands nothing on: a session that it does not hold, or no more, it says so.
 */
public interface SessionHost {
  /**
   * Other servers' directories ask here, each server's own directory answers. One that has gone is
   * told as INTERRUPTED, and so apart from one that is there and late, which is BUSY and may have
   * done what it was asked.
   */
  Address<SessionHost> ADDRESS =
      new Address<>("session.host", Duration.ofSeconds(60), FailureKind.INTERRUPTED);

  /**
   * Sees to it that a session can be asked.
   *
   * @return false when this server has none of that user; fails with SESSION_ENDED when it has
   *     another one
   */
  Future<Boolean> host(FindHostedSession request);

  /**
   * Goes on in the session there is, after its user has logged in on another server.
   *
   * @return the session, or null when this server has none of that user that is any good
   */
  Future<SessionId> take(TransferLogin request);

  /**
   * Ends a token, or all, at its user's wish.
   *
   * @return false when the session is not here
   */
  Future<Boolean> end(EndHosted request);

  /** Whether this server has reached the session store in the last seconds. */
  Future<Boolean> storeSeen(GetStoreReachable request);
}
