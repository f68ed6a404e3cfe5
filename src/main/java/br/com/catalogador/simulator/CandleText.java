package br.com.catalogador.simulator;

/**
 * Writes candles and prices as JSON text, without a JSON library because thousands are sent each
 * second.
 */
final class CandleText {
  private final SimulatedMarket market;
  private final int precision;
  private final long pointsPerUnit;

  CandleText(SimulatedMarket market) {
    this.market = market;
    this.precision = market.asset().precision();
    this.pointsPerUnit = Math.round(Math.pow(10, precision));
  }

  /** Appends a candle in the form of the history, with or without the time of its newest tick. */
  void appendHistory(StringBuilder text, SimulatedCandle candle, boolean withTickTime) {
    text.append("{\"id\":").append(candle.id()).append(",\"from\":").append(candle.from());
    if (withTickTime) {
      text.append(",\"at\":");
      appendNanoseconds(text, candle.at());
    }
    text.append(",\"to\":").append(candle.to());
    appendPrices(text, candle);
    text.append(",\"volume\":").append(candle.ticks()).append('}');
  }

  /** The payload of a {@code candle-generated} push. */
  String generated(SimulatedCandle candle, int size) {
    StringBuilder text = new StringBuilder(320);
    text.append("{\"active_id\":").append(market.asset().id()).append(",\"size\":").append(size);
    text.append(",\"at\":");
    appendNanoseconds(text, candle.at());
    text.append(",\"from\":").append(candle.from()).append(",\"to\":").append(candle.to());
    text.append(",\"id\":").append(candle.id());
    appendPrices(text, candle);
    appendQuote(text, candle.close());
    return text.append(",\"volume\":0,\"phase\":\"T\"}").toString();
  }

  /**
   * The payload of a {@code candles-generated} push: the running candle of every size that exists.
   */
  String allGenerated(long now, FaultPlan plan) {
    StringBuilder text = new StringBuilder(2_000);
    text.append("{\"active_id\":").append(market.asset().id()).append(",\"at\":");
    appendNanoseconds(text, now);
    long price = market.price(now);
    appendQuote(text, price);
    text.append(",\"value\":");
    appendPrice(text, price);
    text.append(",\"phase\":\"T\",\"candles\":{");
    String separator = "\"";
    for (int size : CandleSizes.all()) {
      SimulatedCandle candle = market.candle(market.idOfTick(size, now), size, now);
      if (plan.isMissing(market.asset().id(), size, candle.from())) {
        continue;
      }
      text.append(separator).append(size).append("\":{\"from\":").append(candle.from());
      text.append(",\"to\":").append(candle.to()).append(",\"open\":");
      appendPrice(text, candle.open());
      appendRange(text, candle);
      text.append(",\"volume\":0}");
      separator = ",\"";
    }
    return text.append("}}").toString();
  }

  /** The payload of a {@code quote-generated} push. */
  String quote(long now) {
    StringBuilder text = new StringBuilder(160);
    text.append("{\"active_id\":").append(market.asset().id());
    text.append(",\"time\":").append(now * 1_000);
    long price = market.price(now);
    appendQuote(text, price);
    text.append(",\"value\":");
    appendPrice(text, price);
    return text.append(",\"phase\":\"T\"}").toString();
  }

  private void appendPrices(StringBuilder text, SimulatedCandle candle) {
    text.append(",\"open\":");
    appendPrice(text, candle.open());
    text.append(",\"close\":");
    appendPrice(text, candle.close());
    appendRange(text, candle);
  }

  private void appendRange(StringBuilder text, SimulatedCandle candle) {
    text.append(",\"min\":");
    appendPrice(text, candle.low());
    text.append(",\"max\":");
    appendPrice(text, candle.high());
  }

  private void appendQuote(StringBuilder text, long price) {
    text.append(",\"ask\":");
    appendPrice(text, price + market.halfSpread());
    text.append(",\"bid\":");
    appendPrice(text, price - market.halfSpread());
  }

  private void appendPrice(StringBuilder text, long points) {
    text.append(points / pointsPerUnit).append('.');
    long places = points % pointsPerUnit;
    for (long place = pointsPerUnit / 10; place > 0; place /= 10) {
      text.append((char) ('0' + places / place % 10));
    }
  }

  private static void appendNanoseconds(StringBuilder text, long seconds) {
    text.append(seconds).append("000000000");
  }
}
