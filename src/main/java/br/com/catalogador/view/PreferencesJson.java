package br.com.catalogador.view;

import br.com.catalogador.failure.Failure;
import br.com.catalogador.session.message.Preferences;
import br.com.catalogador.session.message.Preferences.Alerts;
import br.com.catalogador.session.message.Preferences.Changes;
import br.com.catalogador.session.message.Preferences.OwnPattern;
import br.com.catalogador.session.message.Preferences.Preset;
import br.com.catalogador.strategy.PatternException;
import br.com.catalogador.strategy.PatternText;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Reads and writes preferences in the form of the API. */
public final class PreferencesJson {
  private static final String ALERTS = "alerts";
  private static final String SOUND = "sound";
  private static final String NOTIFICATION = "notification";
  private static final String SECONDS_BEFORE = "secondsBefore";
  private static final String STAKE = "stake";
  private static final String FAVOURITES = "favourites";
  private static final String PRESETS = "presets";
  private static final String NAME = "name";
  private static final String PARAMETERS = "parameters";
  private static final String PATTERNS = "patterns";
  private static final String TEXT = "text";

  /** Longer than any symbol of the broker. */
  private static final int MAX_SYMBOL = 64;

  private PreferencesJson() {}

  /** The fields that are set, and {@code alerts} in any case. */
  public static JsonObject write(Preferences preferences) {
    Alerts alerts = preferences.alerts();
    JsonObject json = new JsonObject().put(ALERTS, alerts == null ? null : write(alerts));
    if (preferences.stake() != null) {
      json.put(STAKE, preferences.stake());
    }
    if (preferences.favourites() != null) {
      json.put(FAVOURITES, new JsonArray(preferences.favourites()));
    }
    if (preferences.presets() != null) {
      json.put(
          PRESETS,
          new JsonArray(preferences.presets().stream().map(PreferencesJson::write).toList()));
    }
    if (preferences.patterns() != null) {
      json.put(
          PATTERNS,
          new JsonArray(preferences.patterns().stream().map(PreferencesJson::write).toList()));
    }
    return json;
  }

  private static JsonObject write(OwnPattern pattern) {
    return new JsonObject().put(NAME, pattern.name()).put(TEXT, pattern.text());
  }

  private static JsonObject write(Alerts alerts) {
    return new JsonObject()
        .put(SOUND, alerts.sound())
        .put(NOTIFICATION, alerts.notification())
        .put(SECONDS_BEFORE, alerts.secondsBefore());
  }

  private static JsonObject write(Preset preset) {
    return new JsonObject()
        .put(NAME, preset.name())
        .put(PARAMETERS, new JsonObject(preset.parameters()));
  }

  /**
   * Reads changes; absent fields keep their values.
   *
   * @throws Failure INVALID_PARAMETER that names the field by its path, e.g. {@code alerts.sound}
   */
  public static Changes read(JsonObject body) {
    rejectUnknown(body, "", List.of(ALERTS, STAKE, FAVOURITES, PRESETS, PATTERNS));
    JsonObject alerts = alerts(body);
    return new Changes(
        flag(alerts, SOUND),
        flag(alerts, NOTIFICATION),
        secondsBefore(alerts),
        stake(body),
        list(body, FAVOURITES, Preferences.MAX_FAVOURITES, PreferencesJson::symbol),
        presets(body),
        patterns(body));
  }

  private static JsonObject alerts(JsonObject body) {
    if (!body.containsKey(ALERTS)) {
      return new JsonObject();
    }
    if (body.getValue(ALERTS) instanceof JsonObject alerts) {
      rejectUnknown(alerts, ALERTS + ".", List.of(SOUND, NOTIFICATION, SECONDS_BEFORE));
      return alerts;
    }
    throw invalid(ALERTS, body.getValue(ALERTS), "an object");
  }

  private static void rejectUnknown(JsonObject object, String path, List<String> known) {
    for (String name : object.fieldNames()) {
      if (!known.contains(name)) {
        throw invalid(path + name, object.getValue(name), "one of: " + String.join(", ", known));
      }
    }
  }

  /** Null when absent. */
  private static Boolean flag(JsonObject alerts, String name) {
    Object flag = alerts.getValue(name);
    if (alerts.containsKey(name) && !(flag instanceof Boolean)) {
      throw invalid(ALERTS + "." + name, flag, "true or false");
    }
    return (Boolean) flag;
  }

