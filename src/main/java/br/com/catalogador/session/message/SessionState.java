package br.com.catalogador.session.message;

/**
 * What a session holds for its user beyond its link to the broker, and keeps when its verticle
 * goes.
 *
 * @param ranking his last ranking as text, in a form that the ranking alone knows; null when there
 *     is none
 */
public record SessionState(Preferences preferences, String ranking) {
  /** What a session begins with. */
  public static final SessionState INITIAL = new SessionState(Preferences.DEFAULT, null);

  public SessionState with(Preferences changed) {
    return new SessionState(changed, ranking);
  }

  /**
   * @param changed null for none
   */
  public SessionState withRanking(String changed) {
    return new SessionState(preferences, changed);
  }
}
