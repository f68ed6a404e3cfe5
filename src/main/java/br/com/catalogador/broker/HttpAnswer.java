package br.com.catalogador.broker;

import io.netty.handler.codec.DateFormatter;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An HTTP answer from the broker or from a gateway in front of it. Only a JSON object is considered
 * the broker's own answer. Immutable.
 *
 * @param json null if the body is not a JSON object
 * @param text the body as text, truncated if long, to identify the gateway
 */
record HttpAnswer(int status, MultiMap headers, JsonObject json, String text) {
  static final String NO_CODE = "";
  private static final Pattern MEDIA_TYPE = Pattern.compile("[a-z0-9.+-]{1,40}/[a-z0-9.+-]{1,40}");

  static HttpAnswer of(int status, MultiMap headers, Buffer body) {
    return new HttpAnswer(status, headers, object(body), body.toString(StandardCharsets.UTF_8));
  }

  /** The answer that refused a WebSocket upgrade; null if the failure has another cause. */
  static HttpAnswer ofUpgrade(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof UpgradeRejectedException refused) {
        MultiMap headers = refused.getHeaders();
        Buffer body = refused.getBody();
        return of(
            refused.getStatus(),
            headers == null ? MultiMap.caseInsensitiveMultiMap() : headers,
            body == null ? Buffer.buffer() : body);
      }
    }
    return null;
  }

  private static JsonObject object(Buffer body) {
    try {
      return body.length() == 0 ? null : body.toJsonObject();
    } catch (DecodeException | ClassCastException ignored) {
      return null;
    }
  }

  /** A field of the JSON object; null when there is none. */
  Object field(String name) {
    return json == null ? null : json.getValue(name);
  }

  /**
   * The broker's error code: {@code code}, or {@code errors[0].code} in the older form; {@link
   * #NO_CODE} if there is none.
   */
  String code() {
    Object code = field("code");
    return textOf(code == null ? firstError().getValue("code") : code);
  }

  /** The broker's message for users, unmodified; empty if there is none. */
  String message() {
    JsonObject error = firstError();
    for (Object value :
        new Object[] {
          field("message"),
          error.getValue("title"),
          error.getValue("message"),
          error.getValue("detail")
        }) {
      String message =
          value instanceof JsonArray list && !list.isEmpty() ? textOf(list.getValue(0)) : "";
      message = message.isEmpty() ? LenientJson.text(value) : message;
      if (!message.isBlank()) {
        return message;
      }
    }
    return "";
  }

  private JsonObject firstError() {
    return LenientJson.objects(field("errors")).findFirst().orElseGet(JsonObject::new);
  }

  private static String textOf(Object value) {
    return value instanceof Number number ? number.toString() : LenientJson.text(value);
  }

  /**
   * The wait in seconds that the answer requests: {@code ttl} in the body, or {@code Retry-After}.
   */
  Optional<Long> seconds() {
    for (Object value :
        new Object[] {
          field("ttl"),
          LenientJson.object(field("data")).getValue("ttl"),
          firstError().getValue("ttl"),
          headers.get("Retry-After")
        }) {
      long seconds = LenientJson.whole(value, -1);
      if (seconds >= 0) {
        return Optional.of(seconds);
      }
    }
    // The header may be a date, which is relative to the sender's own clock.
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

  /** The value of a cookie that the answer sets; empty if it does not set it. */
  String cookie(String name) {
    List<String> cookies = headers.getAll("Set-Cookie");
    return cookies.stream()
        .filter(cookie -> cookie.startsWith(name + "="))
        .map(cookie -> cookie.substring(name.length() + 1).split(";", 2)[0].trim())
        .findFirst()
        .orElse("");
  }

  /** What the answer shows about its sender. */
  AnswerFacts facts() {
    boolean isBroker =
        !code().equals(NO_CODE) || field("ssid") != null || !cookie("ssid").isEmpty();
    return new AnswerFacts(
        status, contentType(), isBroker ? AnswerFacts.BROKER : gate(), Diagnosis.ofPage(this));
  }

  /** The media type without parameters; empty if there is none or it is malformed. */
  private String contentType() {
    String type = String.valueOf(headers.get("Content-Type")).split(";", 2)[0];
    type = type.trim().toLowerCase(Locale.ROOT);
    return MEDIA_TYPE.matcher(type).matches() ? type : "";
  }

  /**
   * The gateway that answered instead of the broker: {@code cloudflare}, {@code nginx} or {@code
   * other}.
   */
  String gate() {
    String signs = (headers.get("Server") + " " + text).toLowerCase(Locale.ROOT);
    if (headers.contains("CF-Ray") || signs.contains("cloudflare")) {
      return "cloudflare";
    }
    return signs.contains("nginx") || signs.contains("openresty") ? "nginx" : "other";
  }
}
