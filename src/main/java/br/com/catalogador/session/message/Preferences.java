package br.com.catalogador.session.message;

/**
 * What a user has chosen for himself, on whatever device.
 *
 * @param alerts null until he has chosen; what was chosen and switched off again is not null
 */
public record Preferences(Alerts alerts) {
  /** What holds until a user chooses: nothing is set. */
  public static final Preferences DEFAULT = new Preferences(null);

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

    /** What a field has that was never chosen while another one was. */
    private static final Alerts UNSET = new Alerts(false, false, 10);
  }

  /** Fields to change; null keeps what a field has. */
  public record Changes(Boolean sound, Boolean notification, Integer secondsBefore) {
    private boolean isNothing() {
      return sound == null && notification == null && secondsBefore == null;
    }
  }

  /** These preferences with some fields changed. */
  public Preferences with(Changes changes) {
    if (changes.isNothing()) {
      return this;
    }
    Alerts before = alerts == null ? Alerts.UNSET : alerts;
    return new Preferences(
        new Alerts(
            changes.sound() == null ? before.sound() : changes.sound(),
            changes.notification() == null ? before.notification() : changes.notification(),
            changes.secondsBefore() == null ? before.secondsBefore() : changes.secondsBefore()));
  }
}
