package br.com.catalogador.broker;

import br.com.catalogador.candle.Candle;
import br.com.catalogador.candle.CandlePage;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Timeframe;
import io.vertx.core.json.JsonObject;

/** Reads the broker's answer to a candle request. */
final class CandleAnswer {
  private CandleAnswer() {}

  /**
   * Reads the candles. Items that are no candle of the timeframe are left out: a hole is told as
   * missing data later, an invented price would not be.
   *
   * @param nowSeconds the broker's clock in epoch seconds
   */
  static CandlePage read(JsonObject msg, Timeframe timeframe, long nowSeconds) {
    CandleSeries.Builder closed = new CandleSeries.Builder(timeframe, 0);
    Candle[] running = new Candle[1];
    Tolerant.objects(msg.getValue("candles"))
        .forEach(
            item -> {
              Candle candle = candle(item);
              if (!plausible(candle, timeframe)) {
                return;
              }
              // A start may be any number at all; a sum with it might overflow.
              if (candle.from() <= nowSeconds - timeframe.seconds()) {
                closed.add(candle);
              } else if (candle.from() <= nowSeconds) {
                running[0] = candle;
              }
            });
    return new CandlePage(closed.build(), running[0]);
  }

  static Candle candle(JsonObject item) {
    return new Candle(
        Tolerant.whole(item.getValue("from"), -1),
        Tolerant.number(item.getValue("open")),
        Tolerant.number(item.getValue("max")),
        Tolerant.number(item.getValue("min")),
        Tolerant.number(item.getValue("close")));
  }

  static boolean plausible(Candle candle, Timeframe timeframe) {
    return candle.from() > 0
        && candle.from() % timeframe.seconds() == 0
        && Double.isFinite(candle.open())
        && Double.isFinite(candle.close())
        && Double.isFinite(candle.high())
        && Double.isFinite(candle.low());
  }
}
