package br.com.catalogador.session.message;

import java.util.List;

/**
 * A user's preferences, the same on all devices. Each is null until the user has set it.
 *
 * @param alerts not null after they are switched off
 * @param stake the first stake, in the currency of the account
 * @param favourites symbols of assets, the newest last
 * @param presets named sets of parameters, the newest last
 * @param patterns the user's own strategies, the newest last
 */
public record Preferences(
    Alerts alerts,
    Double stake,
    List<String> favourites,
    List<Preset> presets,
    List<OwnPattern> patterns) {
  /** The preferences of a user who has not set any. */
  public static final Preferences DEFAULT = new Preferences(null, null, null, null, null);

  public static final double MIN_STAKE = 0.01;
  public static final double MAX_STAKE = 1_000_000;
  public static final int MAX_FAVOURITES = 60;
  public static final int MAX_PRESETS = 20;
  public static final int MAX_PATTERNS = 20;

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

  /**
   * A set of parameters under a name.
   *
   * @param name up to {@link #MAX_NAME} characters, unique among the user's
   * @param parameters a JSON object of texts, numbers and booleans, up to {@link #MAX_PARAMETERS}
   *     characters; read by the page alone
   */
  public record Preset(String name, String parameters) {
    public static final int MAX_NAME = 60;
    public static final int MAX_PARAMETERS = 2_000;
  }

  /**
   * A strategy of the user's own.
   *
   * @param name up to {@link Preset#MAX_NAME} characters, unique among the user's
   * @param text the pattern, up to {@link #MAX_TEXT} characters
   */
  public record OwnPattern(String name, String text) {
    public static final int MAX_TEXT = 1_000;
  }

  /** Fields to change; null keeps the current value. */
  public record Changes(
      Boolean sound,
      Boolean notification,
      Integer secondsBefore,
      Double stake,
      List<String> favourites,
      List<Preset> presets,
      List<OwnPattern> patterns) {
    public Changes {
      favourites = favourites == null ? null : List.copyOf(favourites);
      presets = presets == null ? null : List.copyOf(presets);
      patterns = patterns == null ? null : List.copyOf(patterns);
    }
  }

  public Preferences {
    favourites = favourites == null ? null : List.copyOf(favourites);
    presets = presets == null ? null : List.copyOf(presets);
    patterns = patterns == null ? null : List.copyOf(patterns);
  }

  /** Only alerts are set. */
  public Preferences(Alerts alerts) {
    this(alerts, null, null, null, null);
  }

  /** These preferences with some fields changed. */
  public Preferences with(Changes changes) {
    return new Preferences(
        alertsWith(changes),
        orElse(changes.stake(), stake),
        orElse(changes.favourites(), favourites),
        orElse(changes.presets(), presets),
        orElse(changes.patterns(), patterns));
  }

  private Alerts alertsWith(Changes changes) {
    if (changes.sound() == null
        && changes.notification() == null
        && changes.secondsBefore() == null) {
      return alerts;
    }
    Alerts before = alerts == null ? Alerts.UNSET : alerts;
    return new Alerts(
        orElse(changes.sound(), before.sound()),
        orElse(changes.notification(), before.notification()),
        orElse(changes.secondsBefore(), before.secondsBefore()));
  }

  private static <T> T orElse(T changed, T before) {
    return changed == null ? before : changed;
  }
}
