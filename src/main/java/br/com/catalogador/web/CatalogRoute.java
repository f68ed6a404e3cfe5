package br.com.catalogador.web;

import br.com.catalogador.session.message.CatalogView;
import br.com.catalogador.session.message.GetCatalog;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
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
        .compose(
            view ->
                text(context, format, request, view)
                    .onSuccess(
                        text -> {
                          format.name(context, () -> name(request, view));
                          format.write(context, text);
                        }))
        .onFailure(context::fail);
  }

  /** A large one takes longer to write, on a small heap by far, than an event loop may be held. */
  private Future<Buffer> text(
      RoutingContext context, Format format, GetCatalog request, CatalogView view) {
    if (request.quadrants() <= Limits.QUADRANTS_AT_ONCE) {
      return Future.succeededFuture(format.csv() ? csv(view) : answers.of(request, view));
    }
    return context
        .vertx()
        .executeBlocking(
            () -> format.csv() ? csv(view) : CatalogAnswer.of(request, view).toBuffer());
  }

  private static Buffer csv(CatalogView view) {
    return Buffer.buffer(CatalogCsv.of(view.analysed().catalog().rows()));
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
