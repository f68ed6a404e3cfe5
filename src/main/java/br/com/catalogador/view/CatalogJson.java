package br.com.catalogador.view;

import br.com.catalogador.candle.CandleQuality;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.GroupedCandles;
import br.com.catalogador.session.message.CatalogView;
import br.com.catalogador.session.message.Coverage;
import br.com.catalogador.stats.Money;
import br.com.catalogador.stats.Summary;
import br.com.catalogador.strategy.AfterHits;
import br.com.catalogador.strategy.Catalog;
import br.com.catalogador.strategy.CatalogSettings;
import br.com.catalogador.strategy.Condition;
import br.com.catalogador.strategy.ConditionTexts;
import br.com.catalogador.strategy.Forming;
import br.com.catalogador.strategy.Outlook;
import br.com.catalogador.strategy.Pattern;
import br.com.catalogador.strategy.Row;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;

/**
 * Writes catalogs as the JSON of {@code GET /api/v1/catalog}. Every field is written, absent values
 * as null; only the money fields of a summary are omitted when no payout is known.
 */
public final class CatalogJson {
  private CatalogJson() {}

  /** The complete answer. */
  public static JsonObject of(CatalogView view) {
    JsonObject asset =
        new JsonObject()
            .put("id", view.asset().id())
            .put("symbol", view.asset().symbol())
            .put("name", view.asset().name())
            .put("payout", view.asset().payout());
    JsonObject json =
        results(
                asset,
                view.candles(),
                view.settings(),
                view.computedAt(),
                new Catalog(view.rows(), view.skipped(), view.afterHits()),
                view.summary(),
                view.forming())
            .put("plan", plan(view.settings()))
            .put("candles", CandleJson.columns(view.candles()))
            .put(
                "stats",
                new JsonObject()
                    .put("source", view.source().name().toLowerCase(Locale.ROOT))
                    .put("brokerRequests", view.brokerRequests()));
    return view.coverage() == null ? json : json.put("coverage", coverage(view.coverage()));
  }

  /** How much of the days is known; null for null. */
  public static JsonObject coverage(Coverage coverage) {
    return coverage == null
        ? null
        : new JsonObject()
            .put("wantedFrom", coverage.wantedFrom())
            .put("from", coverage.from())
            .put("complete", coverage.complete())
            .put("fetching", coverage.fetching());
  }

  /**
   * The complete answer for candles of a user's own.
   *
   * @param asset its name, and the payout of the computation or null
   * @param candles those that the rows were read from
   * @param own all candles
   * @param forming may be null
   */
  public static JsonObject ofOwn(
      JsonObject asset,
      CandleSeries candles,
      GroupedCandles own,
      CatalogSettings settings,
      long now,
      Catalog catalog,
      Summary summary,
      Forming forming) {
    JsonObject results = results(asset, candles, settings, now, catalog, summary, forming);
    if (own.source() != settings.timeframe()) {
      results
          .getJsonObject("quality")
          .put("sourceTimeframe", own.source().seconds())
          .put(
              "shortBlocks",
              candles.isEmpty() ? 0 : own.incomplete(candles.from(0), candles.end()));
    }
    return results
        .put("plan", plan(settings))
        .put("candles", CandleJson.columns(candles))
        .put("stats", new JsonObject().put("source", "own").put("brokerRequests", 0));
  }

  /**
   * The results of a catalog, without the fields of the server: chart data and origin.
   *
   * @param asset the asset in the form of the answer
   * @param now the clock by which candles have closed, in epoch seconds
   * @param forming may be null
   */
  public static JsonObject results(
      JsonObject asset,
      CandleSeries series,
      CatalogSettings settings,
      long now,
      Catalog catalog,
      Summary summary,
      Forming forming) {
    int seconds = settings.timeframe().seconds();
    int closed = series.ceiling(now - seconds + 1);
    return new JsonObject()
        .put("asset", asset)
        .put("timeframe", seconds)
        .put("strategy", settings.strategy().id())
        .put("martingale", settings.martingale())
        .put("tie", settings.tie().wireName())
        .put("conditions", conditions(settings))
        .put("computedAt", now)
        .put("dataFrom", closed == 0 ? null : series.from(0))
        .put("dataTo", closed == 0 ? null : series.from(closed - 1) + seconds)
        .put("rows", rows(catalog.rows()))
        .put("skipped", catalog.skipped())
        .put("summary", summary(summary))
        .put("afterHits", afterHits(catalog.afterHits()))
        .put("forming", forming(forming))
        .put("quality", quality(CandleQuality.of(series)));
  }

  private static JsonObject quality(CandleQuality quality) {
    return new JsonObject()
        .put("candles", quality.candles())
        .put("dojis", quality.dojis())
        .put("flats", quality.flats())
        .put("missing", quality.missing())
        .put("longestGap", quality.longestGap())
        .put("hours", quality.hours())
        .put("stillHours", quality.stillHours());
  }

  /** The parameters of a catalog, as answers repeat them. */
  static JsonObject settings(CatalogSettings settings) {
    JsonObject json = new JsonObject();
    if (settings.days() > 0) {
      json.put("days", settings.days());
    }
    return json.put("timeframe", settings.timeframe().seconds())
        .put("strategy", settings.strategy().id())
        .put("quadrants", settings.quadrants())
        .put("martingale", settings.martingale())
        .put("tie", settings.tie().wireName())
        .put("conditions", conditions(settings));
  }

