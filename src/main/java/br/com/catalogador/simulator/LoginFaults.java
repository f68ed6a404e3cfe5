package br.com.catalogador.simulator;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Faults of logins; a part of {@link FaultPlan}. Immutable.
 *
 * @param refuseAll whether every login fails with wrong credentials
 * @param limit rate limit of logins per address; null for none
 * @param limitForm the form of the answer over the limit
 * @param refusal refusal of every login with the right password; null for none
 * @param gates gateway pages that replace answers, by request name
 * @param sendRefusal refusal of the request to send a code; null for none
 * @param methods available methods for sending a code; the first is the default
 * @param confirmWith the contents of the answer to a right code
 * @param late delay of login answers in milliseconds
 * @param tokenRefusal refusal of every exchange at the token address; null for none
 * @param tokenSeconds life of access tokens
 */
record LoginFaults(
    boolean refuseAll,
    Limit limit,
    LimitForm limitForm,
    Refusal refusal,
    Map<String, GatewayPage> gates,
    Refusal sendRefusal,
    List<String> methods,
    ConfirmWith confirmWith,
    long late,
    TokenRefusal tokenRefusal,
    int tokenSeconds) {
  private static final long MAX_DELAY = 600_000;

  /** A maximum number of logins within a number of seconds. */
  record Limit(int logins, int seconds) {}

  /** The form in which the broker or a gateway reports a rate limit. */
  enum LimitForm {
    CODE,
    V1,
    HEADER,
    CLOUDFLARE
  }

  /** The contents of the answer to a right code. */
  enum ConfirmWith {
    TOKEN,
    SSID,
    BOTH
  }

  /**
   * A refusal in the broker's form.
   *
   * @param code a decimal number selects the form of version 1.0
   */
  record Refusal(int status, String code, String message) {
    private JsonObject body() {
      if (!code.matches("[0-9]{1,9}")) {
        return new JsonObject().put("code", code).put("message", message);
      }
      JsonObject error = new JsonObject().put("code", Integer.valueOf(code)).put("title", message);
      return new JsonObject().put("errors", new JsonArray().add(error));
    }

    void answer(RoutingContext context) {
      context.response().setStatusCode(status);
      context.json(body());
    }
  }

  /**
   * A refusal of the token address.
   *
   * @param ttl seconds of a limit; 0 for none
   */
  record TokenRefusal(Refusal refusal, long ttl) {
    void answer(RoutingContext context) {
      JsonObject body = refusal.body();
      context.response().setStatusCode(refusal.status());
      context.json(ttl == 0 ? body : body.put("ttl", ttl));
    }
  }

  /** Adds the fields of a plan without faults. */
  static JsonObject none(JsonObject plan) {
    return plan.put("refuseLogins", false)
        .putNull("loginLimit")
        .put("limitForm", "code")
        .putNull("loginRefusal")
        .put("gates", new JsonObject())
        .putNull("sendRefusal")
        .put("methods", new JsonArray(SecondFactor.METHODS))
        .put("confirmWith", "token")
        .put("lateLogins", 0)
        .putNull("tokenRefusal")
        .put("tokenSeconds", OAuthAnswers.TOKEN_SECONDS);
  }

  /**
   * Reads the fields of a plan.
   *
   * @throws IllegalArgumentException with a message that names the field, if a value is invalid
   */
  static LoginFaults of(StrictJson fields) {
    return new LoginFaults(
        fields.flag("refuseLogins"),
        limit(fields),
        enumValue(fields, "limitForm", LimitForm.class),
        refusal(fields, "loginRefusal"),
        gates(fields),
        refusal(fields, "sendRefusal"),
        methods(fields),
        enumValue(fields, "confirmWith", ConfirmWith.class),
        fields.whole("lateLogins", 0, MAX_DELAY),
        tokenRefusal(fields),
        (int) fields.whole("tokenSeconds", 1, Integer.MAX_VALUE));
  }

  private static Limit limit(StrictJson fields) {
    if (fields.isNull("loginLimit")) {
      return null;
    }
    StrictJson limit = fields.object("loginLimit", "logins", "seconds");
    return new Limit(
        (int) limit.whole("logins", 0, Integer.MAX_VALUE),
        (int) limit.whole("seconds", 1, Integer.MAX_VALUE));
  }

  private static Refusal refusal(StrictJson fields, String key) {
    if (fields.isNull(key)) {
      return null;
    }
    StrictJson refusal = fields.object(key, "status", "code", "message");
    return new Refusal(
        (int) refusal.whole("status", 200, 599), refusal.text("code"), refusal.text("message"));
  }

  private static TokenRefusal tokenRefusal(StrictJson fields) {
    if (fields.isNull("tokenRefusal")) {
      return null;
    }
    StrictJson refusal = fields.object("tokenRefusal", "status", "code", "message", "ttl");
    return new TokenRefusal(
        new Refusal(
            (int) refusal.whole("status", 200, 599), refusal.text("code"), refusal.text("message")),
        refusal.whole("ttl", 0, Integer.MAX_VALUE));
  }

  private static Map<String, GatewayPage> gates(StrictJson fields) {
    Map<String, GatewayPage> gates = new HashMap<>();
    StrictJson given = fields.object("gates");
    for (String name : given.keys()) {
      if (!HttpHandlers.NAMES.contains(name)) {
        throw new IllegalArgumentException("gates." + name + " is no request over HTTP");
      }
      gates.put(name, enumValue(given, name, GatewayPage.class));
    }
    return Map.copyOf(gates);
  }

  private static List<String> methods(StrictJson fields) {
    List<String> methods = fields.texts("methods");
    if (methods.isEmpty()) {
      throw new IllegalArgumentException("methods must name one at least");
    }
    return methods;
  }

  private static <E extends Enum<E>> E enumValue(StrictJson fields, String key, Class<E> type) {
    String given = fields.text(key);
    for (E constant : type.getEnumConstants()) {
      if (constant.name().toLowerCase(Locale.ROOT).equals(given)) {
        return constant;
      }
    }
    String names = Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT);
    throw new IllegalArgumentException(key + " must be one of " + names);
  }
}
