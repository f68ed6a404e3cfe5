package br.com.catalogador.support;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Values at and beyond the limits of a schema of {@code openapi.yaml}. */
public final class DocumentedValues {
  /** Stands for no value where one is required. */
  public static final Trial LEFT_OUT = new Trial(null, false);

  private static final BigDecimal LITTLE = new BigDecimal("0.001");

  private DocumentedValues() {}

  /**
   * A value to send.
   *
   * @param allowed whether the schema allows it
   */
  public record Trial(Object value, boolean allowed) {}

  /** Values as text, for a query, with texts that cannot be parsed as the type. */
  public static List<Trial> asText(JsonObject reference) {
    JsonObject schema = ApiContract.resolve(reference);
    List<Trial> trials = new ArrayList<>(edges(schema));
    String type = schema.getString("type");
    if (schema.containsKey("enum") || !type.equals("string")) {
      refuse(trials, "x", "TRUE", "0x1", "1e0", "NaN", "-", "[1]", "\u0661", "null");
    }
    if (type.equals("integer")) {
      refuse(trials, "60.5", "99999999999999999999");
    }
    return trials;
  }

  /** Values as JSON, for a body, with values of the other JSON types. */
  public static List<Trial> asJson(JsonObject reference) {
    JsonObject schema = ApiContract.resolve(reference);
    if (schema.containsKey("oneOf")) {
      return ofAlternatives(schema.getJsonArray("oneOf"));
    }
    List<Trial> trials = new ArrayList<>(edges(schema));
    String type = schema.getString("type");
    if (!type.equals("string")) {
      refuse(trials, "x", "60", "true");
    }
    if (!type.equals("boolean")) {
      refuse(trials, true);
    }
    if (!type.equals("integer") && !type.equals("number")) {
      refuse(trials, 0, 1.5);
    }
    if (type.equals("integer")) {
      refuse(trials, 60.5, new java.math.BigInteger("99999999999999999999"));
    }
    if (!type.equals("object")) {
      refuse(trials, new JsonObject().put("x", 1));
    }
    refuse(trials, new JsonArray().add(new JsonArray()), new JsonArray().addNull());
    return trials;
  }

  private static List<Trial> ofAlternatives(JsonArray schemas) {
    List<Trial> trials = new ArrayList<>();
    schemas.forEach(schema -> trials.addAll(edges(ApiContract.resolve((JsonObject) schema))));
    refuse(trials, "x", true, 0, 1.5, new JsonObject().put("x", 1));
    return trials;
  }

  private static void refuse(List<Trial> trials, Object... values) {
    for (Object value : values) {
      trials.add(new Trial(value, false));
    }
  }

  private static List<Trial> edges(JsonObject schema) {
    if (schema.containsKey("enum")) {
      List<Trial> all = new ArrayList<>();
      schema.getJsonArray("enum").forEach(value -> all.add(new Trial(value, true)));
      return all;
    }
    return switch (schema.getString("type")) {
      case "boolean" -> List.of(new Trial(true, true), new Trial(false, true));
      case "integer" -> bounds(schema, BigDecimal.ONE);
      case "number" -> bounds(schema, LITTLE);
      case "string" -> lengths(schema);
      case "array" -> sizes(schema);
      default -> List.of();
    };
  }

  private static List<Trial> bounds(JsonObject schema, BigDecimal step) {
    BigDecimal min = new BigDecimal(schema.getValue("minimum").toString());
    BigDecimal max = new BigDecimal(schema.getValue("maximum").toString());
    return List.of(
        new Trial(number(min), true),
        new Trial(number(max), true),
        new Trial(number(min.subtract(step)), false),
        new Trial(number(max.add(step)), false));
  }

  private static Number number(BigDecimal value) {
    return value.stripTrailingZeros().scale() <= 0
        ? (Number) value.longValue()
        : value.doubleValue();
  }

  private static List<Trial> lengths(JsonObject schema) {
    Integer max = schema.getInteger("maxLength");
    if (max == null) {
      return List.of(new Trial("x", true), new Trial("\u00e7\ud83d\ude00", true));
    }
    Predicate<String> allowed = pattern(schema);
    List<Trial> trials = new ArrayList<>();
    for (String text : List.of("x", "x".repeat(max), "x@" + "x".repeat(max - 2))) {
      trials.add(new Trial(text, allowed.test(text)));
    }
    refuse(trials, "x".repeat(max + 1), " ");
    return trials;
  }

  private static Predicate<String> pattern(JsonObject schema) {
    return Pattern.compile(schema.getString("pattern", "")).asPredicate();
  }

  private static List<Trial> sizes(JsonObject schema) {
    JsonObject item = ApiContract.resolve(schema.getJsonObject("items"));
    int max = schema.getInteger("maxItems");
    List<Trial> sizes = new ArrayList<>();
    sizes.add(new Trial(new JsonArray(), schema.getInteger("minItems", 0) == 0));
    if (!item.getString("type").equals("string")) {
      return sizes;
    }
    boolean allowed = pattern(item).test("x");
    sizes.add(new Trial(new JsonArray(Collections.nCopies(max, "x")), allowed));
    sizes.add(new Trial(new JsonArray(Collections.nCopies(max + 1, "x")), false));
    lengths(item)
        .forEach(it -> sizes.add(new Trial(new JsonArray().add(it.value()), it.allowed())));
    return sizes;
  }
}
