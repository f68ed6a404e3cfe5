package br.com.catalogador.support;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;

/**
 * Checks answers against {@code openapi.yaml}, independently of the server's own reading of it:
 * status, content type, headers and schema.
 */
public final class ApiContract {
  public static final JsonObject DOCUMENT = read();

  private static final String REFERENCE = "$ref";
  private static final JsonObject ANY_ROUTE = DOCUMENT.getJsonObject("x-any-route");
  private static final JsonSchemaOptions OPTIONS =
      new JsonSchemaOptions()
          .setBaseUri("app://catalogador")
          .setDraft(Draft.DRAFT202012)
          .setOutputFormat(OutputFormat.Basic);
  private static final Map<JsonObject, Validator> VALIDATORS = new ConcurrentHashMap<>();

  /** Of a column of candles so many values go to the validator; all have the type by then. */
  private static final int SHORT = 3;

  private static final Map<Operation, Pattern> PATHS = paths();

  /** Bodies that have passed; the same body is often the answer to many requests. */
  private static final Set<Judged> RIGHT = ConcurrentHashMap.newKeySet();

  private static final int REMEMBERED = 2_000;

  private record Judged(JsonObject schema, String body) {}

  private ApiContract() {}

  /**
   * One method of one path.
   *
   * @param method in capitals
   * @param described the operation in the document
   */
  public record Operation(String method, String path, JsonObject described) {
    public String id() {
      return described.getString("operationId");
    }

    /** Its parameters in a place, e.g. {@code query}, with references resolved. */
    public List<JsonObject> parameters(String place) {
      return described.getJsonArray("parameters", new JsonArray()).stream()
          .map(parameter -> resolve((JsonObject) parameter))
          .filter(parameter -> parameter.getString("in").equals(place))
          .toList();
    }

    /** The schema of its JSON body; null for none. */
    public JsonObject body() {
      JsonObject body = described.getJsonObject("requestBody");
      JsonObject json =
          body == null ? null : body.getJsonObject("content").getJsonObject("application/json");
      return json == null ? null : resolve(json.getJsonObject("schema"));
    }

