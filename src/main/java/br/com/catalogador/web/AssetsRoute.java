package br.com.catalogador.web;

import br.com.catalogador.candle.Asset;
import br.com.catalogador.candle.Asset.Category;
import br.com.catalogador.model.AssetsView;
import br.com.catalogador.session.message.GetAssets;
import br.com.catalogador.web.http.Bodies;
import br.com.catalogador.web.http.Identity;
import br.com.catalogador.web.http.Parameters;
import br.com.catalogador.web.http.SessionClient;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** {@code GET /api/v1/assets}: the broker's assets, filtered. */
final class AssetsRoute implements Handler<RoutingContext> {
  static final List<String> CATEGORIES =
      Arrays.stream(Category.values()).map(Category::wireName).toList();

  private final SessionClient sessions;

  AssetsRoute(SessionClient sessions) {
    this.sessions = sessions;
  }

  @Override
  public void handle(RoutingContext context) {
    Predicate<Asset> filter = filter(Parameters.ofQuery(context));
    sessions
        .ask(Identity.of(context), new GetAssets())
        .onSuccess(view -> Bodies.write(context, json(view, filter)))
        .onFailure(context::fail);
  }

  private static Predicate<Asset> filter(Parameters query) {
    boolean openOnly = query.flag("open", false);
    Category category = query.choice("category", CATEGORIES, Category::ofWireName).orElse(null);
    double minPayout = query.number("minPayout", 0, 1).orElse(0.0);
    String part = query.text("q").orElse("").trim().toLowerCase(Locale.ROOT);
    return asset ->
        (!openOnly || asset.open())
            && (category == null || asset.category() == category)
            && (minPayout == 0 || asset.payout() != null && asset.payout() >= minPayout)
            && (contains(asset.symbol(), part) || contains(asset.name(), part));
  }

  private static boolean contains(String text, String part) {
    return text.toLowerCase(Locale.ROOT).contains(part);
  }

  private static JsonObject json(AssetsView view, Predicate<Asset> filter) {
    JsonArray assets = new JsonArray();
    view.assets().stream().filter(filter).map(AssetsRoute::json).forEach(assets::add);
    return new JsonObject()
        .put("assets", assets)
        .put("asOf", Instant.ofEpochSecond(view.asOf()).toString())
        .put("empty", new JsonArray(view.empty()));
  }

  private static JsonObject json(Asset asset) {
    return new JsonObject()
        .put("id", asset.id())
        .put("symbol", asset.symbol())
        .put("name", asset.name())
        .put("category", asset.category().wireName())
        .put("open", asset.open())
        .put("payout", asset.payout());
  }
}
