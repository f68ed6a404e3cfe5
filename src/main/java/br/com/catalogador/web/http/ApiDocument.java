package br.com.catalogador.web.http;

import br.com.catalogador.web.Operations;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The OpenAPI document {@code openapi.yaml}, which defines parameters and answers of all routes.
 * The server's routes are mounted from it (see {@link Operations}).
 */
public final class ApiDocument {
  private static final String FILE = "/openapi.yaml";
  private static final String REFERENCE = "$ref";

  /** Marks a path that is not mounted by {@link Operations}: the bridge, the static files. */
  private static final String MOUNTED_BY = "x-mounted-by";

  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete");

  private final String text;
  private final JsonObject json;
  private final List<Operation> operations;

  /**
   * One method of one path.
   *
   * @param id its {@code operationId}
   * @param open whether it requires no token
   * @param withBody whether it has a request body
   * @param query names of its query parameters
   */
  public record Operation(
      String id,
      HttpMethod method,
      String path,
      boolean open,
      boolean withBody,
      List<String> query) {
    public Operation {
      query = List.copyOf(query);
    }
  }

  /** Holds the document, which is read on first use, once per process. */
  private static final class Loaded {
    static final ApiDocument DOCUMENT = read();
  }

  private ApiDocument(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    Map<String, Object> root = new Yaml(new SafeConstructor(options)).load(text);
    this.text = text;
    this.json = new JsonObject(root);
    this.operations = List.copyOf(readOperations());
  }

  /** The document; the first call blocks for some hundred milliseconds. */
  public static ApiDocument load() {
    return Loaded.DOCUMENT;
  }

  private static ApiDocument read() {
    try (InputStream in = ApiDocument.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IOException("no " + FILE + " on the class path");
      }
      return new ApiDocument(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The YAML text of the document. */
  public Buffer text() {
    return Buffer.buffer(text);
  }

  /** The parsed document; callers must not modify it. */
  public JsonObject json() {
    return json;
  }

  /** The operations that {@link Operations} mounts, in the document's order. */
  public List<Operation> operations() {
    return operations;
  }

  private List<Operation> readOperations() {
    List<Operation> operations = new ArrayList<>();
    for (Map.Entry<String, Object> path : json.getJsonObject("paths")) {
      for (Map.Entry<String, Object> method : (JsonObject) path.getValue()) {
        JsonObject described = (JsonObject) method.getValue();
        if (METHODS.contains(method.getKey()) && !described.containsKey(MOUNTED_BY)) {
          operations.add(operation(path.getKey(), method.getKey(), described));
        }
      }
    }
    return operations;
  }

  private Operation operation(String path, String method, JsonObject described) {
    return new Operation(
        described.getString("operationId"),
        HttpMethod.valueOf(method.toUpperCase(Locale.ROOT)),
        path,
        described.containsKey("security") && described.getJsonArray("security").isEmpty(),
        described.containsKey("requestBody"),
        queryNames(described));
  }

  private List<String> queryNames(JsonObject described) {
    return described.getJsonArray("parameters", new JsonArray()).stream()
        .map(parameter -> resolve((JsonObject) parameter))
        .filter(parameter -> parameter.getString("in").equals("query"))
        .map(parameter -> parameter.getString("name"))
        .toList();
  }

  /** Resolves a reference within the document; other objects are returned unchanged. */
  public JsonObject resolve(JsonObject described) {
    if (!described.containsKey(REFERENCE)) {
      return described;
    }
    JsonObject found = json;
    for (String step : described.getString(REFERENCE).substring("#/".length()).split("/")) {
      found = found.getJsonObject(step);
    }
    return found;
  }
}
