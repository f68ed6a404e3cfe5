package br.com.catalogador.web;

import br.com.catalogador.bus.Request;
import br.com.catalogador.ranking.message.CancelRanking;
import br.com.catalogador.ranking.message.ClearRanking;
import br.com.catalogador.ranking.message.GetRanking;
import br.com.catalogador.ranking.message.RankingView;
import br.com.catalogador.ranking.message.Rankings;
import br.com.catalogador.ranking.message.SetAutoUpdate;
import br.com.catalogador.ranking.message.StartRanking;
import br.com.catalogador.strategy.CatalogSettings;
import br.com.catalogador.view.Limits;
import br.com.catalogador.view.RankingCsv;
import br.com.catalogador.view.RankingJson;
import br.com.catalogador.web.http.Bodies;
import br.com.catalogador.web.http.BodyEncoder;
import br.com.catalogador.web.http.Format;
import br.com.catalogador.web.http.Identity;
import br.com.catalogador.web.http.InFlightLimit;
import br.com.catalogador.web.http.Parameters;
import br.com.catalogador.web.http.SessionClient;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.function.Consumer;

/** {@code /api/v1/ranking}: starts, reads, cancels and clears the user's ranking. */
final class RankingRoutes {
  private static final int ACCEPTED = 202;
  private static final int NO_CONTENT = 204;

  /** Lines of a file: more than a ranking has cells. */
  private static final int MOST_LINES = 30_000;

  /** Bytes of the largest answer, roughly: most rankings are smaller by far. */
  private static final long MOST_BYTES = 4 * 1024 * 1024;

  private final SessionClient sessions;
  private final BodyEncoder encoder;

  RankingRoutes(SessionClient sessions, BodyEncoder encoder) {
    this.sessions = sessions;
    this.encoder = encoder;
  }

  /** The handlers by operation id. */
  Map<String, Handler<RoutingContext>> handlers() {
    return Map.of(
        "startRanking", this::start,
        "getRanking", this::get,
        "cancelRanking", this::cancel,
        "clearRanking", this::clear,
        "setAutoUpdate", this::setAutoUpdate);
  }

  private void start(RoutingContext context) {
    Parameters body = Parameters.ofBody(Bodies.read(context), RankingQuery.names());
    request(
        context,
        new StartRanking(RankingQuery.read(body)),
        view -> {
          context.response().setStatusCode(ACCEPTED);
          Bodies.write(context, new JsonObject().put("id", view.id()));
        });
  }

  private void get(RoutingContext context) {
    Parameters query = Parameters.ofQuery(context);
    Format format = Format.of(context, query);
    GetRanking part = RankingQuery.part(query);
    // A file holds all of it unless a part is asked for.
    GetRanking wanted =
        format.csv() && !query.has("limit")
            ? new GetRanking(part.offset(), MOST_LINES, part.asset(), part.strategy(), part.order())
            : part;
    InFlightLimit.reserve(context, Math.min(MOST_BYTES, (long) wanted.limit() * Limits.CELL_BYTES));
    sessions
        .askRanking(Identity.of(context), wanted)
        .compose(view -> text(format, view).onSuccess(text -> write(context, format, view, text)))
        .onFailure(context::fail);
  }

  private Future<Buffer> text(Format format, RankingView view) {
    boolean large = view.entries().size() > Limits.CELLS_AT_ONCE;
    return encoder.encode(
        large,
        () -> format.csv() ? Buffer.buffer(RankingCsv.of(view)) : RankingJson.of(view).toBuffer());
  }

  private static void write(RoutingContext context, Format format, RankingView view, Buffer text) {
    format.name(context, () -> fileName(view));
    format.write(context, text);
  }

  private static String fileName(RankingView view) {
    if (view.parameters() == null) {
      return "ranking";
    }
    CatalogSettings settings = view.parameters().settings();
    return "ranking-%s-%s-%s"
        .formatted(
            view.parameters().several() ? "matrix" : settings.strategy().fileName(),
            settings.timeframe(),
            settings.days() > 0 ? settings.days() + "d" : settings.quadrants());
  }

  private void cancel(RoutingContext context) {
    request(context, new CancelRanking(), view -> Bodies.write(context, RankingJson.of(view)));
  }

  private void clear(RoutingContext context) {
    request(
        context, new ClearRanking(), view -> context.response().setStatusCode(NO_CONTENT).end());
  }

  private void setAutoUpdate(RoutingContext context) {
    Parameters body = Parameters.ofBody(Bodies.read(context), "enabled");
    request(
        context,
        new SetAutoUpdate(body.requiredFlag("enabled")),
        view -> Bodies.write(context, RankingJson.of(view)));
  }

  private void request(
      RoutingContext context,
      Request<Rankings, RankingView> request,
      Consumer<RankingView> answer) {
    sessions
        .askRanking(Identity.of(context), request)
        .onSuccess(answer::accept)
        .onFailure(context::fail);
  }
}
