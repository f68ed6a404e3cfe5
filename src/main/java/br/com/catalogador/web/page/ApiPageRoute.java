package br.com.catalogador.web.page;

import br.com.catalogador.support.ContextPromise;
import br.com.catalogador.web.http.ApiDocument;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** {@code GET /api-docs}: the API document as a page. Prepared on the first request. */
public final class ApiPageRoute implements Handler<RoutingContext> {
  private static final String TEMPLATE = "api.hbs";

  private final ApiDocument document;
  private final Pages pages;
  private Future<JsonObject> content;

  public ApiPageRoute(ApiDocument document, Pages pages) {
    this.document = document;
    this.pages = pages;
  }

  @Override
  public void handle(RoutingContext context) {
    if (content == null || content.failed()) {
      content = context.vertx().executeBlocking(() -> new ApiPage(document).content());
    }
    ContextPromise.follow(content)
        .onSuccess(made -> pages.answerWhenRendered(context, TEMPLATE, made))
        .onFailure(context::fail);
  }
}