  /** The conditions that are given, as the texts of their parameters. */
  static JsonObject conditions(CatalogSettings settings) {
    JsonObject json = new JsonObject();
    ConditionTexts.of(settings.conditions()).forEach(json::put);
    return json;
  }

  /**
   * The analyzed candles and attempts of a quadrant in seconds from its start, for marking them in
   * a chart.
   */
  private static JsonObject plan(CatalogSettings settings) {
    int candle = settings.timeframe().seconds();
    Pattern pattern = settings.pattern();
    List<Integer> attempts = pattern.attempts(settings.martingale());
    return new JsonObject()
        .put("block", pattern.blockCandles() * candle)
        .put("analysed", seconds(pattern.analyzed(), candle))
        .put("attempts", seconds(attempts, candle));
  }

  private static JsonArray seconds(List<Integer> offsets, int candle) {
    return new JsonArray(offsets.stream().map(offset -> offset * candle).toList());
  }

  public static JsonArray rows(List<Row> rows) {
    JsonArray array = new JsonArray();
    rows.forEach(row -> array.add(row(row)));
    return array;
  }

  /** A row; {@code filter} is written only where a condition has failed. */
  public static JsonObject row(Row row) {
    JsonObject json =
        new JsonObject()
            .put("start", row.start())
            .put("green", row.green())
            .put("red", row.red())
            .put("doji", row.doji())
            .put("signal", name(row.signal()))
            .put("nullReason", name(row.nullReason()))
            .put("entryAt", row.entryAt())
            .put("result", name(row.result()))
            .put("martingale", row.martingale());
    return row.filter() == null ? json : json.put("filter", row.filter().wireName());
  }

  /** First entries after 0, 1, 2, … losses. */
  public static JsonArray afterHits(List<AfterHits> afterHits) {
    JsonArray array = new JsonArray();
    afterHits.forEach(
        after ->
            array.add(
                new JsonObject()
                    .put("hits", after.hits())
                    .put("operations", after.operations())
                    .put("wins", after.wins())));
    return array;
  }

  public static JsonObject summary(Summary summary) {
    JsonObject json =
        counts(summary)
            .put("longestWinStreak", summary.longestWinStreak())
            .put("longestLossStreak", summary.longestLossStreak())
            .put("currentStreak", summary.currentStreak());
    return summary.money() == null ? json : json.mergeIn(money(summary.money()));
  }

  /** The part of a summary that does not depend on the order of the rows, without the money. */
  static JsonObject counts(Summary summary) {
    return new JsonObject()
        .put("listed", summary.listed())
        .put("operations", summary.operations())
        .put("wins", summary.wins())
        .put("winsByMartingale", new JsonArray(summary.winsByMartingale()))
        .put("losses", summary.losses())
        .put("nulls", summary.nulls())
        .put("ties", summary.ties())
        .put("pending", summary.pending())
        .put("noData", summary.noData())
        .put("filtered", summary.filtered())
        .put("winRate", summary.winRate())
        .put("wilson95", wilson(summary))
        .put("chanceRate", summary.chanceRate())
        .put("pValue", summary.pValue());
  }

  /**
   * A forming quadrant; what is known of its conditions is written only where something is.
   *
   * @param forming may be null, which is written as null
   */
  public static JsonObject forming(Forming forming) {
    if (forming == null) {
      return null;
    }
    JsonObject json = new JsonObject();
    Outlook outlook = forming.outlook();
    if (!outlook.equals(Outlook.CLEAR)) {
      json.put("callFilter", name(outlook.call()))
          .put("putFilter", name(outlook.put()))
          .put("awaits", name(outlook.awaits()));
    }
    if (!forming.waiting().isEmpty()) {
      JsonArray waiting = new JsonArray();
      forming
          .waiting()
          .forEach(
              it ->
                  waiting.add(
                      new JsonObject().put("start", it.start()).put("awaits", name(it.awaits()))));
      json.put("waiting", waiting);
    }
    return json.put("start", forming.start())
        .put("closed", forming.closed())
        .put("green", forming.green())
        .put("red", forming.red())
        .put("doji", forming.doji())
        .put("preview", name(forming.preview()))
        .put("nullReason", name(forming.nullReason()))
        .put("ifGreen", name(forming.ifGreen()))
        .put("ifRed", name(forming.ifRed()))
        .put("entryAt", forming.entryAt())
        .put("secondsToEntry", forming.secondsToEntry());
  }

  private static JsonArray wilson(Summary summary) {
    return summary.wilson95() == null
        ? null
        : new JsonArray().add(summary.wilson95().lower()).add(summary.wilson95().upper());
  }

  private static JsonObject money(Money money) {
    return new JsonObject()
        .put("payout", money.payout())
        .put("stakes", new JsonArray(money.stakes()))
        .put("breakEvenEntryRate", money.breakEvenEntryRate())
        .put("breakEvenRate", money.breakEvenRate())
        .put("netProfit", money.netProfit())
        .put("profitPerCycle", money.profitPerCycle())
        .put("maxDrawdown", money.maxDrawdown());
  }

  private static String name(Condition condition) {
    return condition == null ? null : condition.wireName();
  }

  private static String name(Enum<?> value) {
    return value == null ? null : value.name();
  }
}
