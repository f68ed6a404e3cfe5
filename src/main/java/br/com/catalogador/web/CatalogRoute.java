package br.com.catalogador.web;

import br.com.catalogador.session.message.CatalogView;
import br.com.catalogador.session.message.GetCatalog;
import br.com.catalogador.strategy.CatalogSettings;
import br.com.catalogador.view.CatalogCsv;
import br.com.catalogador.view.CatalogJson;
import br.com.catalogador.view.Limits;
import br.com.catalogador.web.http.BodyEncoder;
import br.com.catalogador.web.http.CatalogQuery;
import br.com.catalogador.web.http.Format;
import br.com.catalogador.web.http.Identity;
import br.com.catalogador.web.http.InFlightLimit;
import br.com.catalogador.web.http.Parameters;
import br.com.catalogador.web.http.SessionClient;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;

/** {@code GET /api/v1/catalog}: the catalog of an asset, as JSON or CSV. */
final class CatalogRoute implements Handler<RoutingContext> {
  private final SessionClient sessions;
  private final BodyEncoder encoder;
  private final CatalogResponseCache responses = new CatalogResponseCache();

  CatalogRoute(SessionClient sessions, BodyEncoder encoder) {
    this.sessions = sessions;
    this.encoder = encoder;
  }

  @Override
  public void handle(RoutingContext context) {
    Parameters query = Parameters.ofQuery(context);
    GetCatalog request = CatalogQuery.read(query);
    Format format = Format.of(context, query);
    InFlightLimit.reserve(context, (long) rows(request) * Limits.QUADRANT_BYTES);
    sessions
        .ask(Identity.of(context), request)
        .compose(
            view ->
                text(format, request, view)
                    .onSuccess(
                        text -> {
                          format.name(context, () -> name(view));
                          format.write(context, text);
                        }))
        .onFailure(context::fail);
  }

  /** How many rows an answer has at most. */
  private static int rows(GetCatalog request) {
    CatalogSettings settings = request.settings();
    return settings.days() > 0 ? Limits.QUADRANTS : settings.quadrants();
  }

  private Future<Buffer> text(Format format, GetCatalog request, CatalogView view) {
    boolean large = rows(request) > Limits.QUADRANTS_AT_ONCE;
    if (format.csv()) {
      return encoder.encode(large, () -> csv(view));
    }
    return encoder.encode(
        large, () -> large ? CatalogJson.of(view).toBuffer() : responses.of(request, view));
  }

  private static Buffer csv(CatalogView view) {
    return Buffer.buffer(CatalogCsv.of(view.rows(), view.settings()));
  }

  private static String name(CatalogView view) {
    CatalogSettings settings = view.settings();
    return "%s-%s-%s-%s"
        .formatted(
            view.asset().symbol(),
            settings.strategy().fileName(),
            settings.timeframe(),
            settings.days() > 0 ? settings.days() + "d" : settings.quadrants());
  }
}
