package br.com.catalogador.session.message;

/**
 * A user's preferences, the same on all devices.
 *
 * @param alerts null until the user has set any of them; not null after they are switched off
 */
public record Preferences(Alerts alerts) {
  /** The preferences of a user who has not set any. */
  public static final Preferences DEFAULT = new Preferences(null);

  /**
   * How a user is alerted of an entry.
   *
   * @param sound whether by a sound
   * @param notification whether by a notification of the browser
   * @param secondsBefore how many seconds before the entry, {@link #MIN_SECONDS} to {@link
   *     #MAX_SECONDS}
   */
  public record Alerts(boolean sound, boolean notification, int secondsBefore) {
    public static final int MIN_SECONDS = 3;
    public static final int MAX_SECONDS = 120;

    /** The values of fields that were never set. */
    private static final Alerts UNSET = new Alerts(false, false, 10);
  }

  /** Fields to change; null keeps the current value. */
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
