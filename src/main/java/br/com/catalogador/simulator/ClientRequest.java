package br.com.catalogador.simulator;

import io.vertx.core.json.JsonObject;

/**
 * A request sent by an authenticated user with {@code sendMessage}.
 *
 * @param name as sent, with or without the service prefix
 * @param body parameters; empty when none were sent
 * @param now the broker's clock in UTC epoch seconds
 */
record ClientRequest(SimulatedUser user, String name, JsonObject body, long now) {

  /** A whole number in the body, sent as number or text; null if absent or neither. */
  Long number(String key) {
    return number(body, key);
  }

  /** The asset id in a body; null if it has none. */
  static Long asset(JsonObject body) {
    Long active = number(body, "active_id");
    if (active == null) {
      active = number(body, "asset_id");
    }
    return active == null ? number(body, "id") : active;
  }

  /** Like {@link #number(String)}, from any object. */
  static Long number(JsonObject json, String key) {
    Object value = json.getValue(key);
    if (value instanceof Number number) {
      return number.longValue();
    }
    if (value instanceof String text && text.matches("-?\\d{1,18}")) {
      return Long.parseLong(text);
    }
    return null;
  }
}