  /** Null when absent. */
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

  /** Null when absent. */
  private static Double stake(JsonObject body) {
    if (!body.containsKey(STAKE)) {
      return null;
    }
    if (body.getValue(STAKE) instanceof Number stake
        && stake.doubleValue() >= Preferences.MIN_STAKE
        && stake.doubleValue() <= Preferences.MAX_STAKE) {
      return stake.doubleValue();
    }
    throw invalid(STAKE, body.getValue(STAKE), "a number from 0.01 to 1000000");
  }

  /**
   * Null when absent.
   *
   * @param read reads an item, given the name of the list for failures
   */
  private static <T> List<T> list(
      JsonObject body, String name, int most, BiFunction<String, Object, T> read) {
    if (!body.containsKey(name)) {
      return null;
    }
    if (body.getValue(name) instanceof JsonArray items && items.size() <= most) {
      List<T> values = new ArrayList<>();
      for (int i = 0; i < items.size(); i++) {
        values.add(read.apply(name, items.getValue(i)));
      }
      return values;
    }
    throw invalid(name, body.getValue(name), "an array of up to " + most);
  }

  private static String symbol(String path, Object value) {
    return text(path, value, MAX_SYMBOL);
  }

  private static String text(String path, Object value, int most) {
    if (value instanceof String text && !text.isBlank() && text.length() <= most) {
      return text;
    }
    throw invalid(path, value, "a text of 1 to " + most + " characters");
  }

  /** Null when absent. */
  private static List<Preset> presets(JsonObject body) {
    List<Preset> presets = list(body, PRESETS, Preferences.MAX_PRESETS, PreferencesJson::preset);
    if (presets != null && presets.stream().map(Preset::name).distinct().count() < presets.size()) {
      throw invalid(PRESETS + "." + NAME, null, "each name once");
    }
    return presets;
  }

  private static Preset preset(String path, Object value) {
    if (!(value instanceof JsonObject preset)) {
      throw invalid(path, value, "an object");
    }
    rejectUnknown(preset, path + ".", List.of(NAME, PARAMETERS));
    String name = text(path + "." + NAME, preset.getValue(NAME), Preset.MAX_NAME);
    return new Preset(name, parameters(path + "." + PARAMETERS, preset.getValue(PARAMETERS)));
  }

  /** Null when absent. */
  private static List<OwnPattern> patterns(JsonObject body) {
    List<OwnPattern> patterns =
        list(body, PATTERNS, Preferences.MAX_PATTERNS, PreferencesJson::pattern);
    if (patterns != null
        && patterns.stream().map(OwnPattern::name).distinct().count() < patterns.size()) {
      throw invalid(PATTERNS + "." + NAME, null, "each name once");
    }
    return patterns;
  }

  private static OwnPattern pattern(String path, Object value) {
    if (!(value instanceof JsonObject pattern)) {
      throw invalid(path, value, "an object");
    }
    rejectUnknown(pattern, path + ".", List.of(NAME, TEXT));
    String name = text(path + "." + NAME, pattern.getValue(NAME), Preset.MAX_NAME);
    String text = text(path + "." + TEXT, pattern.getValue(TEXT), OwnPattern.MAX_TEXT);
    try {
      PatternText.read(text);
    } catch (PatternException e) {
      throw PatternProblem.of(path + "." + TEXT, e);
    }
    return new OwnPattern(name, text);
  }

  private static String parameters(String path, Object value) {
    if (value instanceof JsonObject parameters) {
      for (Map.Entry<String, Object> parameter : parameters) {
        Object given = parameter.getValue();
        if (!(given instanceof String || given instanceof Number || given instanceof Boolean)) {
          throw invalid(path, given, "an object of texts, numbers and booleans");
        }
      }
      String encoded = parameters.encode();
      if (encoded.length() <= Preset.MAX_PARAMETERS) {
        return encoded;
      }
    }
    throw invalid(path, value, "an object of up to " + Preset.MAX_PARAMETERS + " characters");
  }

  /** Reports the type of a value that may be long or nested, instead of the value. */
  private static Failure invalid(String field, Object got, String expected) {
    boolean plain = got == null || got instanceof Boolean || got instanceof Number;
    return Failure.invalidParameter(field, plain ? got : got.getClass().getSimpleName(), expected);
  }
}
