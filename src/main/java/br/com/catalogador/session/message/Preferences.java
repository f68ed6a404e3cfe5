package br.com.catalogador.session.message;

/** What a user has chosen for himself, on whatever device. */
public record Preferences(Alerts alerts) {
  /** What holds until a user chooses: no alert. */
  public static final Preferences DEFAULT = new Preferences(new Alerts(false, false, 10));

  /**
   * How a user wants to be told of an entry.
   *
   * @param sound whether by a sound
   * @param notification whether by a notification of the browser
   * @param secondsBefore how many seconds before the entry, {@link #MIN_SECONDS} to {@link
   *     #MAX_SECONDS}
   */
  public record Alerts(boolean sound, boolean notification, int secondsBefore) {
    public static final int MIN_SECONDS = 3;
    public static final int MAX_SECONDS = 120;
  }
}