    public boolean isOpen() {
      return described.containsKey("security");
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  /** An answer to check; an absent header is null. */
  public record Given(int status, String body, UnaryOperator<String> headers) {}

  private static JsonObject read() {
    try (InputStream in = ApiContract.class.getResourceAsStream("/openapi.yaml")) {
      Map<String, Object> root = new Yaml().load(in);
      return new JsonObject(root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static List<Operation> operations() {
    return List.copyOf(PATHS.keySet());
  }

  private static Map<Operation, Pattern> paths() {
    Map<Operation, Pattern> operations = new LinkedHashMap<>();
    for (Map.Entry<String, Object> path : DOCUMENT.getJsonObject("paths")) {
      for (Map.Entry<String, Object> method : (JsonObject) path.getValue()) {
        operations.put(
            new Operation(
                method.getKey().toUpperCase(Locale.ROOT),
                path.getKey(),
                (JsonObject) method.getValue()),
            Pattern.compile(pattern(path.getKey())));
      }
    }
    return operations;
  }

  public static Operation operation(String id) {
    return operations().stream().filter(it -> it.id().equals(id)).findFirst().orElseThrow();
  }

  /** The target of a reference within the document; other objects are returned unchanged. */
  public static JsonObject resolve(JsonObject described) {
    if (!described.containsKey(REFERENCE)) {
      return described;
    }
    JsonObject found = DOCUMENT;
    for (String step : described.getString(REFERENCE).substring("#/".length()).split("/")) {
      found = found.getJsonObject(step);
    }
    return found;
  }

  /**
   * Compares an answer with the document.
   *
   * @param path with or without a query
   * @return its differences; empty for none
   */
  public static List<String> complaints(String method, String path, Given answer) {
    boolean head = method.equals("HEAD");
    JsonObject responses = responses(head ? "GET" : method, path.split("[?#]", 2)[0]);
    JsonObject promised = responses.getJsonObject(Integer.toString(answer.status()));
    if (promised == null) {
      promised = ANY_ROUTE.getJsonObject(Integer.toString(answer.status()));
    }
    List<String> complaints = new ArrayList<>();
    if (promised == null) {
      complaints.add("status " + answer.status() + " is not promised");
    } else {
      checkHeaders(resolve(promised), answer, complaints);
      checkBody(resolve(promised), answer, head, path.startsWith("/api/"), complaints);
    }
    return complaints;
  }

  private static JsonObject responses(String method, String path) {
    for (Map.Entry<Operation, Pattern> entry : PATHS.entrySet()) {
      Operation operation = entry.getKey();
      if (operation.method().equals(method) && entry.getValue().matcher(path).matches()) {
        return operation.described().getJsonObject("responses");
      }
    }
    return ANY_ROUTE;
  }

  private static String pattern(String path) {
    // A file name may contain slashes; the router ignores a slash at the end.
    return path.replace(".", "\\.").replaceAll("\\{file}", ".+").replaceAll("\\{\\w+}", "[^/]+")
        + (path.endsWith("/") ? "" : "/?");
  }

  private static void checkHeaders(JsonObject promised, Given answer, List<String> complaints) {
    for (Map.Entry<String, Object> entry : promised.getJsonObject("headers", new JsonObject())) {
      JsonObject header = resolve((JsonObject) entry.getValue());
      String value = answer.headers().apply(entry.getKey());
      if (value == null && header.getBoolean("required", false)) {
        complaints.add("no header " + entry.getKey());
      } else if (value != null) {
        JsonObject schema = header.getJsonObject("schema");
        boolean number = "integer".equals(schema.getValue("type"));
        check(schema, number ? Integer.valueOf(value) : value, entry.getKey(), complaints);
      }
    }
  }

  private static void checkBody(
      JsonObject promised, Given answer, boolean head, boolean api, List<String> complaints) {
    JsonObject content = promised.getJsonObject("content", new JsonObject());
    String header = answer.headers().apply("Content-Type");
    String type = header == null ? "" : header.split(";", 2)[0];
    if (content.isEmpty() || head) {
      if (!answer.body().isEmpty()) {
        complaints.add("a body of " + answer.body().length() + " characters");
      }
      return;
    }
    boolean forAPerson = !api && answer.status() >= 400 && type.equals("text/html");
    JsonObject body = content.getJsonObject(type, content.getJsonObject("*/*"));
    if (body == null && !forAPerson) {
      complaints.add("content type \"" + header + "\" is not promised");
    } else if (body != null && type.endsWith("json")) {
      JsonObject schema = body.getJsonObject("schema");
      Judged judged = new Judged(schema, answer.body());
      if (RIGHT.contains(judged)) {
        return;
      }
      try {
        int before = complaints.size();
        check(schema, shortened(schema, Json.decodeValue(answer.body())), "body", complaints);
        if (complaints.size() == before && RIGHT.size() < REMEMBERED) {
          RIGHT.add(judged);
        }
      } catch (DecodeException e) {
        complaints.add("is no JSON: " + e.getMessage());
      }
    }
  }

  /**
   * The same value with its long arrays of valid numbers cut: the validator takes microseconds for
   * each, and an answer has thousands of them.
   */
  private static Object shortened(JsonObject schema, Object value) {
    JsonObject properties = resolve(schema).getJsonObject("properties");
    if (properties == null || !(value instanceof JsonObject)) {
      return value;
    }
    JsonObject shortened = new JsonObject();
    ((JsonObject) value)
        .forEach(
            entry -> {
              boolean cut =
                  entry.getValue() instanceof JsonArray numbers
                      && numbers.size() > SHORT
                      && properties.getValue(entry.getKey()) instanceof JsonObject column
                      && areAll(resolve(column), numbers);
              shortened.put(
                  entry.getKey(),
                  cut
                      ? new JsonArray(((JsonArray) entry.getValue()).getList().subList(0, SHORT))
                      : entry.getValue());
            });
    return shortened;
  }

  /** Whether the schema asks for an array of numbers and nothing else, and these are such. */
  private static boolean areAll(JsonObject array, JsonArray numbers) {
    JsonObject items = resolve(array.getJsonObject("items", new JsonObject()));
    if (!Set.of("type", "items", "description").containsAll(array.fieldNames())
        || !Set.of("type", "minimum", "description").containsAll(items.fieldNames())) {
      return false;
    }
    boolean whole = "integer".equals(items.getValue("type"));
    double minimum = items.getDouble("minimum", Double.NEGATIVE_INFINITY);
    return (whole || "number".equals(items.getValue("type")))
        && numbers.stream()
            .allMatch(
                it ->
                    (it instanceof Integer || it instanceof Long || !whole && it instanceof Double)
                        && ((Number) it).doubleValue() >= minimum);
  }

  private static void check(
      JsonObject schema, Object value, String place, List<String> complaints) {
    OutputUnit result = VALIDATORS.computeIfAbsent(schema, ApiContract::validator).validate(value);
    if (!result.getValid()) {
      complaints.add(place + ": " + result.getErrors());
    }
  }

  /** Adds the components of the document, which references in the schema point to. */
  private static Validator validator(JsonObject schema) {
    JsonObject components =
        new JsonObject().put("schemas", DOCUMENT.getJsonObject("components").getValue("schemas"));
    JsonObject whole =
        new JsonObject()
            .put("allOf", new JsonArray().add(schema))
            .put("components", components)
            .copy();
    return Validator.create(JsonSchema.of(whole), OPTIONS);
  }
}
