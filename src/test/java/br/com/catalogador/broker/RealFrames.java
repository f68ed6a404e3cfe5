package br.com.catalogador.broker;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Valid frames of the broker; the candles are made up. */
final class RealFrames {
  static final int STREAMED = 76;
  static final int OTHER = 77;

  private RealFrames() {}

  static JsonObject answer(String name, Object msg) {
    return new JsonObject()
        .put("request_id", "0")
        .put("name", name)
        .put("msg", msg)
        .put("status", 2000);
  }

  static JsonObject push(String name, String service, Object msg) {
    return new JsonObject().put("name", name).put("microserviceName", service).put("msg", msg);
  }

  /** One-minute candles, the last of which starts at the given time. */
  static JsonObject candles(long last, int count) {
    JsonArray candles = new JsonArray();
    for (long from = last - (count - 1) * 60L; from <= last; from += 60) {
      candles.add(
          new JsonObject()
              .put("id", from / 60)
              .put("from", from)
              .put("at", (from + 60) * 1_000_000_000L)
              .put("to", from + 60)
              .put("open", 1.13825)
              .put("close", 1.13 + from / 60 % 100 / 1e4)
              .put("min", 1.138225)
              .put("max", 1.138255)
              .put("volume", 27));
    }
    return new JsonObject().put("candles", candles);
  }

  static JsonObject profile() {
    return new JsonObject()
        .put("isSuccessful", true)
        .put("message", new JsonArray())
        .put(
            "result",
            new JsonObject()
                .put("user_id", 1001)
                .put("first_name", "Ana")
                .put("last_name", "Lima")
                .put("email", "ana@example.com")
                .put("currency", "USD"));
  }

  static JsonArray balances() {
    return new JsonArray().add(balance(1, 12.5)).add(balance(4, 10_000));
  }

  private static JsonObject balance(int type, double amount) {
    return new JsonObject()
        .put("id", 40 + type)
        .put("type", type)
        .put("amount", amount)
        .put("bonus_amount", 0)
        .put("currency", "USD")
        .put("user_id", 1001)
        .put("is_marginal", false);
  }

  static JsonObject initializationData() {
    JsonObject data = new JsonObject();
    for (String section : List.of("binary", "turbo", "blitz")) {
      JsonObject actives = new JsonObject();
      for (int id : new int[] {1, STREAMED, OTHER, 816, 1971}) {
        actives.put(Integer.toString(id), active(id));
      }
      data.put(section, new JsonObject().put("actives", actives));
    }
    return data;
  }

  private static JsonObject active(int id) {
    return new JsonObject()
        .put("id", id)
        .put("name", "front.EURUSD-" + id)
        .put("description", "front.EURUSD")
        .put("ticker", "EURUSD-" + id)
        .put("group_id", id % 17)
        .put("enabled", true)
        .put("is_suspended", false)
        .put(
            "schedule",
            new JsonArray().add(new JsonArray().add(0).add(ScriptedBroker.NOW + 86_400)))
        .put(
            "option",
            new JsonObject().put("profit", new JsonObject().put("commission", 13 + id % 7)));
  }

  static JsonObject generated(int asset, long from, long at) {
    return push(
        "candle-generated",
        "quotes",
        new JsonObject()
            .put("active_id", asset)
            .put("size", 60)
            .put("at", at * 1_000_000_000L)
            .put("from", from)
            .put("to", from + 60)
            .put("id", from / 60)
            .put("open", 1.13825)
            .put("close", 1.13824)
            .put("min", 1.138225)
            .put("max", 1.138255)
            .put("ask", 1.138245)
            .put("bid", 1.138235)
            .put("volume", 0)
            .put("phase", "T"));
  }

  static JsonObject timeSync(long millis) {
    return new JsonObject().put("name", "timeSync").put("msg", millis);
  }

  /** One frame of each kind that a session receives. */
  static List<JsonObject> all() {
    long minute = ScriptedBroker.NOW / 60 * 60;
    return List.of(
        new JsonObject()
            .put("name", "authenticated")
            .put("request_id", "1")
            .put("msg", true)
            .put("client_session_id", "2f1c"),
        push("front", "", "ws05.ws.example").put("session_id", "f"),
        timeSync(ScriptedBroker.NOW * 1000 + 123),
        new JsonObject().put("name", "heartbeat").put("msg", ScriptedBroker.NOW * 1000),
        answer("result", new JsonObject().put("success", true)),
        answer("candles", candles(minute, 5)),
        answer("profile", profile()),
        answer("available-balances", balances()),
        answer("initialization-data", initializationData()),
        generated(STREAMED, minute, minute + 31),
        generated(STREAMED, minute, minute + 60),
        generated(OTHER, minute, minute + 31),
        push(
            "balance-changed",
            "balances",
            new JsonObject().put("user_id", 1001).put("current_balance", balance(4, 9_999))));
  }
}
