package br.com.catalogador.app.check;

import br.com.catalogador.support.Secret;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Removes what a report must not contain. The steps report no secret by themselves; this is a
 * second safeguard, for a broker that repeats one in an unexpected place, such as the name of a
 * push. Not thread-safe.
 */
final class Redaction {
  private static final String REMOVED = "***";

  /** Shorter texts occur in ordinary words. */
  private static final int SHORTEST = 3;

  private static final int MAX_TEXT = 120;
  private static final Pattern NOT_PLAIN = Pattern.compile("[\\p{Cntrl}\\p{Cf}]+");

  private final List<String> secrets = new ArrayList<>();

  void add(Secret secret) {
    add(secret.value());
  }

  /** Adds a secret or personal text. */
  void add(String text) {
    if (text.length() >= SHORTEST) {
      secrets.add(text);
      // The longest first: a part of it must not hide the whole.
      secrets.sort(Comparator.comparing(String::length).reversed());
    }
  }

  /**
   * A copy in which no text contains a secret, nor any name below the first level, whose names are
   * the program's own; texts are cut at 120 characters.
   */
  JsonObject of(JsonObject facts) {
    JsonObject clean = new JsonObject();
    facts.forEach(fact -> clean.put(fact.getKey(), value(fact.getValue())));
    return clean;
  }

  private Object value(Object value) {
    if (value instanceof JsonObject object) {
      JsonObject clean = new JsonObject();
      object.forEach(fact -> clean.put(text(fact.getKey()), value(fact.getValue())));
      return clean;
    }
    if (value instanceof JsonArray list) {
      JsonArray clean = new JsonArray();
      list.forEach(item -> clean.add(value(item)));
      return clean;
    }
    return value instanceof String text ? text(text) : value;
  }

  private String text(String text) {
    String clean = NOT_PLAIN.matcher(text).replaceAll(" ");
    for (String secret : secrets) {
      clean =
          Pattern.compile(Pattern.quote(secret), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
              .matcher(clean)
              .replaceAll(REMOVED);
    }
    return clean.substring(0, Math.min(MAX_TEXT, clean.length()));
  }

  /** The first letters of an address, e.g. {@code a***@e***}. */
  static String shortened(String email) {
    int at = email.lastIndexOf('@');
    String domain = at < 0 || at + 1 == email.length() ? "" : "@" + email.charAt(at + 1) + REMOVED;
    return email.isEmpty()
        ? REMOVED
        : email.substring(0, 1).toLowerCase(Locale.ROOT) + REMOVED + domain;
  }
}
