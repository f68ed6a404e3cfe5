package br.com.catalogador.session.store;

import br.com.catalogador.model.OAuthGrant;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.model.User;
import br.com.catalogador.model.UserId;
import br.com.catalogador.session.message.LoginToken;
import br.com.catalogador.session.message.Preferences;
import br.com.catalogador.session.message.Preferences.Alerts;
import br.com.catalogador.session.message.Preferences.OwnPattern;
import br.com.catalogador.session.message.Preferences.Preset;
import br.com.catalogador.support.Secret;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * The stored form of a record, before encryption: a JSON object. During an upgrade servers of
 * different versions read each other's records: fields unknown to this version are preserved, and
 * every field added after the first version has a default. Stateless.
 */
public final class RecordFormat {
  private static final String ALERTS = "alerts";
  private static final String STAKE = "stake";
  private static final String FAVOURITES = "favourites";
  private static final String PRESETS = "presets";
  private static final String PATTERNS = "patterns";
  private static final String LOCAL_ADDRESS = "localAddress";
  private static final String TOKENS = "tokens";
  private static final String GRANT = "grant";

  /** Where the first version stored the ranking. */
  private static final String RANKING = "ranking";

  private static final Set<String> KNOWN =
      Set.of(
          "session",
          "user",
          "name",
          "email",
          "ssid",
          GRANT,
          LOCAL_ADDRESS,
          "createdAt",
          "expiresAt",
          STAKE,
          FAVOURITES,
          PRESETS,
          RANKING);

  private static final Set<String> KNOWN_ALERTS = Set.of("sound", "notification", "secondsBefore");
  private static final Set<String> KNOWN_TOKEN = Set.of("id", "since", "lastSeen", "expiresAt");

  private RecordFormat() {}

  public static byte[] write(SessionRecord record) {
    JsonObject unknown = new JsonObject(record.unknown());
    JsonObject unknownOfTokens = unknown.getJsonObject(TOKENS, new JsonObject());
    unknown.remove(TOKENS);
    JsonArray tokens = new JsonArray();
    record.tokens().stream()
        .map(token -> write(token).mergeIn(unknownOfTokens.getJsonObject(token.id(), none()), true))
        .forEach(tokens::add);
    Preferences preferences = record.preferences();
    return new JsonObject()
        .put("session", record.session().value())
        .put("user", record.user().id().value())
        .put("name", record.user().name())
        .put("email", record.user().email())
        .put("ssid", record.ssid().value())
        .put(GRANT, record.grant() == null ? null : grant(record.grant()))
        .put(LOCAL_ADDRESS, record.localAddress())
        .put("createdAt", record.createdAt().toEpochMilli())
        .put("expiresAt", record.expiresAt().toEpochMilli())
        .mergeIn(preferences(preferences))
        .put(TOKENS, tokens)
        .mergeIn(unknown, true)
        .toBuffer()
        .getBytes();
  }

  /** Those that are set, and alerts in any case. */
  private static JsonObject preferences(Preferences preferences) {
    Alerts alerts = preferences.alerts();
    JsonObject json = new JsonObject().put(ALERTS, alerts == null ? null : alerts(alerts));
    if (preferences.stake() != null) {
      json.put(STAKE, preferences.stake());
    }
    if (preferences.favourites() != null) {
      json.put(FAVOURITES, new JsonArray(preferences.favourites()));
    }
    if (preferences.presets() != null) {
      JsonArray presets = new JsonArray();
      preferences
          .presets()
          .forEach(preset -> presets.add(JsonArray.of(preset.name(), preset.parameters())));
      json.put(PRESETS, presets);
    }
    if (preferences.patterns() != null) {
      JsonArray patterns = new JsonArray();
      preferences
          .patterns()
          .forEach(pattern -> patterns.add(JsonArray.of(pattern.name(), pattern.text())));
      json.put(PATTERNS, patterns);
    }
    return json;
  }

  private static JsonObject alerts(Alerts alerts) {
    return new JsonObject()
        .put("sound", alerts.sound())
        .put("notification", alerts.notification())
        .put("secondsBefore", alerts.secondsBefore());
  }

  private static JsonObject grant(OAuthGrant grant) {
    return new JsonObject()
        .put("refreshToken", grant.refreshToken().value())
        .put("renewAt", grant.renewAt().toEpochMilli())
        .put("expiresAt", grant.expiresAt().toEpochMilli());
  }

  /** Null for none, as in records of versions without it. */
  private static OAuthGrant grant(JsonObject grant) {
    return grant == null
        ? null
        : new OAuthGrant(
            new Secret(text(grant, "refreshToken")),
            time(grant, "renewAt"),
            time(grant, "expiresAt"));
  }

  private static JsonObject none() {
    return new JsonObject();
  }

  private static JsonObject write(LoginToken token) {
    return new JsonObject()
        .put("id", token.id())
        .put("since", token.since().toEpochMilli())
        .put("lastSeen", token.lastSeen().toEpochMilli())
        .put("expiresAt", token.expiresAt().toEpochMilli());
  }

