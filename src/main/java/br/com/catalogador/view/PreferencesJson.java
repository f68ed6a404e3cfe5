package br.com.catalogador.view;

import br.com.catalogador.failure.Failure;
import br.com.catalogador.session.message.Preferences;
import br.com.catalogador.session.message.Preferences.Alerts;
import br.com.catalogador.session.message.Preferences.Changes;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** Reads and writes preferences in the form of the API. */
public final class PreferencesJson {
  private static final String ALERTS = "alerts";
  private static final String SOUND = "sound";
  private static final String NOTIFICATION = "notification";
  private static final String SECONDS_BEFORE = "secondsBefore";

  private PreferencesJson() {}

  public static JsonObject write(Preferences preferences) {
    Alerts alerts = preferences.alerts();
    return new JsonObject().put(ALERTS, alerts == null ? null : write(alerts));
  }

  private static JsonObject write(Alerts alerts) {
    return new JsonObject()
        .put(SOUND, alerts.sound())
        .put(NOTIFICATION, alerts.notification())
        .put(SECONDS_BEFORE, alerts.secondsBefore());
  }

  /**
   * Reads changes; absent fields keep their values.
   *
   * @throws Failure INVALID_PARAMETER that names the field by its path, e.g. {@code alerts.sound}
   */
  public static Changes read(JsonObject body) {
    rejectUnknown(body, "", List.of(ALERTS));
    if (!body.containsKey(ALERTS)) {
      return new Changes(null, null, null);
    }
    if (!(body.getValue(ALERTS) instanceof JsonObject alerts)) {
      throw invalid(ALERTS, body.getValue(ALERTS), "an object");
    }
    rejectUnknown(alerts, ALERTS + ".", List.of(SOUND, NOTIFICATION, SECONDS_BEFORE));
    return new Changes(
        flag(alerts, SOUND).orElse(null),
        flag(alerts, NOTIFICATION).orElse(null),
        secondsBefore(alerts));
  }

  private static void rejectUnknown(JsonObject object, String path, List<String> known) {
    for (String name : object.fieldNames()) {
      if (!known.contains(name)) {
        throw invalid(path + name, object.getValue(name), "one of: " + String.join(", ", known));
      }
    }
  }

  private static Optional<Boolean> flag(JsonObject alerts, String name) {
    if (!alerts.containsKey(name)) {
      return Optional.empty();
    }
    if (alerts.getValue(name) instanceof Boolean flag) {
      return Optional.of(flag);
    }
    throw invalid(ALERTS + "." + name, alerts.getValue(name), "true or false");
  }

  private static Integer secondsBefore(JsonObject alerts) {
    if (!alerts.containsKey(SECONDS_BEFORE)) {
      return null;
    }
    if (alerts.getValue(SECONDS_BEFORE) instanceof Integer seconds
        && seconds >= Alerts.MIN_SECONDS
        && seconds <= Alerts.MAX_SECONDS) {
      return seconds;
    }
    throw invalid(
        ALERTS + "." + SECONDS_BEFORE,
        alerts.getValue(SECONDS_BEFORE),
        "a whole number from " + Alerts.MIN_SECONDS + " to " + Alerts.MAX_SECONDS);
  }

  /** Reports the type of a value that may be long or nested, instead of the value. */
  private static Failure invalid(String field, Object got, String expected) {
    boolean plain = got == null || got instanceof Boolean || got instanceof Number;
    return Failure.invalidParameter(field, plain ? got : got.getClass().getSimpleName(), expected);
  }
}
