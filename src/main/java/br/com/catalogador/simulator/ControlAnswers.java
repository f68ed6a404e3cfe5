package br.com.catalogador.simulator;

import static br.com.catalogador.simulator.SimulatedUser.PRACTICE;
import static br.com.catalogador.simulator.SimulatedUser.REAL;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.math.BigDecimal;
import java.util.Set;

/**
 * The HTTP API that controls the simulator in tests: request counts, faults and balances. Faults
 * never affect it.
 */
final class ControlAnswers {
  private static final String DROP_SOCKETS = "dropSockets";
  private static final String EXPIRE_SSIDS = "expireSsids";
  private static final String SIGN_OUT = "signOut";

  private static final Set<String> BALANCE_FIELDS = Set.of("user", "amount", "type");

  private final SimulatedBroker broker;

  ControlAnswers(SimulatedBroker broker) {
    this.broker = broker;
  }

  /** Adds the routes. */
  void mount(Router router) {
    router.get("/control/counts").handler(this::counts);
    router.post("/control/reset-counts").handler(this::resetCounts);
    router.post("/control/balance").handler(it -> withBody(it, this::changeBalance));
    router.get("/control/faults").handler(this::faults);
    router.post("/control/faults").handler(it -> withBody(it, this::changeFaults));
    router.delete("/control/faults").handler(this::resetFaults);
  }

  private void counts(RoutingContext context) {
    context.json(
        broker
            .counts()
            .toJson()
            .put("ssids", broker.logins().live())
            .put("sockets", broker.feed().sockets())
            .put("subscriptions", broker.feed().subscriptions())
            .put("streams", broker.feed().streams()));
  }

  private void resetCounts(RoutingContext context) {
    broker.counts().reset();
    context.response().setStatusCode(204).end();
  }

  private void faults(RoutingContext context) {
    context.json(broker.faults().toJson());
  }

  private void resetFaults(RoutingContext context) {
    broker.faults().reset();
    faults(context);
  }

  private void changeFaults(RoutingContext context, JsonObject body) {
    // Validate all fields before the one-time actions.
    boolean drop = Boolean.TRUE.equals(body.getValue(DROP_SOCKETS));
    boolean expire = body.containsKey(EXPIRE_SSIDS) && flag(body, EXPIRE_SSIDS);
    JsonObject faults = body.copy();
    faults.remove(EXPIRE_SSIDS);
    StrictJson signOut =
        body.containsKey(SIGN_OUT)
            ? new StrictJson("", body).object(SIGN_OUT, "form", "expire")
            : null;
    SignOut form = signOut == null ? null : SignOut.of(signOut.text("form"));
    boolean expireQuietly = signOut != null && signOut.flag("expire");
    faults.remove(SIGN_OUT);
    if (drop) {
      faults.remove(DROP_SOCKETS);
    }
    broker.faults().change(faults);
    if (expire || expireQuietly) {
      broker.logins().expireAll();
    }
    if (form != null) {
      broker.feed().signOutAll(form);
    }
    if (drop || expire) {
      broker.feed().dropAll();
    }
    faults(context);
  }

  /** Sets a user's balance of the given type, by default the practice balance. */
  private void changeBalance(RoutingContext context, JsonObject body) {
    StrictJson fields = new StrictJson("", body);
    SimulatedUser user =
        SimulatedUsers.ofEmail(fields.text("user"))
            .orElseThrow(() -> new IllegalArgumentException("there is no such user"));
    BigDecimal amount = fields.decimal("amount");
    int type = body.containsKey("type") ? (int) fields.whole("type", 1, 4) : PRACTICE;
    if ((type != REAL && type != PRACTICE) || !BALANCE_FIELDS.containsAll(fields.keys())) {
      throw new IllegalArgumentException("expected user, amount and optionally type, 1 or 4");
    }
    broker.accounts().change(user, type, amount);
    JsonObject change = broker.accounts().changeMessage(user, type);
    broker.feed().sendBalance(user, change);
    context.json(change);
  }

  private static boolean flag(JsonObject json, String key) {
    return new StrictJson("", json).flag(key);
  }

  private interface Change {
    void apply(RoutingContext context, JsonObject body);
  }

  /** Applies a change; an invalid body is rejected with 400 and changes nothing. */
  private static void withBody(RoutingContext context, Change change) {
    context
        .request()
        .body()
        .onSuccess(
            body -> {
              try {
                change.apply(context, object(body));
              } catch (IllegalArgumentException e) {
                context.response().setStatusCode(400);
                context.json(new JsonObject().put("message", e.getMessage()));
              }
            })
        .onFailure(context::fail);
  }

  private static JsonObject object(Buffer body) {
    try {
      return new JsonObject(body);
    } catch (DecodeException e) {
      throw new IllegalArgumentException("the body must be a JSON object", e);
    }
  }
}
