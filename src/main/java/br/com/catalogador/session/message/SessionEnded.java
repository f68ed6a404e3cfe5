package br.com.catalogador.session.message;

/**
 * A session has ended for good: its tokens open nothing any more.
 *
 * @param user whose it was
 * @param reason why it ended
 */
public record SessionEnded(SessionId session, UserId user, Reason reason) {

  /** Why a session ends. */
  public enum Reason {
    /** The user said so. */
    LOGOUT,
    /** Nobody has used it for too long. */
    IDLE,
    /** The broker had given it up, and the user has logged in anew. */
    REPLACED
  }
}
