package br.com.catalogador.web.page;

import br.com.catalogador.web.http.InFlightLimit;
import br.com.catalogador.web.http.Texts;
import br.com.catalogador.web.http.TokenCookie;
import br.com.catalogador.web.http.WebOptions;
import com.github.jknack.handlebars.Handlebars;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.templ.handlebars.HandlebarsTemplateEngine;
import java.util.function.Function;

/**
 * The HTML pages. The content of a page depends on the language, and on whether the browser sent a
 * token, so each is rendered once for each, most at start, and served from memory. Confined to the
 * event loop of its verticle; what is rendered is shared by all.
 */
public final class Pages {
  private static final String FOLDER = "webroot/templates/";

  /** The error page; the marks are replaced by the values of the failure. */
  private static final String FAILURE = "erro.hbs";

  private static final String STATUS_MARK = "${status}";
  private static final String MESSAGE_MARK = "${message}";

  private final RenderedPages rendered;
  private final Vertx vertx;
  private final Texts texts;
  private final StaticFiles files;
  private final WebOptions options;
  private final TokenCookie cookies;
  private final String version;
  private final HandlebarsTemplateEngine templates;

  public Pages(
      Vertx vertx,
      Texts texts,
      StaticFiles files,
      WebOptions options,
      TokenCookie cookies,
      String version) {
    this.cookies = cookies;
    this.vertx = vertx;
    this.rendered = RenderedPages.of(vertx);
    this.texts = texts;
    this.files = files;
    this.options = options;
    this.version = version;
    this.templates = HandlebarsTemplateEngine.create(vertx);
    templates.unwrap().with(new ParsedTemplates());
  }

  /** Renders one template in every language. */
  public Future<Void> prepare(String template) {
    JsonObject none = new JsonObject();
    return inEveryLanguage(
        language ->
            Future.all(
                render(template, language, true, none), render(template, language, false, none)));
  }

  /** Renders the error page for {@link #answerFailure}. */
  public Future<Void> prepareFailure() {
    JsonObject marks = new JsonObject().put("status", STATUS_MARK).put("message", MESSAGE_MARK);
    return inEveryLanguage(language -> render(FAILURE, language, true, marks));
  }

  private static Future<Void> inEveryLanguage(Function<String, Future<?>> render) {
    return Future.all(Texts.LANGUAGES.stream().map(render).toList()).mapEmpty();
  }

  private Future<Buffer> render(
      String template, String language, boolean guest, JsonObject content) {
    // Reading and parsing a template would block the event loop for too long.
    return rendered.get(
        key(template, language, guest),
        () ->
            vertx
                .executeBlocking(
                    () ->
                        templates.render(
                            model(language).put("guest", guest).put("content", content),
                            FOLDER + template))
                .compose(rendering -> rendering));
  }

  private static String key(String template, String language, boolean guest) {
    return language + (guest ? "/guest/" : "/") + template;
  }

  private JsonObject model(String language) {
    return new JsonObject()
        .put("lang", language)
        .put("base", files.base())
        .put("version", version)
        .put("simulated", options.simulated())
        .put("password", options.logins().password())
        .put("oauth", options.logins().oauth())
        .put("t", texts.bundle(language));
  }

  /** Sends a page that {@link #prepare} has rendered. */
  public void answer(RoutingContext context, String template) {
    String language = Texts.languageOf(context);
    boolean guest = cookies.of(context) == null;
    write(context, language, rendered.get(key(template, language, guest)));
  }

  /**
   * Sends a page that is too long to be rendered at start: in each language only when it is first
   * asked for.
   *
   * @param content value of {@code content} in the model
   */
  void answerWhenRendered(RoutingContext context, String template, JsonObject content) {
    String language = Texts.languageOf(context);
    boolean guest = cookies.of(context) == null;
    render(template, language, guest, content)
        .onSuccess(page -> write(context, language, page))
        .onFailure(context::fail);
  }

  /** Sends the error page; the caller has set the status. */
  public void answerFailure(RoutingContext context, String sentence) {
    String language = Texts.languageOf(context);
    String status = Integer.toString(context.response().getStatusCode());
    String page =
        rendered
            .get(key(FAILURE, language, true))
            .toString()
            .replace(STATUS_MARK, status)
            .replace(MESSAGE_MARK, Handlebars.Utils.escapeExpression(sentence));
    write(context, language, Buffer.buffer(page));
  }

  private static void write(RoutingContext context, String language, Buffer page) {
    context
        .response()
        .putHeader("Content-Type", "text/html; charset=utf-8")
        .putHeader("Content-Language", language)
        .putHeader("Vary", "Accept-Language, Cookie")
        .putHeader("Cache-Control", "no-cache");
    InFlightLimit.send(context, page);
  }
}