  /** The record; empty when unreadable or without a field of the first version, except alerts. */
  public static Optional<SessionRecord> read(byte[] bytes) {
    try {
      JsonObject json = new JsonObject(Buffer.buffer(bytes));
      User user = new User(new UserId(text(json, "user")), text(json, "name"), text(json, "email"));
      Instant createdAt = time(json, "createdAt");
      Instant expiresAt = time(json, "expiresAt");
      return Optional.of(
          new SessionRecord(
              new SessionId(text(json, "session")),
              user,
              new Secret(text(json, "ssid")),
              grant(json.getJsonObject(GRANT)),
              json.getString(LOCAL_ADDRESS, ""),
              createdAt,
              expiresAt,
              tokens(json.getJsonArray(TOKENS), createdAt, expiresAt),
              preferences(json),
              unknown(json).encode()));
    } catch (DecodeException | ClassCastException e) {
      return Optional.empty(); // not a record
    }
  }

  /** The ranking inside a record of the first version; null for none. */
  static String readRanking(byte[] bytes) {
    try {
      return new JsonObject(Buffer.buffer(bytes)).getString(RANKING);
    } catch (DecodeException | ClassCastException e) {
      return null; // not a record
    }
  }

  private static Preferences preferences(JsonObject json) {
    JsonObject alerts = json.getJsonObject(ALERTS);
    return new Preferences(
        alerts == null ? null : alerts(alerts),
        json.getDouble(STAKE),
        favourites(json.getJsonArray(FAVOURITES)),
        named(json.getJsonArray(PRESETS), Preset::new),
        named(json.getJsonArray(PATTERNS), OwnPattern::new));
  }

  private static Alerts alerts(JsonObject alerts) {
    return new Alerts(
        required(alerts.getBoolean("sound"), "sound"),
        required(alerts.getBoolean("notification"), "notification"),
        required(alerts.getInteger("secondsBefore"), "secondsBefore"));
  }

  private static List<String> favourites(JsonArray symbols) {
    return symbols == null ? null : symbols.stream().map(String.class::cast).toList();
  }

  /** Reads pairs of a name and a text; null for no list. */
  private static <T> List<T> named(JsonArray listed, BiFunction<String, String, T> make) {
    if (listed == null) {
      return null;
    }
    List<T> items = new ArrayList<>();
    for (int i = 0; i < listed.size(); i++) {
      JsonArray item = listed.getJsonArray(i);
      items.add(make.apply(item.getString(0), item.getString(1)));
    }
    return items;
  }

  /** A record of the first version has no list: its tokens had no ids. */
  private static List<LoginToken> tokens(JsonArray listed, Instant createdAt, Instant expiresAt) {
    if (listed == null) {
      return List.of(new LoginToken(LoginToken.UNLISTED, createdAt, createdAt, expiresAt));
    }
    List<LoginToken> tokens = new ArrayList<>();
    for (int i = 0; i < listed.size(); i++) {
      JsonObject token = listed.getJsonObject(i);
      tokens.add(
          new LoginToken(
              text(token, "id"),
              time(token, "since"),
              time(token, "lastSeen"),
              time(token, "expiresAt")));
    }
    return tokens;
  }

  private static JsonObject unknown(JsonObject json) {
    JsonObject unknown = without(json, KNOWN);
    JsonObject alerts = without(json.getJsonObject(ALERTS), KNOWN_ALERTS);
    JsonObject tokens = new JsonObject();
    JsonArray listed = json.getJsonArray(TOKENS, new JsonArray());
    for (int i = 0; i < listed.size(); i++) {
      JsonObject token = without(listed.getJsonObject(i), KNOWN_TOKEN);
      if (!token.isEmpty()) {
        tokens.put(listed.getJsonObject(i).getString("id"), token);
      }
    }
    putUnlessEmpty(unknown, ALERTS, alerts);
    putUnlessEmpty(unknown, TOKENS, tokens);
    return unknown;
  }

  private static void putUnlessEmpty(JsonObject into, String field, JsonObject value) {
    into.remove(field);
    if (!value.isEmpty()) {
      into.put(field, value);
    }
  }

  private static JsonObject without(JsonObject json, Set<String> known) {
    JsonObject rest = new JsonObject();
    if (json == null) {
      return rest;
    }
    for (Map.Entry<String, Object> field : json) {
      if (!known.contains(field.getKey())) {
        rest.put(field.getKey(), field.getValue());
      }
    }
    return rest;
  }

  private static Instant time(JsonObject json, String field) {
    return Instant.ofEpochMilli(required(json.getLong(field), field));
  }

  private static String text(JsonObject json, String field) {
    return required(json.getString(field), field);
  }

  /** Only for fields of the first version; later ones have a default. */
  private static <T> T required(T value, String field) {
    if (value == null) {
      throw new DecodeException("a record without " + field);
    }
    return value;
  }
}
