package br.com.catalogador.broker;

import br.com.catalogador.bus.Failure;
import br.com.catalogador.bus.FailureKind;
import br.com.catalogador.candle.Candle;
import br.com.catalogador.candle.CandlePage;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Timeframe;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Reads the broker's answer to a candle request. */
final class CandleAnswer {
  private CandleAnswer() {}

  /**
   * Reads the candles. Items that are no candle of the timeframe are left out: a hole is told as
   * missing data later, an invented price would not be.
   *
   * @param nowSeconds the broker's clock in epoch seconds
   * @throws Failure BROKER_UNREADABLE when it holds no list of candles, or items of which not one
   *     is a candle: that the market had none can only be read from an empty list
   */
  static CandlePage read(JsonObject msg, Timeframe timeframe, long nowSeconds) {
    if (!(msg.getValue("candles") instanceof JsonArray items)) {
      throw Failure.of(FailureKind.BROKER_UNREADABLE);
    }
    CandleSeries.Builder closed = new CandleSeries.Builder(timeframe, 0);
    Candle[] running = new Candle[1];
    boolean[] readable = {items.isEmpty()};
    Tolerant.objects(items)
        .forEach(
            item -> {
              Candle candle = candle(item);
              if (!plausible(candle, timeframe)) {
                return;
              }
              readable[0] = true;
              // A start may be any number at all; a sum with it might overflow.
              if (candle.from() <= nowSeconds - timeframe.seconds()) {
                closed.add(candle);
              } else if (candle.from() <= nowSeconds) {
                running[0] = candle;
              }
            });
    if (!readable[0]) {
      throw Failure.of(FailureKind.BROKER_UNREADABLE);
    }
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
