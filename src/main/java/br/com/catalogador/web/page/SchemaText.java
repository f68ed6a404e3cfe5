package br.com.catalogador.web.page;

import br.com.catalogador.web.http.ApiDocument;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Writes schemas of the {@linkplain ApiDocument document} in a short notation that needs no
 * translation, such as {@code integer 1..2000} or {@code array<Asset> | null}.
 */
final class SchemaText {
  private static final String REFERENCE = "$ref";
  private static final String OBJECT = "object";

  private final ApiDocument document;

  SchemaText(ApiDocument document) {
    this.document = document;
  }

  String type(JsonObject schema) {
    if (schema.containsKey(REFERENCE)) {
      JsonObject named = document.resolve(schema);
      return isPlain(named) ? type(named) : name(schema);
    }
    if (schema.containsKey("oneOf")) {
      return schema.getJsonArray("oneOf").stream()
          .map(one -> type((JsonObject) one))
          .collect(Collectors.joining(" | "));
    }
    if (schema.containsKey("const")) {
      return schema.getValue("const").toString();
    }
    if (schema.containsKey("enum")) {
      return schema.getJsonArray("enum").stream()
          .map(String::valueOf)
          .collect(Collectors.joining(" | "));
    }
    return types(schema).stream()
        .map(type -> type.equals("array") ? list(schema) : type)
        .collect(Collectors.joining(" | "))
        .concat(bounds(schema));
  }

  /** Whether a named schema is shown by its type; only objects are shown by their name. */
  private static boolean isPlain(JsonObject named) {
    return !types(named).contains(OBJECT);
  }

  private static String name(JsonObject reference) {
    String path = reference.getString(REFERENCE);
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static List<String> types(JsonObject schema) {
    Object type = schema.getValue("type", "any");
    return type instanceof JsonArray several
        ? several.stream().map(String::valueOf).toList()
        : List.of(type.toString());
  }

  private String list(JsonObject schema) {
    return "array<" + type(schema.getJsonObject("items")) + ">";
  }

  private static String bounds(JsonObject schema) {
    for (String[] ends :
        List.of(
            new String[] {"minimum", "maximum"},
            new String[] {"minLength", "maxLength"},
            new String[] {"minItems", "maxItems"})) {
      String from = Objects.toString(schema.getValue(ends[0]), "");
      String to = Objects.toString(schema.getValue(ends[1]), "");
      if (!(from + to).isEmpty()) {
        return " " + from + ".." + to;
      }
    }
    return "";
  }

  /** The object schema that is nested in a schema; an empty one when there is none. */
  JsonObject inline(JsonObject schema) {
    List<JsonObject> candidates = new ArrayList<>(List.of(schema));
    schema.getJsonArray("oneOf", new JsonArray()).forEach(one -> candidates.add((JsonObject) one));
    if (schema.getValue("items") instanceof JsonObject items) {
      candidates.add(items);
    }
    return candidates.stream()
        .filter(candidate -> candidate.containsKey("properties"))
        .findFirst()
        .orElseGet(JsonObject::new);
  }

  /** The error codes that the schema of a problem allows. */
  JsonArray codes(JsonObject problem) {
    return problem.getJsonArray("allOf").stream()
        .map(JsonObject.class::cast)
        .filter(part -> !part.containsKey(REFERENCE))
        .findFirst()
        .orElseThrow()
        .getJsonObject("properties")
        .getJsonObject("code")
        .getJsonArray("enum");
  }
}
