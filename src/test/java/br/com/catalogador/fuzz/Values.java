package br.com.catalogador.fuzz;

import br.com.catalogador.support.ApiContract;
import br.com.catalogador.support.DocumentedValues;
import br.com.catalogador.support.DocumentedValues.Trial;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Random;

/** Values for parameters and fields: right ones, those at the edge, and what somebody might try. */
final class Values {
  private static final List<String> NASTY =
      List.of(
          "",
          " ",
          "null",
          "undefined",
          "-0",
          "00",
          "+1",
          "1e9",
          "1e309",
          "NaN",
          "Infinity",
          "0x10",
          "-1",
          "2147483648",
          "-9223372036854775809",
          "1,5",
          "true ",
          "\u0661\u0662",
          "\u00e7\u00e3o",
          "\ud83d\udcc8",
          "\u202eabc",
          "a\u0000b",
          "a\nb\r\nc",
          "%00",
          "%0d%0aSet-Cookie: a=b",
          "../../../../etc/passwd",
          "' OR '1'='1",
          "\"><script>alert(1)</script>",
          "{{7*7}}",
          "${7*7}",
          "%s%n%x",
          "=1+1",
          "[]",
          "{}",
          "\ufeff60",
          "\ufffd",
          "\ud800",
          "EURUSD-OTC,GBPUSD-OTC",
          "eurusd-otc",
          "user.1001.ranking");

  private final Random random;
  private final List<String> symbols;

  /**
   * @param symbols of assets that there are
   */
  Values(Random random, List<String> symbols) {
    this.random = random;
    this.symbols = symbols;
  }

  <T> T oneOf(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  /** A value that is right; as the text of a query or the JSON of a body, which are the same. */
  Object right(String name, JsonObject reference) {
    JsonObject schema = ApiContract.resolve(reference);
    if (name.equals("asset")) {
      return oneOf(symbols);
    }
    if (name.equals("assets")) {
      return new JsonArray(
          random
              .ints(1 + random.nextInt(3), 0, symbols.size())
              .distinct()
              .mapToObj(symbols::get)
              .toList());
    }
    if (schema.containsKey("properties")) {
      return object(schema);
    }
    if (schema.containsKey("minimum") && schema.getString("type").equals("integer")) {
      long min = schema.getLong("minimum");
      long most = Math.min(schema.getLong("maximum"), min + 100);
      return min + random.nextInt((int) (most - min + 1));
    }
    List<Object> allowed =
        DocumentedValues.asJson(schema).stream().filter(Trial::allowed).map(Trial::value).toList();
    // No general text has a form of its own, such as that of a zone.
    return allowed.isEmpty() ? schema.getValue("example") : oneOf(allowed);
  }

  /** An object that is right; some of what may be left out is. */
  JsonObject object(JsonObject schema) {
    JsonArray required = schema.getJsonArray("required", new JsonArray());
    JsonObject object = new JsonObject();
    for (String name : schema.getJsonObject("properties").fieldNames()) {
      if (required.contains(name) || chance(50)) {
        object.put(name, right(name, schema.getJsonObject("properties").getJsonObject(name)));
      }
    }
    return object;
  }

  String inQuery(String name, JsonObject schema) {
    return switch (random.nextInt(10)) {
      case 0, 1 -> String.valueOf(oneOf(DocumentedValues.asText(schema)).value());
      case 2 -> nasty();
      default -> String.valueOf(right(name, schema));
    };
  }

  Object inBody(String name, JsonObject schema) {
    return switch (random.nextInt(10)) {
      case 0, 1 -> oneOf(DocumentedValues.asJson(schema)).value();
      case 2 -> nasty();
      case 3 -> oneOf(List.of(new JsonArray(), new JsonObject(), -1, 1e300, true));
      default -> right(name, schema);
    };
  }

  /** A text that nobody means well with. */
  String nasty() {
    return switch (random.nextInt(10)) {
      case 0 -> oneOf(NASTY).repeat(1 + random.nextInt(20));
      case 1 -> "x".repeat(random.nextInt(600));
      case 2 -> noise(1 + random.nextInt(40));
      default -> oneOf(NASTY);
    };
  }

  String noise(int length) {
    return random
        .ints(length, 0, 0x2fff)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }
}
