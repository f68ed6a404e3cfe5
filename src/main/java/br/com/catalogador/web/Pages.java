package br.com.catalogador.web;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.templ.handlebars.HandlebarsTemplateEngine;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The pages. What a page says depends on the reader's language alone, so each is rendered once per
 * language at start and served from memory; only failures are rendered as they come.
 */
final class Pages {
  private static final String FOLDER = "webroot/templates/";

  /** Told to a person whose request has failed; prepared like the others, so that it is parsed. */
  static final String FAILURE = "erro.hbs";

  private final Map<String, Buffer> rendered = new HashMap<>();
  private final Vertx vertx;
  private final Texts texts;
  private final StaticFiles files;
  private final WebOptions options;
  private final String version;
  private final HandlebarsTemplateEngine templates;

  Pages(Vertx vertx, Texts texts, StaticFiles files, WebOptions options, String version) {
    this.vertx = vertx;
    this.texts = texts;
    this.files = files;
    this.options = options;
    this.version = version;
    this.templates = HandlebarsTemplateEngine.create(vertx);
    templates.unwrap().with(new ParsedTemplates());
  }

  /** Renders one template in every language. */
  Future<Void> prepare(String template) {
    return prepare(template, JsonObject::new);
  }

  /**
   * The same of a template that shows more than texts.
   *
   * @param content makes what it shows, under {@code content}; may block
   */
  Future<Void> prepare(String template, Supplier<JsonObject> content) {
    return Future.all(
            Texts.LANGUAGES.stream().map(language -> render(template, language, content)).toList())
        .mapEmpty();
  }

  private Future<Void> render(String template, String language, Supplier<JsonObject> content) {
    return render(template, () -> model(language).put("content", content.get()))
        .onSuccess(page -> rendered.put(language + "/" + template, page))
        .mapEmpty();
  }

  /** Reading and parsing a template takes longer than an event loop may be held up. */
  private Future<Buffer> render(String template, Supplier<JsonObject> model) {
    return vertx
        .executeBlocking(() -> templates.render(model.get(), FOLDER + template), false)
        .compose(rendering -> rendering);
  }

  private JsonObject model(String language) {
    return new JsonObject()
        .put("lang", language)
        .put("base", files.base())
        .put("version", version)
        .put("simulated", options.simulated())
        .put("t", texts.bundle(language));
  }

  /** Answers with a page that {@link #prepare} has rendered. */
  void answer(RoutingContext context, String template) {
    String language = Texts.languageOf(context);
    write(context, language, rendered.get(language + "/" + template));
  }

  /** Answers a person whose request has failed; the status is set by the caller. */
  void answerFailure(RoutingContext context, String sentence) {
    String language = Texts.languageOf(context);
    JsonObject model =
        model(language).put("status", context.response().getStatusCode()).put("message", sentence);
    render(FAILURE, () -> model)
        .onSuccess(page -> write(context, language, page))
        .onFailure(cause -> context.response().end(sentence));
  }

  private static void write(RoutingContext context, String language, Buffer page) {
    context
        .response()
        .putHeader("Content-Type", "text/html; charset=utf-8")
        .putHeader("Content-Language", language)
        .putHeader("Vary", "Accept-Language, Cookie")
        .putHeader("Cache-Control", "no-cache")
        .end(page);
  }
}
