package br.com.catalogador.web;

import br.com.catalogador.bus.Failure;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The parameters of a request, by name. Whatever cannot be taken is refused with the name, what
 * came and what is expected; a parameter that the route does not know is refused too.
 */
final class Parameters {
  private final Map<String, String> values;

  private Parameters(Map<String, String> values, String... known) {
    for (Map.Entry<String, String> given : values.entrySet()) {
      if (!Arrays.asList(known).contains(given.getKey())) {
        throw Failure.invalidParameter(
            given.getKey(),
            given.getValue(),
            known.length == 0 ? "no parameter" : "one of: " + String.join(", ", known));
      }
    }
    this.values = values;
  }

  /**
   * @param known the names that the route takes
   * @throws Failure INVALID_PARAMETER when there is another name, or one twice
   */
  static Parameters ofQuery(MultiMap query, String... known) {
    Map<String, String> values = new TreeMap<>();
    for (Map.Entry<String, String> entry : query) {
      if (values.put(entry.getKey(), entry.getValue()) != null) {
        throw Failure.invalidParameter(
            entry.getKey(), String.join(", ", query.getAll(entry.getKey())), "given once");
      }
    }
    return new Parameters(values, known);
  }

  /**
   * @param known the fields that the route takes
   * @throws Failure INVALID_PARAMETER when there is another field, or one that is no text
   */
  static Parameters ofBody(JsonObject body, String... known) {
    Map<String, String> values = new TreeMap<>();
    for (Map.Entry<String, Object> entry : body) {
      Object value = entry.getValue();
      if (value != null && !(value instanceof String)) {
        throw Failure.invalidParameter(entry.getKey(), value.getClass().getSimpleName(), "a text");
      }
      if (value != null) {
        values.put(entry.getKey(), (String) value);
      }
    }
    return new Parameters(values, known);
  }

  /** The text, not blank and at most so long. */
  String requiredText(String name, int maxLength) {
    String value = values.get(name);
    String expected = "text of 1 to " + maxLength + " characters";
    if (value == null) {
      throw Failure.invalidParameter(name, null, expected);
    }
    if (value.isBlank() || value.length() > maxLength) {
      throw Failure.invalidParameter(name, value.length() + " characters", expected);
    }
    return value;
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
  }

  int wholeNumber(String name, int byDefault, int min, int max) {
    String expected = "a whole number from " + min + " to " + max;
    return parse(name, expected, Integer::valueOf, value -> value >= min && value <= max)
        .orElse(byDefault);
  }

  Optional<Long> epochSeconds(String name) {
    long latest = 100_000_000_000L;
    return parse(name, "UTC epoch seconds", Long::valueOf, value -> value >= 0 && value <= latest);
  }

  /** A number within {@code [min, max]}. */
  Optional<Double> number(String name, double min, double max) {
    return parse(
        name,
        "a number from " + min + " to " + max,
        Parameters::decimal,
        value -> value >= min && value <= max);
  }

  /** Java also reads hexadecimal, infinite and suffixed numbers; nobody means those. */
  private static Double decimal(String text) {
    if (!text.matches("-?[0-9]{1,15}(\\.[0-9]{1,15})?")) {
      throw new NumberFormatException(text);
    }
    return Double.valueOf(text);
  }

  boolean flag(String name, boolean byDefault) {
    return choice(name, List.of("true", "false"), Optional::of)
        .map(Boolean::valueOf)
        .orElse(byDefault);
  }

  /**
   * @param names the values that may be given, for the refusal
   * @param find finds what a value names
   */
  <T> Optional<T> choice(String name, List<String> names, Function<String, Optional<T>> find) {
    return text(name)
        .map(
            value ->
                Optional.of(value)
                    .filter(names::contains)
                    .flatMap(find)
                    .orElseThrow(
                        () ->
                            Failure.invalidParameter(
                                name, value, "one of: " + String.join(", ", names))));
  }

  private <T> Optional<T> parse(
      String name, String expected, Function<String, T> parser, Function<T, Boolean> accepted) {
    Optional<String> text = text(name);
    try {
      Optional<T> value = text.map(parser);
      if (value.isEmpty() || value.map(accepted).orElse(true)) {
        return value;
      }
    } catch (NumberFormatException refusedBelow) {
      // told like a number out of range
    }
    throw Failure.invalidParameter(name, text.orElse(""), expected);
  }
}
