package br.com.catalogador.web;

import br.com.catalogador.session.message.SessionView;
import br.com.catalogador.session.message.SessionView.PracticeBalance;
import br.com.catalogador.session.message.User;
import io.vertx.core.json.JsonObject;

/** A session as clients see it. */
final class SessionJson {
  private SessionJson() {}

  static JsonObject user(User user) {
    return new JsonObject()
        .put("id", user.id().value())
        .put("name", user.name())
        .put("email", user.email());
  }

  static JsonObject of(SessionView view, String mode) {
    return new JsonObject()
        .put("user", user(view.user()))
        .put("mode", mode)
        .put("connection", view.connection().name())
        .put("connectionSince", view.connectionSince().toString())
        .put("serverTime", Math.floorDiv(view.serverMillis(), 1000L))
        .put("sentAtMs", view.serverMillis())
        .put("clockOffsetMs", view.clockOffsetMillis())
        .put("silentMs", view.silentMillis())
        .put("balance", view.balance() == null ? null : balance(view.balance()))
        .put("preferences", PreferencesJson.write(view.preferences()))
        .put(
            "limits",
            new JsonObject()
                .put("quadrants", Limits.QUADRANTS)
                .put("candles", Limits.CANDLES)
                .put("martingale", Limits.MARTINGALE));
  }

  private static JsonObject balance(PracticeBalance balance) {
    return new JsonObject()
        .put("amount", balance.amount())
        .put("currency", balance.currency())
        .put("type", "practice");
  }
}
