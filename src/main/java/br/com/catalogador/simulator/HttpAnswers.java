package br.com.catalogador.simulator;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Cookie;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** The broker's HTTP side: login, logout, translations. */
final class HttpAnswers {
  private static final int COMPANY = 15;
  private static final String LOGIN = "login";
  private static final String SSID = "ssid";

  private final Broker broker;

  HttpAnswers(Broker broker) {
    this.broker = broker;
  }

  /** Adds the routes. */
  void mount(Router router) {
    router.post("/v2/login").handler(this::login);
    router.post("/api/v2/login").handler(this::login);
    router.post("/api/v1.0/logout").handler(this::logout);
    router.get("/api/lang/route-translations").handler(this::translations);
  }

  private void login(RoutingContext context) {
    broker.counts().add(LOGIN);
    if (broker.faults().plan().silences(LOGIN)) {
      return;
    }
    context
        .request()
        .body()
        .onSuccess(body -> broker.faults().answer(() -> login(context, credentials(body))))
        .onFailure(context::fail);
  }

  private record Credentials(String identifier, String password) {}

  private static Optional<Credentials> credentials(Buffer body) {
    try {
      JsonObject json = new JsonObject(body);
      return json.getValue("identifier") instanceof String identifier
              && json.getValue("password") instanceof String password
          ? Optional.of(new Credentials(identifier, password))
          : Optional.empty();
    } catch (DecodeException notJson) {
      return Optional.empty();
    }
  }

  private void login(RoutingContext context, Optional<Credentials> credentials) {
    FaultPlan plan = broker.faults().plan();
    Integer status = plan.status(LOGIN, null);
    if (status != null) {
      context.response().setStatusCode(status).end();
      return;
    }
    credentials
        .filter(it -> !plan.refuseLogins())
        .flatMap(it -> broker.logins().user(it.identifier, it.password))
        .ifPresentOrElse(user -> welcome(context, user), () -> refuse(context));
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

  private static void refuse(RoutingContext context) {
    context.response().setStatusCode(401);
    context.json(
        new JsonObject()
            .put("code", "invalid_credentials")
            .put(
                "message",
                "You entered the wrong credentials. Please check that the login/password is"
                    + " correct."));
  }

  private void logout(RoutingContext context) {
    broker.counts().add("logout");
    Cookie cookie = context.request().getCookie(SSID);
    broker
        .faults()
        .answer(
            () -> {
              if (cookie != null) {
                broker.logins().end(cookie.getValue());
              }
              context.json(new JsonObject().put("code", "success"));
            });
  }

  private void translations(RoutingContext context) {
    broker.counts().add("translations");
    JsonObject names = new JsonObject();
    SimulatedAssets.ALL.forEach(asset -> names.put("front." + asset.ticker(), asset.name()));
    JsonObject result = new JsonObject().put("en", names).put("expired", false).put("version", 1);
    JsonObject answer =
        new JsonObject()
            .put("isSuccessful", true)
            .put("message", new JsonArray())
            .put("result", result);
    broker.faults().answer(() -> context.json(answer));
  }
}
