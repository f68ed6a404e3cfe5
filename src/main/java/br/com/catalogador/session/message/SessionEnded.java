package br.com.catalogador.session.message;

import br.com.catalogador.model.SessionId;
import br.com.catalogador.model.UserId;

/**
 * Tells that a session has ended for good: its tokens open nothing any more. One that only rests
 * because nobody uses it has not ended.
 *
 * @param user whose it was; null on a server that learns it from the store alone
 */
public record SessionEnded(SessionId session, UserId user, Reason reason) {

  /** Why a session ends. */
  public enum Reason {
    /** The user has logged out. */
    LOGGED_OUT,
    /** The broker takes its session id no more. */
    REFUSED
  }
}
