package br.com.catalogador.session.message;

/**
 * Tells that a session has ended for good: its tokens open nothing any more. One that only rests
 * because nobody uses it has not ended.
 */
public record SessionEnded(SessionId session, UserId user, Reason reason) {

  /** Why a session ends. */
  public enum Reason {
    /** The user has logged out. */
    LOGGED_OUT,
    /** The broker takes its session id no more. */
    REFUSED,
    /** The broker had given it up, and the user has logged in to another. */
    REPLACED
  }
}
