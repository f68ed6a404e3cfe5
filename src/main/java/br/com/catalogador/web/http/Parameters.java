package br.com.catalogador.web.http;

import br.com.catalogador.failure.Failure;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The parameters of a request, by name. Invalid values and unknown names fail with
 * INVALID_PARAMETER, which names the parameter, the received and the expected value. In a query
 * every value is text, in a body it has its JSON type.
 */
public final class Parameters {
  private static final String QUERY = Parameters.class.getName();
  private static final String FLAG = "true or false";

  private final Map<String, ParameterValue> values;

  private Parameters(Map<String, ParameterValue> values, String... known) {
    for (Map.Entry<String, ParameterValue> given : values.entrySet()) {
      if (!Arrays.asList(known).contains(given.getKey())) {
        throw Failure.invalidParameter(
            given.getKey(),
            // Not the value: that of a mistyped "pasword" must not be sent back or logged.
            given.getValue().kind(),
            known.length == 0 ? "no parameter" : "one of: " + String.join(", ", known));
      }
    }
    this.values = values;
  }

  /**
   * Reads the query of a request for {@link #ofQuery(RoutingContext)}.
   *
   * @param known the parameters of the operation
   * @throws Failure INVALID_PARAMETER for another name, or one that is given twice
   */
  public static void readQuery(RoutingContext context, List<String> known) {
    context.put(QUERY, ofQuery(context.queryParams(), known.toArray(String[]::new)));
  }

  /** The query that {@link #readQuery} has read. */
  public static Parameters ofQuery(RoutingContext context) {
    return context.get(QUERY);
  }

  static Parameters ofQuery(MultiMap query, String... known) {
    Map<String, ParameterValue> values = new TreeMap<>();
    for (Map.Entry<String, String> entry : query) {
      if (values.put(entry.getKey(), ParameterValue.ofQuery(entry.getValue())) != null) {
        throw Failure.invalidParameter(
            entry.getKey(), query.getAll(entry.getKey()).size() + " values", "given once");
      }
    }
    return new Parameters(values, known);
  }

  /**
   * Reads the fields of a JSON body; a null field counts as absent.
   *
   * @param known the fields of the operation
   * @throws Failure INVALID_PARAMETER for another field
   */
  public static Parameters ofBody(JsonObject body, String... known) {
    Map<String, ParameterValue> values = new TreeMap<>();
    for (Map.Entry<String, Object> entry : body) {
      if (entry.getValue() != null) {
        values.put(entry.getKey(), ParameterValue.ofBody(entry.getValue()));
      }
    }
    return new Parameters(values, known);
  }

  /**
   * Reads the parameters of a query from the fields of a JSON object. Numbers and flags may also be
   * given as text; a null field counts as absent.
   *
   * @param known the allowed fields
   * @throws Failure INVALID_PARAMETER for another field, a list or an object
   */
  public static Parameters ofValues(JsonObject object, String... known) {
    Map<String, ParameterValue> values = new TreeMap<>();
    for (Map.Entry<String, Object> entry : object) {
      Object given = entry.getValue();
      if (given instanceof JsonArray || given instanceof JsonObject) {
        throw Failure.invalidParameter(
            entry.getKey(), ParameterValue.ofBody(given).kind(), "a text, a number or a flag");
      }
      if (given != null) {
        values.put(entry.getKey(), ParameterValue.ofQuery(ParameterValue.ofBody(given).text()));
      }
    }
    return new Parameters(values, known);
  }

  /** A required text, not blank and of limited length in characters. */
  public String requiredText(String name, int maxLength) {
    String expected = "text of 1 to " + maxLength + " characters";
    String value = scalar(name, ParameterValue.Type.TEXT, expected).orElse(null);
    if (value == null) {
      throw Failure.invalidParameter(name, null, expected);
    }
    if (value.isBlank() || value.length() > maxLength) {
      throw Failure.invalidParameter(name, value.length() + " characters", expected);
    }
    return value;
  }

  /** Whether a value is given, of whatever type. */
  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** Whether this text is given. */
  public boolean isText(String name, String text) {
    return has(name) && text.equals(values.get(name).given());
  }

  public Optional<String> text(String name) {
    return scalar(name, ParameterValue.Type.TEXT, "a text");
  }

  /** The text of a number, not checked further. */
  public Optional<String> numberAsText(String name) {
    return scalar(name, ParameterValue.Type.NUMBER, "a number");
  }

