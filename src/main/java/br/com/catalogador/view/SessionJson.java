package br.com.catalogador.view;

import br.com.catalogador.model.User;
import br.com.catalogador.session.message.LoginToken;
import br.com.catalogador.session.message.SessionView;
import br.com.catalogador.session.message.SessionView.PracticeBalance;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Writes sessions and users in the form of the API. */
public final class SessionJson {
  private SessionJson() {}

  public static JsonObject user(User user) {
    return new JsonObject()
        .put("id", user.id().value())
        .put("name", user.name())
        .put("email", user.email());
  }

  /**
   * The session with its user.
   *
   * @param token the {@code jti} of the client's token
   */
  public static JsonObject of(SessionView view, String mode, String token) {
    return new JsonObject().put("user", user(view.user())).mergeIn(connection(view, mode, token));
  }

  /** The session without the user, for a client that knows the user already. */
  public static JsonObject connection(SessionView view, String mode, String token) {
    return new JsonObject()
        .put("mode", mode)
        .put("connection", view.connection().name())
        .put("connectionSince", view.connectionSince().toString())
        .put("serverTime", Math.floorDiv(view.serverMillis(), 1000L))
        .put("sentAtMs", view.serverMillis())
        .put("clockOffsetMs", view.clockOffsetMillis())
        .put("silentMs", view.silentMillis())
        .put("balance", view.balance() == null ? null : balance(view.balance()))
        .put("devices", new JsonArray(devices(view, token)))
        .put("preferences", PreferencesJson.write(view.preferences()))
        .put(
            "limits",
            new JsonObject()
                .put("quadrants", Limits.QUADRANTS)
                .put("candles", Limits.CANDLES)
                .put("martingale", Limits.MARTINGALE));
  }

  private static List<JsonObject> devices(SessionView view, String token) {
    String current = LoginToken.listedAs(token);
    return view.devices().stream()
        .map(
            device ->
                new JsonObject()
                    .put("since", device.since().truncatedTo(ChronoUnit.SECONDS).toString())
                    .put("lastSeen", device.lastSeen().truncatedTo(ChronoUnit.SECONDS).toString())
                    .put("current", device.id().equals(current)))
        .toList();
  }

  private static JsonObject balance(PracticeBalance balance) {
    return new JsonObject()
        .put("amount", balance.amount())
        .put("currency", balance.currency())
        .put("type", "practice");
  }
}
