package br.com.catalogador.fuzz;

import br.com.catalogador.support.ApiContract;
import br.com.catalogador.support.ApiContract.Operation;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes requests of all kinds for every operation of {@code openapi.yaml}. Most are nearly right:
 * what is wrong everywhere is refused at the door and tries nothing behind it.
 */
final class Shots {
  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "FOO");
  private static final List<String> TYPES =
      List.of(
          "application/json",
          "application/json; charset=utf-8",
          "application/json;charset=iso-8859-7",
          "APPLICATION/JSON",
          "text/plain",
          "application/x-www-form-urlencoded",
          "multipart/form-data; boundary=x",
          "multipart/form-data",
          "application/xml",
          "",
          "x");
  private static final List<String> ACCEPTED =
      List.of(
          "*/*",
          "application/json",
          "text/csv",
          "text/html,application/xhtml+xml;q=0.9",
          "text/html;q=0",
          "nothing",
          ";;;",
          "a/b;q=x");
  private static final List<String> FORWARDED =
      List.of("10.0.0.1", "127.0.0.1", ",,,", "unknown", "::1", "1.2.3.4, 5.6.7.8");
  private static final int MOST_BYTES = 80_000;

  private final Values values;
  private final List<Caller> callers;
  private final List<Operation> operations = ApiContract.operations();

  Shots(Values values, List<Caller> callers) {
    this.values = values;
    this.callers = callers;
  }

  Shot next() {
    Operation operation = values.oneOf(operations);
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    Caller caller = identify(headers);
    describe(headers);
    Buffer body = body(operation, headers);
    String method = values.chance(8) ? values.oneOf(METHODS) : operation.method();
    String uri = path(operation.path()) + query(operation);
    return new Shot(method, operation.path(), uri, headers, body, caller);
  }

  /** Most come with a good token; others with all that is none. */
  private Caller identify(MultiMap headers) {
    Caller caller = values.oneOf(callers);
    switch (values.below(20)) {
      case 0 -> {
        return null;
      }
      case 1 -> headers.set("Authorization", values.oneOf(List.of("Bearer", "Basic x", "x", "")));
      case 2 -> headers.set("Authorization", "Bearer " + mutilated(caller.token()));
      case 3 -> headers.set("Cookie", "catalogador_token=" + mutilated(caller.token()));
      case 4 -> headers.set("Cookie", "a=b; catalogador_token=x; catalogador_lang=xx; ;=;");
      case 5 -> {
        headers.set("Cookie", "catalogador_token=" + caller.token());
        return caller;
      }
      case 6 -> {
        headers.set("Cookie", "catalogador_token=" + caller.token());
        headers.set("X-Requested-With", "catalogador");
        return caller;
      }
      default -> {
        headers.set("Authorization", "Bearer " + caller.token());
        return caller;
      }
    }
    return null;
  }

  private String mutilated(String token) {
    String[] parts = token.split("\\.");
    return switch (values.below(5)) {
      case 0 -> "eyJhbGciOiJub25lIn0." + parts[1] + ".";
      case 1 -> parts[0] + "." + parts[1];
      case 2 -> "eyJhbGciOiJIUzUxMiJ9." + parts[1] + "." + parts[2];
      case 3 -> token.substring(0, values.below(token.length()));
      default -> token.replace('A', 'B') + "x";
    };
  }

  private void describe(MultiMap headers) {
    if (values.chance(20)) {
      headers.set("Accept", values.oneOf(ACCEPTED));
    }
    if (values.chance(10)) {
      headers.set("Accept-Language", values.oneOf(List.of("en", "es", "xx", "-", ";q", "en;q=9")));
    }
    if (values.chance(5)) {
      headers.set("X-Forwarded-For", values.oneOf(FORWARDED));
    }
    if (values.chance(5)) {
      headers.set("Origin", values.oneOf(List.of("http://evil.example", "null", "x")));
    }
    if (values.chance(2)) {
      headers.set("Range", values.oneOf(List.of("bytes=0-1", "bytes=9-1", "bytes=-", "x=y")));
    }
    if (values.chance(1)) {
      headers.set("X-Long", "x".repeat(values.below(9_000)));
    }
  }

  private String path(String path) {
    String filled = path.replace("{build}", "1").replace("{file}", "css/app.css");
    if (!values.chance(6)) {
      return filled;
    }
    return switch (values.below(7)) {
      case 0 -> filled + "/";
      case 1 -> "/" + filled;
      case 2 -> filled.replaceFirst("/([a-z])", "/%2e/$1");
      case 3 -> filled + "/" + encoded(values.nasty());
      case 4 -> filled.toUpperCase();
      case 5 -> filled + "%";
      default -> filled + ";a=b";
    };
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private String query(Operation operation) {
    List<String> parts = new ArrayList<>();
    for (JsonObject parameter : operation.parameters("query")) {
      String name = parameter.getString("name");
      boolean given =
          parameter.getBoolean("required", false) ? !values.chance(3) : values.chance(40);
      if (given) {
        parts.add(name + "=" + encoded(values.inQuery(name, parameter.getJsonObject("schema"))));
      }
      if (values.chance(1)) {
        parts.add(name + "=" + encoded(values.nasty()));
      }
    }
    if (values.chance(3)) {
      parts.add(
          values.oneOf(
              List.of(
                  encoded(values.nasty()) + "=1",
                  "admin=true",
                  "%zz",
                  "&&=&",
                  "x",
                  "x[]=1",
                  "x=" + "y".repeat(values.below(5_000)))));
    }
    return parts.isEmpty() ? "" : "?" + String.join("&", parts);
  }

  private Buffer body(Operation operation, MultiMap headers) {
    boolean wanted = operation.body() != null;
    if (!wanted && !values.chance(4)) {
      return null;
    }
    headers.set("Content-Type", values.chance(90) ? "application/json" : values.oneOf(TYPES));
    if (wanted && values.chance(50)) {
      return Buffer.buffer(values.object(operation.body()).encode());
    }
    return switch (values.below(wanted ? 12 : 6)) {
      case 0 -> Buffer.buffer(values.bytes(values.below(200)));
      case 1 -> Buffer.buffer(values.noise(values.below(200)));
      case 2 -> Buffer.buffer("[".repeat(values.below(2_000)));
      case 3 -> Buffer.buffer(values.oneOf(List.of("", "null", "1", "\"x\"", "[]", "[{}]", "{")));
      case 4 -> huge();
      case 5 ->
          Buffer.buffer("--x\r\nContent-Disposition: form-data; name=\"a\"; filename=\"b\"\r\n");
      default -> Buffer.buffer(nearlyRight(operation.body()));
    };
  }

  private Buffer huge() {
    // Rarely: it costs a thousand times what the others do.
    return values.chance(20)
        ? Buffer.buffer("{\"x\":\"" + "y".repeat(values.below(MOST_BYTES)) + "\"}")
        : Buffer.buffer("{}");
  }

  private String nearlyRight(JsonObject schema) {
    JsonObject object = values.object(schema);
    List<String> names = List.copyOf(schema.getJsonObject("properties").fieldNames());
    String name = values.oneOf(names);
    JsonObject field = schema.getJsonObject("properties").getJsonObject(name);
    switch (values.below(7)) {
      case 0 -> object.remove(name);
      case 1 -> object.put(values.nasty(), 1);
      case 2 -> object.put(name, nested(field));
      case 3 -> {
        String text = object.encode();
        return text.substring(0, values.below(text.length() + 1));
      }
      case 4 -> {
        return object.encode().replaceFirst("\\{", "{\"" + name + "\":null,");
      }
      default -> object.put(name, values.inBody(name, field));
    }
    return object.encode();
  }

  /** An object or a list in the place of a value, or a value wrong further in. */
  private Object nested(JsonObject reference) {
    JsonObject schema = ApiContract.resolve(reference);
    if (schema.containsKey("properties")) {
      JsonObject object = values.object(schema);
      JsonObject fields = schema.getJsonObject("properties");
      String name = values.oneOf(List.copyOf(fields.fieldNames()));
      return object.put(name, values.inBody(name, fields.getJsonObject(name)));
    }
    return new JsonArray(Arrays.asList(values.nasty(), null, new JsonObject()));
  }
}
