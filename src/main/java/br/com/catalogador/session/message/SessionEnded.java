package br.com.catalogador.session.message;

import br.com.catalogador.model.SessionId;
import br.com.catalogador.model.UserId;

/**
 * A session has ended for good: its tokens are invalid. A passivated session has not ended.
 *
 * @param user the session's user; null on a server that read the end from the store
 */
public record SessionEnded(SessionId session, UserId user, Reason reason) {

  /** Reasons of an end. */
  public enum Reason {
    /** The user has logged out. */
    LOGGED_OUT,
    /** The broker has refused its session id. */
    REFUSED,
    /** Its access token has expired and could not be renewed. */
    EXPIRED
  }
}
