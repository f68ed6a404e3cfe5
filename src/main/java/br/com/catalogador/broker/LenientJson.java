package br.com.catalogador.broker;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads JSON values leniently: the broker may send numbers and booleans as strings. */
final class LenientJson {
  private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?\\d{1,18}");

  private LenientJson() {}

  /** The value as a number, also from a text; NaN if it is not a number. */
  static double number(Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    if (value instanceof String text) {
      try {
        return Double.parseDouble(text.trim());
      } catch (NumberFormatException ignored) {
        return Double.NaN;
      }
    }
    return Double.NaN;
  }

  /**
   * The value as a whole number, rounded if it has a fraction; the fallback if it is not a finite
   * number.
   */
  static long whole(Object value, long fallback) {
    if (value instanceof Long || value instanceof Integer) {
      return ((Number) value).longValue();
    }
    if (value instanceof String text && WHOLE_NUMBER.matcher(text.trim()).matches()) {
      return Long.parseLong(text.trim());
    }
    double number = number(value);
    return Double.isFinite(number) ? Math.round(number) : fallback;
  }

  /** Whether the value is {@code true}, the text "true" in any case, or a number other than 0. */
  static boolean flag(Object value) {
    if (value instanceof Boolean bool) {
      return bool;
    }
    return text(value).trim().equalsIgnoreCase("true") || whole(value, 0) != 0;
  }

  static String text(Object value) {
    return value instanceof String text ? text : "";
  }

  static JsonObject object(Object value) {
    return value instanceof JsonObject object ? object : new JsonObject();
  }

  /** The objects in an array, or among an object's values; empty for anything else. */
  static Stream<JsonObject> objects(Object value) {
    Stream<?> elements =
        value instanceof JsonArray array
            ? array.stream()
            : value instanceof JsonObject map
                ? map.stream().map(Map.Entry::getValue)
                : Stream.empty();
    return elements.filter(JsonObject.class::isInstance).map(JsonObject.class::cast);
  }

  /** An array's elements; empty for anything else. */
  static List<Object> list(Object value) {
    return value instanceof JsonArray array ? array.stream().toList() : List.of();
  }
}
