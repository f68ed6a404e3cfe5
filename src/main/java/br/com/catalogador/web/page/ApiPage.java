package br.com.catalogador.web.page;

import br.com.catalogador.web.http.ApiDocument;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The model of the page {@code /api-docs}: converts the {@linkplain ApiDocument document} into the
 * structure that its template renders. Descriptions become paragraphs and list items, each a
 * sequence of text and code.
 */
final class ApiPage {
  private static final String ITEM = "- ";

  private final ApiDocument document;
  private final JsonObject json;
  private final SchemaText schemas;

  ApiPage(ApiDocument document) {
    this.document = document;
    this.json = document.json();
    this.schemas = new SchemaText(document);
  }

  JsonObject content() {
    JsonArray groups = new JsonArray();
    for (Object tag : json.getJsonArray("tags")) {
      groups.add(group((JsonObject) tag));
    }
    JsonArray models = new JsonArray();
    for (Map.Entry<String, Object> schema :
        json.getJsonObject("components").getJsonObject("schemas")) {
      models.add(model(schema.getKey(), (JsonObject) schema.getValue()));
    }
    return new JsonObject()
        .put("title", json.getJsonObject("info").getString("title"))
        .put("prose", prose(json.getJsonObject("info")))
        .put("anyRoute", answers(json.getJsonObject("x-any-route")))
        .put("groups", groups)
        .put("models", models);
  }

  private JsonObject group(JsonObject tag) {
    JsonArray operations = new JsonArray();
    for (Map.Entry<String, Object> path : json.getJsonObject("paths")) {
      for (Map.Entry<String, Object> method : (JsonObject) path.getValue()) {
        JsonObject described = (JsonObject) method.getValue();
        if (described.getJsonArray("tags").contains(tag.getString("name"))) {
          operations.add(operation(path.getKey(), method.getKey(), described));
        }
      }
    }
    return new JsonObject()
        .put("name", tag.getString("name"))
        .put("prose", prose(tag))
        .put("operations", operations);
  }

  private JsonObject operation(String path, String method, JsonObject described) {
    JsonArray security = described.getJsonArray("security");
    return new JsonObject()
        .put("id", described.getString("operationId"))
        .put("method", method.toUpperCase(Locale.ROOT))
        .put("path", path)
        .put("summary", described.getString("summary"))
        .put("prose", prose(described))
        .put("secured", security == null)
        .put("inputs", inputs(described))
        .put("answers", answers(described.getJsonObject("responses")));
  }

  /** The parameters, followed by the fields of the body. */
  private JsonArray inputs(JsonObject described) {
    JsonArray inputs = new JsonArray();
    for (Object given : described.getJsonArray("parameters", new JsonArray())) {
      JsonObject parameter = document.resolve((JsonObject) given);
      inputs.add(
          field(
              parameter.getString("name"),
              parameter.getString("in"),
              parameter.getBoolean("required", false),
              parameter.getJsonObject("schema"),
              parameter));
    }
    if (described.containsKey("requestBody")) {
      JsonObject content = described.getJsonObject("requestBody").getJsonObject("content");
      String type = content.fieldNames().iterator().next();
      addFields(inputs, "", "body", content.getJsonObject(type).getValue("schema"));
    }
    return inputs;
  }

  /** Adds the fields of an object; those of nested objects by their dotted path. */
  private void addFields(JsonArray fields, String prefix, String place, Object schema) {
    JsonObject object = document.resolve((JsonObject) schema);
    JsonArray required = object.getJsonArray("required", new JsonArray());
    for (Map.Entry<String, Object> property :
        object.getJsonObject("properties", new JsonObject())) {
      JsonObject described = (JsonObject) property.getValue();
      String name = prefix + property.getKey();
      fields.add(field(name, place, required.contains(property.getKey()), described, described));
      addFields(fields, name + ".", place, schemas.inline(described));
    }
  }

  private JsonObject field(
      String name, String place, boolean required, JsonObject schema, JsonObject described) {
    return new JsonObject()
        .put("name", name)
        .put("place", place)
        .put("required", required)
        .put("type", schemas.type(schema))
        .put("byDefault", String.valueOf(document.resolve(schema).getValue("default", "")))
        .put("prose", prose(described));
  }

  private JsonArray answers(JsonObject responses) {
    JsonArray answers = new JsonArray();
    for (Map.Entry<String, Object> response : responses) {
      JsonObject described = document.resolve((JsonObject) response.getValue());
      JsonArray bodies = new JsonArray();
      for (Map.Entry<String, Object> content :
          described.getJsonObject("content", new JsonObject())) {
        bodies.add(body(content.getKey(), ((JsonObject) content.getValue())));
      }
      answers.add(
          new JsonObject()
              .put("status", response.getKey())
              .put("prose", prose(described))
              .put("bodies", bodies));
    }
    return answers;
  }

  private JsonObject body(String type, JsonObject content) {
    JsonObject schema = content.getJsonObject("schema");
    JsonArray fields = new JsonArray();
    boolean problem = schema.containsKey("allOf");
    if (!problem && !schema.containsKey("$ref")) {
      addFields(fields, "", "", schema);
    }
    return new JsonObject()
        .put("type", type)
        .put("codes", problem ? schemas.codes(schema) : new JsonArray())
        .put("shape", problem || !fields.isEmpty() ? null : schemas.type(schema))
        .put("fields", fields);
  }

  private JsonObject model(String name, JsonObject schema) {
    JsonArray fields = new JsonArray();
    addFields(fields, "", "", schema);
    return new JsonObject()
        .put("name", name)
        .put("prose", prose(schema))
        .put("type", schema.containsKey("properties") ? null : schemas.type(schema))
        .put("fields", fields);
  }

  private static JsonArray prose(JsonObject described) {
    JsonArray blocks = new JsonArray();
    for (String line : described.getString("description", "").split("\n")) {
      if (!line.isBlank()) {
        boolean item = line.startsWith(ITEM);
        blocks.add(
            new JsonObject()
                .put("item", item)
                .put("runs", runs(item ? line.substring(ITEM.length()) : line)));
      }
    }
    return blocks;
  }

  /** Splits a line at backquotes into alternating text and code. */
  private static JsonArray runs(String line) {
    List<JsonObject> runs = new ArrayList<>();
    String[] parts = line.split("`");
    for (int i = 0; i < parts.length; i++) {
      runs.add(new JsonObject().put("code", i % 2 != 0).put("text", parts[i]));
    }
    return new JsonArray(runs);
  }
}
