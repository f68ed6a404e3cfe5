package br.com.catalogador.support;

import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Timeframe;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * Reads candles from an answer of the API: {@code from}, {@code open}, {@code high}, {@code low}
 * and {@code close}, by column.
 */
public final class CandleColumns {
  private CandleColumns() {}

  /** The one-minute candles of these columns. */
  public static CandleSeries read(JsonObject columns) {
    JsonArray from = columns.getJsonArray("from");
    JsonArray open = columns.getJsonArray("open");
    JsonArray high = columns.getJsonArray("high");
    JsonArray low = columns.getJsonArray("low");
    JsonArray close = columns.getJsonArray("close");
    CandleSeries.Builder series = new CandleSeries.Builder(Timeframe.M1, from.size());
    for (int i = 0; i < from.size(); i++) {
      series.add(
          from.getLong(i),
          open.getDouble(i),
          high.getDouble(i),
          low.getDouble(i),
          close.getDouble(i));
    }
    return series.build();
  }
}
