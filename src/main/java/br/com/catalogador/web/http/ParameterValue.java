package br.com.catalogador.web.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;

/**
 * The value of one request parameter.
 *
 * @param given the received value: a text, or any JSON value of a body
 * @param typed whether its type is checked; false for a query, where every value is text
 */
record ParameterValue(Object given, boolean typed) {
  private static final int LONGEST_SHOWN = 100;

  /** The types of scalar values. */
  enum Type {
    TEXT(String.class),
    NUMBER(Number.class),
    FLAG(Boolean.class);

    private final Class<?> ofJson;

    Type(Class<?> ofJson) {
      this.ofJson = ofJson;
    }
  }

  static ParameterValue ofQuery(String text) {
    return new ParameterValue(text, false);
  }

  static ParameterValue ofBody(Object given) {
    return new ParameterValue(given, true);
  }

  boolean mayBe(Type type) {
    return !typed || type.ofJson.isInstance(given);
  }

  /** The value as text; numbers without exponent and trailing zeros, so 10.0 is {@code 10}. */
  String text() {
    return given instanceof Double number && Double.isFinite(number)
        ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
        : String.valueOf(given);
  }

  /** The value for an error message: the text, or its kind or length when it is too long. */
  String shown() {
    if (given instanceof JsonArray || given instanceof JsonObject) {
      return kind();
    }
    String text = text();
    return text.length() <= LONGEST_SHOWN ? text : text.length() + " characters";
  }

  /** The kind of value for an error message, which must not repeat a password sent as a number. */
  String kind() {
    if (given instanceof JsonArray array) {
      return "a list of " + array.size();
    }
    if (given instanceof Number) {
      return "a number";
    }
    if (given instanceof Boolean) {
      return "a boolean";
    }
    if (given instanceof JsonObject) {
      return "an object";
    }
    return given == null ? "null" : "a text";
  }
}
