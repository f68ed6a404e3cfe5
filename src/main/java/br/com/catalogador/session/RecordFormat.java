package br.com.catalogador.session;

import br.com.catalogador.bus.Secret;
import br.com.catalogador.session.message.Preferences;
import br.com.catalogador.session.message.Preferences.Alerts;
import br.com.catalogador.session.message.SessionId;
import br.com.catalogador.session.message.SessionState;
import br.com.catalogador.session.message.User;
import br.com.catalogador.session.message.UserId;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/** A record as bytes, before it is encrypted: a JSON object. Pure. */
final class RecordFormat {
  private RecordFormat() {}

  static byte[] write(SessionRecord record) {
    Alerts alerts = record.state().preferences().alerts();
    return new JsonObject()
        .put("session", record.session().value())
        .put("user", record.user().id().value())
        .put("name", record.user().name())
        .put("email", record.user().email())
        .put("ssid", record.ssid().value())
        .put("createdAt", record.createdAt().toEpochMilli())
        .put("expiresAt", record.expiresAt().toEpochMilli())
        .put("alerts", alerts == null ? null : alerts(alerts))
        .put("ranking", record.state().ranking())
        .toBuffer()
        .getBytes();
  }

  private static JsonObject alerts(Alerts alerts) {
    return new JsonObject()
        .put("sound", alerts.sound())
        .put("notification", alerts.notification())
        .put("secondsBefore", alerts.secondsBefore());
  }

  /** The record; empty when it is none, or lacks anything but alerts or a ranking. */
  static Optional<SessionRecord> read(byte[] bytes) {
    try {
      JsonObject json = new JsonObject(Buffer.buffer(bytes));
      User user = new User(new UserId(text(json, "user")), text(json, "name"), text(json, "email"));
      return Optional.of(
          new SessionRecord(
              new SessionId(text(json, "session")),
              user,
              new Secret(text(json, "ssid")),
              Instant.ofEpochMilli(given(json.getLong("createdAt"), "createdAt")),
              Instant.ofEpochMilli(given(json.getLong("expiresAt"), "expiresAt")),
              new SessionState(preferences(json), json.getString("ranking"))));
    } catch (DecodeException | ClassCastException notARecord) {
      return Optional.empty();
    }
  }

  private static Preferences preferences(JsonObject json) {
    JsonObject alerts = json.getJsonObject("alerts");
    if (alerts == null) {
      return Preferences.DEFAULT;
    }
    return new Preferences(
        new Alerts(
            given(alerts.getBoolean("sound"), "sound"),
            given(alerts.getBoolean("notification"), "notification"),
            given(alerts.getInteger("secondsBefore"), "secondsBefore")));
  }

  private static String text(JsonObject json, String field) {
    return given(json.getString(field), field);
  }

  private static <T> T given(T value, String field) {
    if (value == null) {
      throw new DecodeException("a record without " + field);
    }
    return value;
  }
}
