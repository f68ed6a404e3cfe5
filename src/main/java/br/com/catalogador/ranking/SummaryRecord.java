package br.com.catalogador.ranking;

import br.com.catalogador.stats.Money;
import br.com.catalogador.stats.Summary;
import br.com.catalogador.stats.Wilson;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Function;

/** The stored form of a summary: JSON with every field. */
final class SummaryRecord {
  private SummaryRecord() {}

  static JsonObject json(Summary summary) {
    Wilson wilson = summary.wilson95();
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
        .put(
            "wilson",
            wilson == null ? null : new JsonArray(List.of(wilson.lower(), wilson.upper())))
        .put("chanceRate", summary.chanceRate())
        .put("pValue", summary.pValue())
        .put("longestWinStreak", summary.longestWinStreak())
        .put("longestLossStreak", summary.longestLossStreak())
        .put("currentStreak", summary.currentStreak())
        .put("money", summary.money() == null ? null : json(summary.money()));
  }

  static Summary summary(JsonObject json) {
    JsonArray wilson = json.getJsonArray("wilson");
    JsonObject money = json.getJsonObject("money");
    return new Summary(
        json.getInteger("listed"),
        json.getInteger("operations"),
        json.getInteger("wins"),
        numbers(json.getJsonArray("winsByMartingale"), Number::intValue),
        json.getInteger("losses"),
        json.getInteger("nulls"),
        json.getInteger("ties"),
        json.getInteger("pending"),
        json.getInteger("noData"),
        json.getInteger("filtered", 0),
        json.getDouble("winRate"),
        wilson == null ? null : new Wilson(wilson.getDouble(0), wilson.getDouble(1)),
        json.getDouble("chanceRate"),
        json.getDouble("pValue"),
        json.getInteger("longestWinStreak"),
        json.getInteger("longestLossStreak"),
        json.getInteger("currentStreak"),
        money == null ? null : money(money));
  }

  private static JsonObject json(Money money) {
    return new JsonObject()
        .put("payout", money.payout())
        .put("stakes", new JsonArray(money.stakes()))
        .put("breakEvenEntryRate", money.breakEvenEntryRate())
        .put("breakEvenRate", money.breakEvenRate())
        .put("netProfit", money.netProfit())
        .put("profitPerCycle", money.profitPerCycle())
        .put("maxDrawdown", money.maxDrawdown());
  }

  private static Money money(JsonObject json) {
    return new Money(
        json.getDouble("payout"),
        numbers(json.getJsonArray("stakes"), Number::doubleValue),
        json.getDouble("breakEvenEntryRate"),
        json.getDouble("breakEvenRate"),
        json.getDouble("netProfit"),
        json.getDouble("profitPerCycle"),
        json.getDouble("maxDrawdown"));
  }

  private static <N> List<N> numbers(JsonArray array, Function<Number, N> read) {
    return array.stream().map(Number.class::cast).map(read).toList();
  }
}
