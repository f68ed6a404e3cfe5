package br.com.catalogador.web;

import br.com.catalogador.session.message.CatalogView;
import br.com.catalogador.session.message.GetCatalog;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** {@code GET /api/v1/catalog}: how a strategy did on an asset's newest quadrants. */
final class CatalogRoute implements Handler<RoutingContext> {
  private final Sessions sessions;
  private final CatalogAnswers answers = new CatalogAnswers();

  CatalogRoute(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public void handle(RoutingContext context) {
    Parameters query =
        Parameters.ofQuery(context.queryParams(), CatalogQuery.names(Format.PARAMETER));
    GetCatalog request = CatalogQuery.read(query);
    Format format = Format.of(context, query);
    UnderWay.reserve(context, (long) request.quadrants() * Limits.QUADRANT_BYTES);
    sessions
        .ask(Identity.of(context), request)
        .onSuccess(
            view -> {
              format.name(context, () -> name(request, view));
              if (format.csv()) {
                Format.writeCsv(context, CatalogCsv.of(view.analysed().catalog().rows()));
              } else {
                Bodies.write(context, answers.of(request, view));
              }
            })
        .onFailure(context::fail);
  }

  private static String name(GetCatalog request, CatalogView view) {
    return "%s-%s-%s-%d"
        .formatted(
            view.asset().symbol(),
            request.strategy().id(),
            request.timeframe(),
            request.quadrants());
  }
}
