package br.com.catalogador.simulator;

import io.vertx.core.json.JsonObject;

/**
 * What an authenticated user asks for with {@code sendMessage}.
 *
 * @param name as sent, with or without the prefix of a service
 * @param body parameters; empty when none were sent
 * @param now the broker's clock in UTC epoch seconds
 */
record ClientRequest(SimulatedUser user, String name, JsonObject body, long now) {

  /** A whole number of the body, sent as number or as text; null when absent or neither. */
  Long number(String key) {
    return number(body, key);
  }

  /** The number of the asset that a body is about; null when it is about none. */
  static Long asset(JsonObject body) {
    Long active = number(body, "active_id");
    if (active == null) {
      active = number(body, "asset_id");
    }
    return active == null ? number(body, "id") : active;
  }

  /** As {@link #number(String)}, from any object. */
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
