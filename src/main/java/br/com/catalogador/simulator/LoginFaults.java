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
 * How logins go otherwise than they should, a part of {@link FaultPlan}. Immutable.
 *
 * @param refuseAll whether every login is one with wrong credentials
 * @param limit how often one address may log in; null for as often as it likes
 * @param limitForm how a login past the limit is refused
 * @param refusal what every login with the right password is refused with; null for nothing
 * @param gates pages that come in place of an answer, by the request's name
 * @param sendRefusal what the sending of a code is refused with; null for nothing
 * @param methods how a code may be sent, the first one unless asked otherwise
 * @param confirmWith what a right code gives
 * @param late milliseconds by which logins are answered late
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
    long late) {
  private static final long LONGEST_DELAY = 600_000;

  /** At most so many logins within so many seconds. */
  record Limit(int logins, int seconds) {}

  /** How the broker, or what stands before it, tells of a limit. */
  enum LimitForm {
    CODE,
    V1,
    HEADER,
    CLOUDFLARE
  }

  /** What a right code gives. */
  enum ConfirmWith {
    TOKEN,
    SSID,
    BOTH
  }

  /**
   * A refusal in the broker's words.
   *
   * @param code a number stands for the form of version 1.0
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

  /** Adds the fields of a plan without any fault. */
  static JsonObject none(JsonObject plan) {
    return plan.put("refuseLogins", false)
        .putNull("loginLimit")
        .put("limitForm", "code")
        .putNull("loginRefusal")
        .put("gates", new JsonObject())
        .putNull("sendRefusal")
        .put("methods", new JsonArray(SecondFactor.METHODS))
        .put("confirmWith", "token")
        .put("lateLogins", 0);
  }

  /**
   * @throws IllegalArgumentException with a sentence, if a field has a value that it cannot have
   */
  static LoginFaults of(StrictJson fields) {
    return new LoginFaults(
        fields.flag("refuseLogins"),
        limit(fields),
        named(fields, "limitForm", LimitForm.class),
        refusal(fields, "loginRefusal"),
        gates(fields),
        refusal(fields, "sendRefusal"),
        methods(fields),
        named(fields, "confirmWith", ConfirmWith.class),
        fields.whole("lateLogins", 0, LONGEST_DELAY));
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

  private static Map<String, GatewayPage> gates(StrictJson fields) {
    Map<String, GatewayPage> gates = new HashMap<>();
    StrictJson given = fields.object("gates");
    for (String name : given.keys()) {
      if (!HttpEntry.NAMES.contains(name)) {
        throw new IllegalArgumentException("gates." + name + " is no request over HTTP");
      }
      gates.put(name, named(given, name, GatewayPage.class));
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

  private static <E extends Enum<E>> E named(StrictJson fields, String key, Class<E> type) {
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
