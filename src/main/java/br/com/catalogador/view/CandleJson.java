package br.com.catalogador.view;

import br.com.catalogador.candle.Candle;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.RunningCandle;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Writes candles as JSON: one as an object, many as columns, oldest first. */
public final class CandleJson {
  private CandleJson() {}

  /** One candle; null for null. */
  static JsonObject candle(Candle candle) {
    return candle == null
        ? null
        : new JsonObject()
            .put("from", candle.from())
            .put("open", candle.open())
            .put("high", candle.high())
            .put("low", candle.low())
            .put("close", candle.close());
  }

  /** The running candle with the time of its newest price; null for null. */
  public static JsonObject running(RunningCandle running) {
    return running == null ? null : candle(running.candle()).put("at", running.at());
  }

  public static JsonObject columns(CandleSeries series) {
    return new JsonObject()
        .put("from", column(series, series::from))
        .put("open", column(series, series::open))
        .put("high", column(series, series::high))
        .put("low", column(series, series::low))
        .put("close", column(series, series::close));
  }

  private static JsonArray column(CandleSeries series, IntFunction<Object> value) {
    List<Object> values = new ArrayList<>(series.size());
    for (int i = 0; i < series.size(); i++) {
      values.add(value.apply(i));
    }
    return new JsonArray(values);
  }
}
