package br.com.catalogador.broker;

import io.netty.handler.codec.DateFormatter;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An answer over HTTP from the broker, or from what stands before it: only a JSON object is taken
 * for the broker's own word. Immutable.
 *
 * @param json null when the body is no JSON object
 * @param text the body as text, for telling who answered; the start of a long one
 */
record HttpAnswer(int status, MultiMap headers, JsonObject json, String text) {
  static final String NO_CODE = "";

  static HttpAnswer of(int status, MultiMap headers, Buffer body) {
    return new HttpAnswer(status, headers, object(body), body.toString(StandardCharsets.UTF_8));
  }

  private static JsonObject object(Buffer body) {
    try {
      return body.length() == 0 ? null : body.toJsonObject();
    } catch (DecodeException | ClassCastException notAnObject) {
      return null;
    }
  }

  /** A field of the JSON object; null when there is none. */
  Object field(String name) {
    return json == null ? null : json.getValue(name);
  }

  /**
   * The broker's code: {@code code}, or in the older form {@code errors[0].code}; {@link #NO_CODE}
   * when there is none.
   */
  String code() {
    Object code = field("code");
    return word(code == null ? firstError().getValue("code") : code);
  }

  /** The broker's sentence for people, as it came; empty when there is none. */
  String message() {
    JsonObject error = firstError();
    for (Object said :
        new Object[] {
          field("message"),
          error.getValue("title"),
          error.getValue("message"),
          error.getValue("detail")
        }) {
      String text = said instanceof JsonArray list && !list.isEmpty() ? word(list.getValue(0)) : "";
      text = text.isEmpty() ? LenientJson.text(said) : text;
      if (!text.isBlank()) {
        return text;
      }
    }
    return "";
  }

  private JsonObject firstError() {
    return LenientJson.objects(field("errors")).findFirst().orElseGet(JsonObject::new);
  }

  private static String word(Object value) {
    return value instanceof Number number ? number.toString() : LenientJson.text(value);
  }

  /** Seconds to wait that the answer names: {@code ttl} in the body, or {@code Retry-After}. */
  Optional<Long> seconds() {
    for (Object told :
        new Object[] {
          field("ttl"),
          LenientJson.object(field("data")).getValue("ttl"),
          firstError().getValue("ttl"),
          headers.get("Retry-After")
        }) {
      long seconds = LenientJson.whole(told, -1);
      if (seconds >= 0) {
        return Optional.of(seconds);
      }
    }
    // The header may be a date as well; only the sender's own clock makes sense of it.
    Date until = date("Retry-After");
    Date now = date("Date");
    return until == null || now == null
        ? Optional.empty()
        : Optional.of((until.getTime() - now.getTime()) / 1000);
  }

  private Date date(String header) {
    String text = headers.get(header);
    return text == null ? null : DateFormatter.parseHttpDate(text);
  }

  /** A cookie that the answer sets; empty when it sets none of that name. */
  String cookie(String name) {
    List<String> cookies = headers.getAll("Set-Cookie");
    return cookies.stream()
        .filter(cookie -> cookie.startsWith(name + "="))
        .map(cookie -> cookie.substring(name.length() + 1).split(";", 2)[0].trim())
        .findFirst()
        .orElse("");
  }

  /** Who answered in the broker's place: {@code cloudflare}, {@code nginx} or {@code other}. */
  String gate() {
    String signs = (headers.get("Server") + " " + text).toLowerCase(Locale.ROOT);
    if (headers.contains("CF-Ray") || signs.contains("cloudflare")) {
      return "cloudflare";
    }
    return signs.contains("nginx") || signs.contains("openresty") ? "nginx" : "other";
  }
}
