package br.com.catalogador.web;

import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.hours.HourTables;
import br.com.catalogador.hours.SlotTable;
import br.com.catalogador.session.message.DaysView;
import br.com.catalogador.session.message.GetCatalog;
import br.com.catalogador.session.message.GetDays;
import br.com.catalogador.session.message.GetRows;
import br.com.catalogador.session.message.RowsView;
import br.com.catalogador.strategy.TieRule;
import br.com.catalogador.view.CatalogJson;
import br.com.catalogador.view.HoursJson;
import br.com.catalogador.view.Limits;
import br.com.catalogador.web.http.Bodies;
import br.com.catalogador.web.http.BodyEncoder;
import br.com.catalogador.web.http.CatalogQuery;
import br.com.catalogador.web.http.Identity;
import br.com.catalogador.web.http.InFlightLimit;
import br.com.catalogador.web.http.Parameters;
import br.com.catalogador.web.http.SessionClient;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Map;

/** {@code /api/v1/hours} and {@code /api/v1/slots}: results by the hour, and by the minute. */
final class HoursRoutes {
  private static final int MIN_SLOT_DAYS = 5;
  private static final int DEFAULT_SLOT_DAYS = 30;

  /** Dates without candles, as weekends, lie between those that count. */
  private static final int DAYS_PER_FIVE_DATES = 7;

  private static final int BYTES_OF_HOURS = 64 * 1024;
  private static final int BYTES_OF_SLOTS = 512 * 1024;

  private final SessionClient sessions;
  private final BodyEncoder encoder;

  HoursRoutes(SessionClient sessions, BodyEncoder encoder) {
    this.sessions = sessions;
    this.encoder = encoder;
  }

  /** The handlers by operation id. */
  Map<String, Handler<RoutingContext>> handlers() {
    return Map.of("getHours", this::hours, "getSlots", this::slots);
  }

  private void hours(RoutingContext context) {
    Parameters query = Parameters.ofQuery(context);
    ZoneId zone = zone(query);
    GetCatalog request = CatalogQuery.read(query);
    InFlightLimit.reserve(context, BYTES_OF_HOURS);
    sessions
        .askHistory(Identity.of(context), new GetRows(request))
        .compose(rows -> encoder.encode(true, () -> json(request, zone, rows).toBuffer()))
        .onSuccess(text -> Bodies.write(context, text))
        .onFailure(context::fail);
  }

  private static JsonObject json(GetCatalog request, ZoneId zone, RowsView view) {
    return new JsonObject()
        .put("asset", request.asset())
        .put("zone", zone.getId())
        .put("computedAt", view.computedAt())
        .put("coverage", CatalogJson.coverage(view.coverage()))
        .put("byHour", HoursJson.byHour(HourTables.of(view.rows(), zone)));
  }

  private void slots(RoutingContext context) {
    Parameters query = Parameters.ofQuery(context);
    ZoneId zone = zone(query);
    String asset = query.requiredText("asset", CatalogQuery.MAX_SYMBOL);
    Timeframe timeframe = CatalogQuery.timeframe(query);
    int martingale = CatalogQuery.martingale(query);
    TieRule tie = CatalogQuery.tie(query);
    int days = query.wholeNumber("slotDays", DEFAULT_SLOT_DAYS, MIN_SLOT_DAYS, Limits.DAYS);
    InFlightLimit.reserve(context, BYTES_OF_SLOTS);
    int calendarDays = days * DAYS_PER_FIVE_DATES / 5 + DAYS_PER_FIVE_DATES;
    sessions
        .askHistory(Identity.of(context), new GetDays(asset, timeframe, calendarDays))
        .compose(
            view ->
                encoder.encode(
                    true, () -> json(asset, zone, days, martingale, tie, view).toBuffer()))
        .onSuccess(text -> Bodies.write(context, text))
        .onFailure(context::fail);
  }

  private static JsonObject json(
      String asset, ZoneId zone, int days, int martingale, TieRule tie, DaysView view) {
    SlotTable table = SlotTable.of(view.candles(), zone, days, martingale, tie, view.computedAt());
    return new JsonObject()
        .put("asset", asset)
        .put("zone", zone.getId())
        .put("slotDays", days)
        .put("dates", table.dates())
        .put("computedAt", view.computedAt())
        .put("coverage", CatalogJson.coverage(view.coverage()))
        .put("byLuck", HoursJson.luck(table.luck(martingale)))
        .put("bySlot", HoursJson.bySlot(table.slots()));
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
