package br.com.catalogador.simulator;

import br.com.catalogador.simulator.LoginFaults.ConfirmWith;
import br.com.catalogador.simulator.LoginFaults.LimitForm;
import br.com.catalogador.simulator.SecondFactor.Step;
import io.vertx.core.http.Cookie;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/** Login with password and, for some users, a second-factor code; logout and profile over HTTP. */
final class LoginAnswers {
  private static final int COMPANY = 15;
  private static final String SSID = "ssid";
  private static final int TOO_MANY_REQUESTS = 429;
  private static final String LIMIT_MESSAGE =
      "The number of requests has been exceeded. Try again in %d minutes.";

  private final SimulatedBroker broker;
  private final HttpHandlers http;
  private final SecondFactor secondFactor;
  private final LoginRateLimit limiter;

  LoginAnswers(SimulatedBroker broker, HttpHandlers http) {
    this.broker = broker;
    this.http = http;
    this.secondFactor = new SecondFactor(broker.clock());
    this.limiter = new LoginRateLimit(broker.clock());
  }

  /** Adds the routes, with the prefix of the API host and of the older login host. */
  void mount(Router router) {
    for (String prefix : new String[] {"", "/api"}) {
      router.post(prefix + "/v2/login").handler(http.handler("login", this::login));
      router.post(prefix + "/v2/verify/2fa").handler(http.handler("verify", this::verify));
      router.post(prefix + "/v1.0/logout").handler(http.handler("logout", this::logout));
    }
    router.get("/api/getprofile").handler(http.handler("getprofile", this::profile));
  }

  private void login(RoutingContext context, JsonObject body) {
    broker.faults().runAfter(broker.faults().plan().login().late(), () -> loginNow(context, body));
  }

  private void loginNow(RoutingContext context, JsonObject body) {
    LoginFaults faults = broker.faults().plan().login();
    String address = context.request().remoteAddress().hostAddress();
    long wait = limiter.secondsToWait(address, faults.limit());
    if (wait > 0) {
      refuseTooMany(context, faults.limitForm(), wait);
      return;
    }
    Optional<SimulatedUser> found = user(body).filter(ignored -> !faults.refuseAll());
    if (found.isEmpty()) {
      HttpHandlers.refuse(
          context,
          401,
          "invalid_credentials",
          "You entered the wrong credentials. Please check that the login/password is correct.");
    } else if (faults.refusal() != null) {
      faults.refusal().answer(context);
    } else if (found.get().secondFactor() && !hasConfirmedCode(found.get(), body)) {
      requireCode(context, found.get(), faults.methods());
    } else {
      answerWithSsid(context, found.get(), "");
    }
  }

  private static void refuseTooMany(RoutingContext context, LimitForm form, long seconds) {
    switch (form) {
      case CODE -> {
        context.response().setStatusCode(TOO_MANY_REQUESTS);
        context.json(
            new JsonObject()
                .put("code", "requests_limit_exceeded")
                .put("message", LIMIT_MESSAGE.formatted((seconds + 59) / 60))
                .put("ttl", seconds));
      }
      case V1 -> {
        context.response().setStatusCode(TOO_MANY_REQUESTS);
        context.json(
            new JsonObject()
                .put("data", new JsonObject().put("ttl", seconds))
                .put("errors", new JsonArray().add(new JsonObject().put("code", 301))));
      }
      case HEADER ->
          context
              .response()
              .setStatusCode(TOO_MANY_REQUESTS)
              .putHeader("Retry-After", Long.toString(seconds))
              .end();
      case CLOUDFLARE ->
          context
              .response()
              .setStatusCode(TOO_MANY_REQUESTS)
              .putHeader("Server", "cloudflare")
              .putHeader("Retry-After", Long.toString(seconds))
              .end("error code: 1015");
    }
  }

  private Optional<SimulatedUser> user(JsonObject body) {
    return body.getValue("identifier") instanceof String identifier
            && body.getValue("password") instanceof String password
        ? broker.logins().user(identifier, password)
        : Optional.empty();
  }

  private boolean hasConfirmedCode(SimulatedUser user, JsonObject body) {
    return body.getValue("token") instanceof String token && secondFactor.redeem(token, user);
  }

  private void requireCode(RoutingContext context, SimulatedUser user, List<String> methods) {
    context.json(
        new JsonObject()
            .put("code", "verify")
            .put("method", methods.get(0))
            .put("token", secondFactor.begin(user))
            .put("available_methods", new JsonArray(methods)));
  }

  /**
   * @param token for another login; empty if none
   */
  private void answerWithSsid(RoutingContext context, SimulatedUser user, String token) {
    String ssid = broker.logins().open(user);
    context.response().addCookie(Cookie.cookie(SSID, ssid).setPath("/").setHttpOnly(true));
    context.json(
        new JsonObject()
            .put("code", "success")
            .put("company_id", COMPANY)
            .put("created_at", broker.now())
            .put(SSID, ssid)
            .put("token", token)
            .put("user_id", user.id()));
  }

  /** Sends the code by a method, or checks the code. */
  private void verify(RoutingContext context, JsonObject body) {
    LoginFaults faults = broker.faults().plan().login();
    String token = String.valueOf(body.getValue("token"));
    boolean hasCode = body.getValue("code") != null;
    if (!hasCode && faults.sendRefusal() != null) {
      faults.sendRefusal().answer(context);
      return;
    }
    Step next =
        hasCode
            ? secondFactor.confirm(token, String.valueOf(body.getValue("code")))
            : secondFactor.send(token, String.valueOf(body.getValue("method")), faults.methods());
    switch (next.outcome()) {
      case DONE -> confirm(context, next, hasCode ? faults.confirmWith() : ConfirmWith.TOKEN);
      case WRONG_CODE ->
          HttpHandlers.refuse(
              context, 400, "invalid_code", "The code is wrong. Check it and try again.");
      case UNSUPPORTED ->
          HttpHandlers.refuse(
              context,
              400,
              "method_not_supported",
              "This verification method is not supported. Choose another method or try again"
                  + " later.");
      case UNKNOWN_TOKEN ->
          HttpHandlers.refuse(
              context, 400, "invalid_token", "The login has expired. Log in again.");
    }
  }

  private void confirm(RoutingContext context, Step step, ConfirmWith with) {
    if (with == ConfirmWith.TOKEN) {
      context.json(new JsonObject().put("code", "success").put("token", step.token()));
    } else {
      answerWithSsid(context, step.user(), with == ConfirmWith.BOTH ? step.token() : "");
    }
  }

  /**
   * The profile of the user identified by the {@code ssid} cookie, as the broker's site requests
   * it.
   */
  private void profile(RoutingContext context, JsonObject body) {
    Cookie cookie = context.request().getCookie(SSID);
    Optional<SimulatedUser> user =
        cookie == null ? Optional.empty() : broker.logins().user(cookie.getValue());
    if (user.isEmpty()) {
      HttpHandlers.refuse(context, 401, "unauthorized", "The ssid is not valid.");
    } else {
      context.json(AccountAnswers.wrapped(broker.accounts().profile(user.get())));
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
