package br.com.catalogador.view;

import br.com.catalogador.hours.HourTables;
import br.com.catalogador.hours.HourTables.Bin;
import br.com.catalogador.hours.Slot;
import br.com.catalogador.hours.SlotTable.Luck;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/** Writes hours and slots in the form of the API and the command line. */
public final class HoursJson {
  private HoursJson() {}

  public static JsonObject byHour(HourTables tables) {
    return new JsonObject()
        .put("weekdayHour", bins(tables.weekdayHour()))
        .put("hour", bins(tables.hour()))
        .put("weekday", bins(tables.weekday()));
  }

  private static JsonObject bins(Map<String, Bin> bins) {
    JsonObject json = new JsonObject();
    bins.forEach(
        (name, bin) ->
            json.put(
                name,
                new JsonObject()
                    .put("operations", bin.operations())
                    .put("wins", bin.wins())
                    .put("firstOperations", bin.firstOperations())
                    .put("firstWins", bin.firstWins())
                    .put("pValue", bin.pValue())
                    .put("holm", bin.holm())));
    return json;
  }

  /** What a coin gets; null if there is nothing to toss it for. */
  public static JsonObject luck(Luck luck) {
    return luck == null
        ? null
        : new JsonObject().put("share", luck.share()).put("wonBy", new JsonArray(luck.wonBy()));
  }

  public static JsonArray bySlot(List<Slot> slots) {
    JsonArray json = new JsonArray();
    slots.forEach(
        slot ->
            json.add(
                new JsonObject()
                    .put("slot", slot.slot())
                    .put("green", slot.green())
                    .put("red", slot.red())
                    .put("doji", slot.doji())
                    .put("missing", slot.missing())
                    .put("direction", slot.direction() == null ? null : slot.direction().name())
                    .put("share", slot.share())
                    .put("days", slot.days())
                    .put("wonBy", new JsonArray(slot.wonBy()))
                    .put("pValue", slot.pValue())
                    .put("holm", slot.holm())));
    return json;
  }
}
