package br.com.catalogador.web;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.templ.handlebars.HandlebarsTemplateEngine;
import java.util.HashMap;
import java.util.Map;

/**
 * The pages. What a page says depends on the reader's language alone, so each is rendered once per
 * language at start and served from memory.
 */
final class Pages {
  private static final String FOLDER = "webroot/templates/";

  private final Map<String, Buffer> rendered = new HashMap<>();
  private final Texts texts;
  private final StaticFiles files;
  private final WebOptions options;
  private final HandlebarsTemplateEngine templates;

  Pages(Vertx vertx, Texts texts, StaticFiles files, WebOptions options) {
    this.texts = texts;
    this.files = files;
    this.options = options;
    this.templates = HandlebarsTemplateEngine.create(vertx);
  }

  /** Renders one template in every language. */
  Future<Void> prepare(String template) {
    return Future.all(Texts.LANGUAGES.stream().map(language -> render(template, language)).toList())
        .mapEmpty();
  }

  private Future<Void> render(String template, String language) {
    JsonObject model =
        new JsonObject()
            .put("lang", language)
            .put("base", files.base())
            .put("version", files.version())
            .put("simulated", options.simulated())
            .put("t", texts.bundle(language));
    return templates
        .render(model, FOLDER + template)
        .onSuccess(page -> rendered.put(language + "/" + template, page))
        .mapEmpty();
  }

  void answer(RoutingContext context, String template) {
    String language = Texts.languageOf(context);
    context
        .response()
        .putHeader("Content-Type", "text/html; charset=utf-8")
        .putHeader("Content-Language", language)
        .putHeader("Vary", "Accept-Language, Cookie")
        .putHeader("Cache-Control", "no-cache")
        .end(rendered.get(language + "/" + template));
  }
}
