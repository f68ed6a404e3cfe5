package br.com.catalogador.simulator;

import br.com.catalogador.simulator.LinkFaults.AssetShape;
import br.com.catalogador.simulator.SimulatedAsset.State;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Rewrites an entry of the option list in a valid but unusual form. */
final class UnusualAssets {
  private UnusualAssets() {}

  /** Rewrites an option; several shapes must be applied in the order of the enum. */
  static void write(AssetShape shape, SimulatedAsset asset, JsonObject option) {
    switch (shape) {
      case OBJECTS -> option.put("schedule", objects(option.getJsonArray("schedule")));
      case MILLISECONDS -> option.put("schedule", milliseconds(option.getJsonArray("schedule")));
      case TEXTS -> {
        for (String key : new String[] {"id", "enabled", "is_suspended", "group_id"}) {
          option.put(key, option.getValue(key).toString());
        }
      }
      case BARE -> {
        if (asset.state() != State.DISABLED) {
          option.remove("enabled");
        }
        if (option.getValue("is_suspended").toString().equals("false")) {
          option.remove("is_suspended");
        }
      }
      case NAMES -> {
        if (asset.otc()) {
          option.put("name", asset.name()).remove("ticker");
        }
      }
      case NO_PAYOUT ->
          option.getJsonObject("option").getJsonObject("profit").put("commission", 100);
      default -> {} // affects the list, not an entry
    }
  }

  private static JsonArray objects(JsonArray pairs) {
    JsonArray objects = new JsonArray();
    for (int i = 0; i < pairs.size(); i++) {
      JsonArray pair = pairs.getJsonArray(i);
      objects.add(new JsonObject().put("open", pair.getLong(0)).put("close", pair.getLong(1)));
    }
    return objects;
  }

  private static JsonArray milliseconds(JsonArray schedule) {
    JsonArray scaled = new JsonArray();
    for (Object entry : schedule) {
      if (entry instanceof JsonObject session) {
        scaled.add(
            new JsonObject()
                .put("open", session.getLong("open") * 1_000)
                .put("close", session.getLong("close") * 1_000));
      } else {
        JsonArray pair = (JsonArray) entry;
        scaled.add(JsonArray.of(pair.getLong(0) * 1_000, pair.getLong(1) * 1_000));
      }
    }
    return scaled;
  }
}
