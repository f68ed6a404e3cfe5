package br.com.catalogador.web;

import br.com.catalogador.analysis.message.Analysis;
import br.com.catalogador.bus.Bus;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.GroupedCandles;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.hours.HourTables;
import br.com.catalogador.hours.SlotTable;
import br.com.catalogador.session.message.Coverage;
import br.com.catalogador.session.message.GetCatalog;
import br.com.catalogador.session.message.GetDays;
import br.com.catalogador.session.message.GetRows;
import br.com.catalogador.session.message.GetSession;
import br.com.catalogador.session.message.RowsView;
import br.com.catalogador.strategy.TieRule;
import br.com.catalogador.view.CatalogJson;
import br.com.catalogador.view.HoursJson;
import br.com.catalogador.view.Limits;
import br.com.catalogador.web.http.Bodies;
import br.com.catalogador.web.http.BodyEncoder;
import br.com.catalogador.web.http.BodyReader;
import br.com.catalogador.web.http.CatalogQuery;
import br.com.catalogador.web.http.Identity;
import br.com.catalogador.web.http.InFlightLimit;
import br.com.catalogador.web.http.OwnCandles;
import br.com.catalogador.web.http.Parameters;
import br.com.catalogador.web.http.SessionClient;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Map;

/**
 * {@code /api/v1/hours} and {@code /api/v1/slots}: results by the hour, and by the minute, of an
 * asset or of candles that the caller sends, which are not kept.
 */
final class HoursRoutes {
  static final String OWN_HOURS = "hoursOfOwnCandles";
  static final String OWN_SLOTS = "slotsOfOwnCandles";

  private static final int DEFAULT_SLOT_DAYS = 30;

  /** Dates without candles, as weekends, lie between those that count. */
  private static final int DAYS_PER_FIVE_DATES = 7;

  private static final int BYTES_OF_HOURS = 64 * 1024;
  private static final int BYTES_OF_SLOTS = 512 * 1024;

  private final Bus bus;
  private final SessionClient sessions;
  private final BodyEncoder encoder;

  HoursRoutes(Bus bus, SessionClient sessions, BodyEncoder encoder) {
    this.bus = bus;
    this.sessions = sessions;
    this.encoder = encoder;
  }

  /** The handlers by operation id. */
  Map<String, Handler<RoutingContext>> handlers() {
    return Map.of(
        "getHours",
        this::hours,
        "getSlots",
        this::slots,
        OWN_HOURS,
        this::ownHours,
        OWN_SLOTS,
        this::ownSlots);
  }

  private void hours(RoutingContext context) {
    Parameters query = Parameters.ofQuery(context);
    ZoneId zone = zone(query);
    GetCatalog request = CatalogQuery.read(query);
    InFlightLimit.reserve(context, BYTES_OF_HOURS);
    sessions
        .askHistory(Identity.of(context), new GetRows(request))
        .compose(rows -> encoder.encode(true, () -> json(request, zone, rows)))
        .onSuccess(text -> Bodies.write(context, text))
        .onFailure(context::fail);
  }

  private void ownHours(RoutingContext context) {
    Bodies.requireType(context, Bodies.JSON);
    sessions
        .ask(Identity.of(context), new GetSession())
        .compose(
            ignored ->
                encoder.compute(() -> OwnQuestion.read(BodyReader.of(context), "rowsBefore")))
        .compose(question -> ownHours(question, zone(question.parameters())))
        .onSuccess(text -> Bodies.write(context, text))
        .onFailure(context::fail);
  }

  private Future<Buffer> ownHours(OwnQuestion question, ZoneId zone) {
    return bus.request(Analysis.ADDRESS, question.analyze())
        .map(result -> new RowsView(result.catalog().rows(), null, question.now()))
        .compose(rows -> encoder.encode(true, () -> json(question.catalog(), zone, rows)));
  }

  private static Buffer json(GetCatalog request, ZoneId zone, RowsView view) {
    return new JsonObject()
        .put("asset", request.asset())
        .put("zone", zone.getId())
        .put("computedAt", view.computedAt())
        .put("coverage", CatalogJson.coverage(view.coverage()))
        .put("byHour", HoursJson.byHour(HourTables.of(view.rows(), zone)))
        .toBuffer();
  }

  /** What is asked of slots. */
  private record SlotQuery(
      String asset, ZoneId zone, Timeframe timeframe, int martingale, TieRule tie, int days) {
    private static final String[] NAMES = {
      "asset", "zone", "timeframe", "martingale", "tie", "slotDays", OwnQuestion.NOW
    };

    static SlotQuery read(Parameters query) {
      return new SlotQuery(
          query.requiredText("asset", CatalogQuery.MAX_SYMBOL),
          HoursRoutes.zone(query),
          CatalogQuery.timeframe(query),
          CatalogQuery.martingale(query),
          CatalogQuery.tie(query),
          query.wholeNumber("slotDays", DEFAULT_SLOT_DAYS, Limits.MIN_SLOT_DAYS, Limits.DAYS));
    }

    /**
     * @param coverage null where there is nothing to fetch
     */
    Buffer json(CandleSeries candles, Coverage coverage, long now) {
      SlotTable table = SlotTable.of(candles, zone, days, martingale, tie, now);
      return new JsonObject()
          .put("asset", asset)
          .put("zone", zone.getId())
          .put("slotDays", days)
          .put("dates", table.dates())
          .put("computedAt", now)
          .put("coverage", CatalogJson.coverage(coverage))
          .put("byLuck", HoursJson.luck(table.luck(martingale)))
          .put("bySlot", HoursJson.bySlot(table.slots()))
          .toBuffer();
    }
  }

  private void slots(RoutingContext context) {
    SlotQuery query = SlotQuery.read(Parameters.ofQuery(context));
    InFlightLimit.reserve(context, BYTES_OF_SLOTS);
    int calendarDays = query.days() * DAYS_PER_FIVE_DATES / 5 + DAYS_PER_FIVE_DATES;
    sessions
        .askHistory(
            Identity.of(context), new GetDays(query.asset(), query.timeframe(), calendarDays))
        .compose(
            view ->
                encoder.encode(
                    true, () -> query.json(view.candles(), view.coverage(), view.computedAt())))
        .onSuccess(text -> Bodies.write(context, text))
        .onFailure(context::fail);
  }

  private void ownSlots(RoutingContext context) {
    Bodies.requireType(context, Bodies.JSON);
    sessions
        .ask(Identity.of(context), new GetSession())
        .compose(ignored -> encoder.compute(() -> ownSlots(BodyReader.of(context))))
        .onSuccess(text -> Bodies.write(context, text))
        .onFailure(context::fail);
  }

  private static Buffer ownSlots(Buffer body) {
    OwnCandles own = OwnCandles.parse(body);
    Parameters parameters = own.others(SlotQuery.NAMES);
    SlotQuery query = SlotQuery.read(parameters);
    GroupedCandles candles = own.candles(query.timeframe());
    return query.json(
        candles.candles(), null, parameters.epochSeconds(OwnQuestion.NOW).orElse(candles.end()));
  }

  private static ZoneId zone(Parameters query) {
    String text = query.text("zone").orElse("UTC");
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw Failure.invalidParameter(
          "zone", text, "a region such as America/Sao_Paulo or an offset such as -3");
    }
  }
}
