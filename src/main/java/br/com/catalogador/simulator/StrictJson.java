package br.com.catalogador.simulator;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Reads a JSON object strictly. Every method throws {@link IllegalArgumentException} with a message
 * that names the field if its value is not the expected one.
 */
final class StrictJson {
  private final String path;
  private final JsonObject json;

  /**
   * @param path prefix of field names in messages, empty or ending with a dot
   */
  StrictJson(String path, JsonObject json) {
    this.path = path;
    this.json = json;
  }

  Set<String> keys() {
    return json.fieldNames();
  }

  boolean isNull(String key) {
    return json.getValue(key) == null;
  }

  long whole(String key, long min, long max) {
    Object value = json.getValue(key);
    boolean whole = value instanceof Integer || value instanceof Long;
    if (!whole || ((Number) value).longValue() < min || ((Number) value).longValue() > max) {
      throw mistake(key, "a whole number from " + min + " to " + max);
    }
    return ((Number) value).longValue();
  }

  /** A number from 0 to 1. */
  double fraction(String key) {
    if (json.getValue(key) instanceof Number number
        && number.doubleValue() >= 0
        && number.doubleValue() <= 1) {
      return number.doubleValue();
    }
    throw mistake(key, "a number from 0 to 1");
  }

  /** A number that is not negative, with the precision of its text. */
  BigDecimal decimal(String key) {
    if (json.getValue(key) instanceof Number number && number.doubleValue() >= 0) {
      return new BigDecimal(number.toString());
    }
    throw mistake(key, "a number, not negative");
  }

  boolean flag(String key) {
    if (json.getValue(key) instanceof Boolean flag) {
      return flag;
    }
    throw mistake(key, "true or false");
  }

  String text(String key) {
    if (json.getValue(key) instanceof String text) {
      return text;
    }
    throw mistake(key, "a text");
  }

  List<String> texts(String key) {
    if (json.getValue(key) instanceof JsonArray array
        && array.stream().allMatch(String.class::isInstance)) {
      return array.stream().map(String.class::cast).toList();
    }
    throw mistake(key, "a list of texts");
  }

  /** An object with exactly the given fields, or with any if none are given. */
  StrictJson object(String key, String... fields) {
    return object(key, json.getValue(key), fields);
  }

  /** A list of objects with exactly the given fields. */
  List<StrictJson> objects(String key, String... fields) {
    if (!(json.getValue(key) instanceof JsonArray array)) {
      throw mistake(key, "a list of objects");
    }
    List<StrictJson> objects = new ArrayList<>();
    for (Object element : array) {
      objects.add(object(key, element, fields));
    }
    return objects;
  }

  private StrictJson object(String key, Object value, String... fields) {
    if (value instanceof JsonObject object
        && (fields.length == 0 || object.fieldNames().equals(Set.of(fields)))) {
      return new StrictJson(path + key + ".", object);
    }
    throw mistake(
        key, fields.length == 0 ? "an object" : "an object with " + Arrays.toString(fields));
  }

  private IllegalArgumentException mistake(String key, String expected) {
    return new IllegalArgumentException(path + key + " must be " + expected);
  }
}
