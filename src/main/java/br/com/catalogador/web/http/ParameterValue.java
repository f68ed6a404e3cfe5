package br.com.catalogador.web.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;

/**
 * One value of a request.
 *
 * @param given as it came: a text, or what a JSON body holds
 * @param typed whether its type counts; in a query everything is text
 */
record ParameterValue(Object given, boolean typed) {
  private static final int LONGEST_SHOWN = 100;

  /** Types that a single value may be asked to have. */
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

  /** As text; a number without exponent and without idle zeros, so that 10.0 is 10. */
  String text() {
    return given instanceof Double number && Double.isFinite(number)
        ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
        : String.valueOf(given);
  }

  /** For a refusal: the value itself, or what kind of thing it is when that would be too much. */
  String shown() {
    if (given instanceof JsonArray || given instanceof JsonObject) {
      return kind();
    }
    String text = text();
    return text.length() <= LONGEST_SHOWN ? text : text.length() + " characters";
  }

  /** For the refusal of a type; a password that came as a number is not repeated. */
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