  /**
   * A list of texts without duplicates; only in a body.
   *
   * @return empty when absent; a list that is given has at least one text
   */
  public List<String> texts(String name, int maxItems, int maxLength) {
    ParameterValue value = values.get(name);
    if (value == null) {
      return List.of();
    }
    String expected =
        "a list of 1 to %d texts of 1 to %d characters".formatted(maxItems, maxLength);
    if (!(value.given() instanceof JsonArray array) || array.isEmpty() || array.size() > maxItems) {
      throw Failure.invalidParameter(name, value.kind(), expected);
    }
    for (Object item : array) {
      if (!(item instanceof String text)) {
        throw Failure.invalidParameter(
            name, "a list with " + ParameterValue.ofBody(item).kind(), expected);
      }
      if (text.isBlank() || text.length() > maxLength) {
        throw Failure.invalidParameter(name, ParameterValue.ofBody(text).shown(), expected);
      }
    }
    return array.stream().map(String.class::cast).distinct().toList();
  }

  public int wholeNumber(String name, int byDefault, int min, int max) {
    String expected = "a whole number from " + min + " to " + max;
    return number(name, expected, Parameters::whole, value -> value >= min && value <= max)
        .orElse(byDefault);
  }

  public Optional<Long> epochSeconds(String name) {
    long latest = 100_000_000_000L;
    return number(name, "UTC epoch seconds", Parameters::digits, value -> value <= latest);
  }

  /** A number within {@code [min, max]}. */
  public Optional<Double> number(String name, double min, double max) {
    return number(
        name,
        "a number from " + min + " to " + max,
        Parameters::decimal,
        value -> value >= min && value <= max);
  }

  /** Rejects a plus sign and non-ASCII digits, which Java accepts. */
  private static Integer whole(String text) {
    if (!text.matches("-?[0-9]{1,10}")) {
      throw new NumberFormatException(text);
    }
    return Integer.valueOf(text);
  }

  private static Long digits(String text) {
    if (!text.matches("[0-9]{1,12}")) {
      throw new NumberFormatException(text);
    }
    return Long.valueOf(text);
  }

  /** Rejects hexadecimal, infinite and suffixed numbers, which Java accepts. */
  private static Double decimal(String text) {
    if (!text.matches("-?[0-9]{1,15}(\\.[0-9]{1,15})?")) {
      throw new NumberFormatException(text);
    }
    return Double.valueOf(text);
  }

  public boolean flag(String name, boolean byDefault) {
    return scalar(name, ParameterValue.Type.FLAG, FLAG)
        .map(text -> named(name, text, List.of("true", "false"), Optional::of))
        .map(Boolean::valueOf)
        .orElse(byDefault);
  }

  public boolean requiredFlag(String name) {
    if (!values.containsKey(name)) {
      throw Failure.invalidParameter(name, null, FLAG);
    }
    return flag(name, false);
  }

  /**
   * One of several values.
   *
   * @param names the allowed values
   * @param find returns what a value stands for
   */
  public <T> Optional<T> choice(
      String name, List<String> names, Function<String, Optional<T>> find) {
    return scalar(name, ParameterValue.Type.TEXT, oneOf(names))
        .map(text -> named(name, text, names, find));
  }

  /** One of several whole numbers. */
  <T> Optional<T> choiceOfNumber(
      String name, List<Integer> numbers, Function<Integer, Optional<T>> find) {
    List<String> names = numbers.stream().map(String::valueOf).toList();
    return scalar(name, ParameterValue.Type.NUMBER, oneOf(names))
        .map(text -> named(name, text, names, known -> find.apply(Integer.valueOf(known))));
  }

  private static String oneOf(List<String> names) {
    return names.stream().collect(Collectors.joining(", ", "one of: ", ""));
  }

  private <T> T named(
      String name, String text, List<String> names, Function<String, Optional<T>> find) {
    return Optional.of(text)
        .filter(names::contains)
        .flatMap(find)
        .orElseThrow(() -> Failure.invalidParameter(name, values.get(name).shown(), oneOf(names)));
  }

  private <T> Optional<T> number(
      String name, String expected, Function<String, T> parser, Function<T, Boolean> accepted) {
    Optional<String> text = scalar(name, ParameterValue.Type.NUMBER, expected);
    try {
      Optional<T> value = text.map(parser);
      if (value.isEmpty() || value.map(accepted).orElse(true)) {
        return value;
      }
    } catch (NumberFormatException ignored) {
      // Rejected below, like a number out of range.
    }
    throw Failure.invalidParameter(name, values.get(name).shown(), expected);
  }

  /** The value as text; empty when absent or an empty text. Fails for another type. */
  private Optional<String> scalar(String name, ParameterValue.Type type, String expected) {
    ParameterValue value = values.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (!value.mayBe(type)) {
      throw Failure.invalidParameter(name, value.kind(), expected);
    }
    return Optional.of(value.text()).filter(text -> !text.isEmpty());
  }
}
