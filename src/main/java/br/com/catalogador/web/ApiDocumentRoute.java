package br.com.catalogador.web;

import br.com.catalogador.web.http.ApiDocument;
import br.com.catalogador.web.http.InFlightLimit;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;

/** {@code GET /openapi.yaml}: the OpenAPI document. */
final class ApiDocumentRoute implements Handler<RoutingContext> {
  private final Buffer text;

  ApiDocumentRoute(ApiDocument document) {
    this.text = document.text();
  }

  @Override
  public void handle(RoutingContext context) {
    context
        .response()
        .putHeader("Content-Type", "application/yaml")
        .putHeader("Cache-Control", "no-cache");
    InFlightLimit.send(context, text);
  }
}
