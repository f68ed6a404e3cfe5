package br.com.catalogador.web;

import br.com.catalogador.session.message.CatalogView;
import br.com.catalogador.session.message.GetCatalog;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code GET /api/v1/catalog}: how a strategy did on an asset's newest quadrants. */
final class CatalogRoute implements Handler<RoutingContext> {
  private static final String CSV = "text/csv";

  private final Sessions sessions;

  CatalogRoute(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public void handle(RoutingContext context) {
    Parameters query = Parameters.ofQuery(context.queryParams(), CatalogQuery.names("format"));
    GetCatalog request = CatalogQuery.read(query);
    boolean asCsv =
        query
            .choice("format", List.of("json", "csv"), Optional::of)
            .map("csv"::equals)
            .orElseGet(() -> CSV.equals(accepted(context)));
    sessions
        .ask(Identity.of(context), request)
        .onSuccess(
            view -> {
              if (asCsv) {
                writeCsv(context, view);
              } else {
                Bodies.write(context, CatalogAnswer.of(request, view));
              }
            })
        .onFailure(context::fail);
  }

  private static String accepted(RoutingContext context) {
    String accept = context.request().getHeader("Accept");
    return accept == null ? "" : accept.split("[,;]", 2)[0].trim().toLowerCase(Locale.ROOT);
  }

  private static void writeCsv(RoutingContext context, CatalogView view) {
    context
        .response()
        .putHeader("Content-Type", CSV + "; charset=utf-8")
        .end(CatalogCsv.of(view.analysed().catalog().rows()));
  }
}
