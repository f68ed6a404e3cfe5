package br.com.catalogador.broker;

import io.vertx.core.json.JsonObject;

/**
 * A topic of the broker that a client can subscribe to.
 *
 * @param name name in the subscription, e.g. {@code candle-generated}
 * @param version e.g. {@code 1.0}
 * @param filters routing filters; may be empty
 */
record PushTopic(String name, String version, JsonObject filters) {

  static PushTopic candles(long assetId, int size) {
    return new PushTopic(
        "candle-generated", "1.0", new JsonObject().put("active_id", assetId).put("size", size));
  }

  static PushTopic balances() {
    return new PushTopic("balances.balance-changed", "1.0", new JsonObject());
  }

  /** The body of a subscribe or unsubscribe request. */
  JsonObject message() {
    return new JsonObject()
        .put("name", name)
        .put("version", version)
        .put("params", new JsonObject().put("routingFilters", filters));
  }

  /** The name in push frames: without the service prefix. */
  String pushName() {
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
