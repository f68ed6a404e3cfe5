package br.com.catalogador.simulator;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Answers the HTTP request for display names of assets. */
final class TranslationAnswers {
  private final HttpHandlers http;

  TranslationAnswers(HttpHandlers http) {
    this.http = http;
  }

  /** Adds the route. */
  void mount(Router router) {
    router
        .get("/api/lang/route-translations")
        .handler(http.handler("translations", TranslationAnswers::translations));
  }

  private static void translations(RoutingContext context, JsonObject body) {
    JsonObject names = new JsonObject();
    SimulatedAssets.ALL.forEach(asset -> names.put("front." + asset.ticker(), asset.name()));
    JsonObject result = new JsonObject().put("en", names).put("expired", false).put("version", 1);
    context.json(
        new JsonObject()
            .put("isSuccessful", true)
            .put("message", new JsonArray())
            .put("result", result));
  }
}
