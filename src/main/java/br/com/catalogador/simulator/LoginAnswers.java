package br.com.catalogador.simulator;

import br.com.catalogador.simulator.SecondFactor.Step;
import io.vertx.core.http.Cookie;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Login with password and, for some users, a code as well; logout. */
final class LoginAnswers {
  private static final int COMPANY = 15;
  private static final String SSID = "ssid";

  private final Broker broker;
  private final HttpDoor door;
  private final SecondFactor secondFactor;
  private final LoginLimiter limiter;

  LoginAnswers(Broker broker, HttpDoor door) {
    this.broker = broker;
    this.door = door;
    this.secondFactor = new SecondFactor(broker.clock());
    this.limiter = new LoginLimiter(broker.clock());
  }

  /** Adds the routes, with the prefix of the API host and of the older login host. */
  void mount(Router router) {
    for (String prefix : new String[] {"", "/api"}) {
      router.post(prefix + "/v2/login").handler(door.named("login", this::login));
      router.post(prefix + "/v2/verify/2fa").handler(door.named("verify", this::verify));
      router.post(prefix + "/v1.0/logout").handler(door.named("logout", this::logout));
    }
  }

  private void login(RoutingContext context, JsonObject body) {
    FaultPlan plan = broker.faults().plan();
    String address = context.request().remoteAddress().hostAddress();
    long wait = limiter.secondsToWait(address, plan.loginLimit());
    if (wait > 0) {
      refuseTooMany(context, wait);
      return;
    }
    Optional<SimulatedUser> found = user(body).filter(it -> !plan.refuseLogins());
    if (found.isEmpty()) {
      HttpDoor.refuse(
          context,
          401,
          "invalid_credentials",
          "You entered the wrong credentials. Please check that the login/password is correct.");
    } else if (found.get().secondFactor() && !confirmed(found.get(), body)) {
      askForCode(context, found.get());
    } else {
      welcome(context, found.get());
    }
  }

  private static void refuseTooMany(RoutingContext context, long seconds) {
    long minutes = (seconds + 59) / 60;
    JsonObject refusal =
        new JsonObject()
            .put("code", "requests_limit_exceeded")
            .put(
                "message",
                "The number of requests has been exceeded. Try again in " + minutes + " minutes.")
            .put("ttl", seconds);
    context.response().setStatusCode(429);
    context.json(refusal);
  }

  private Optional<SimulatedUser> user(JsonObject body) {
    return body.getValue("identifier") instanceof String identifier
            && body.getValue("password") instanceof String password
        ? broker.logins().user(identifier, password)
        : Optional.empty();
  }

  private boolean confirmed(SimulatedUser user, JsonObject body) {
    return body.getValue("token") instanceof String token && secondFactor.redeem(token, user);
  }

  private void askForCode(RoutingContext context, SimulatedUser user) {
    context.json(
        new JsonObject()
            .put("code", "verify")
            .put("method", "email")
            .put("token", secondFactor.begin(user))
            .put("available_methods", new JsonArray(SecondFactor.METHODS)));
  }

  private void welcome(RoutingContext context, SimulatedUser user) {
    String ssid = broker.logins().open(user);
    context.response().addCookie(Cookie.cookie(SSID, ssid).setPath("/").setHttpOnly(true));
    context.json(
        new JsonObject()
            .put("code", "success")
            .put("company_id", COMPANY)
            .put("created_at", broker.now())
            .put(SSID, ssid)
            .put("token", "")
            .put("user_id", user.id()));
  }

  /** Sends the code by a method, or takes the code. */
  private void verify(RoutingContext context, JsonObject body) {
    String token = String.valueOf(body.getValue("token"));
    boolean hasCode = body.getValue("code") != null;
    Step next =
        hasCode
            ? secondFactor.confirm(token, String.valueOf(body.getValue("code")))
            : secondFactor.send(token, String.valueOf(body.getValue("method")));
    switch (next.outcome()) {
      case DONE -> context.json(new JsonObject().put("code", "success").put("token", next.token()));
      case WRONG_CODE ->
          HttpDoor.refuse(
              context, 400, "invalid_code", "The code is wrong. Check it and try again.");
      case UNSUPPORTED ->
          HttpDoor.refuse(
              context,
              400,
              "method_not_supported",
              "This verification method is not supported. Choose another method or try again"
                  + " later.");
      case UNKNOWN_TOKEN ->
          HttpDoor.refuse(context, 400, "invalid_token", "The login has expired. Log in again.");
    }
  }

  private void logout(RoutingContext context, JsonObject body) {
    Cookie cookie = context.request().getCookie(SSID);
    if (cookie != null) {
      broker.logins().end(cookie.getValue());
    }
    context.json(new JsonObject().put("code", "success"));
  }
}
