package br.com.catalogador.session.message;

/**
 * The state of a session's recording.
 *
 * @param state whether there is one
 * @param seconds how long it has run; 0 without one
 * @param secondsLeft until it ends while it runs, until it is deleted once it has ended; 0 without
 *     one
 * @param full whether it has reached its limit of characters, so that the rest is missing
 */
public record RecordingView(State state, long seconds, long secondsLeft, boolean full) {
  public static final RecordingView NONE = new RecordingView(State.NONE, 0, 0, false);

  /** Whether there is a recording. */
  public enum State {
    NONE,
    RUNNING,
    /** It has ended and can be downloaded. */
    READY
  }
}
