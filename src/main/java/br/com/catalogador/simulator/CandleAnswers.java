package br.com.catalogador.simulator;

import java.util.Map;

/** Answers from the history of candles. */
final class CandleAnswers {
  private static final int MOST_PER_ANSWER = 1_000;
  private static final int DEFAULT_COUNT = 100;
  private static final String CANDLES = "candles";

  private final Map<Integer, SimulatedMarket> markets;

  CandleAnswers(Map<Integer, SimulatedMarket> markets) {
    this.markets = markets;
  }

  Answer candles(Request request) {
    SimulatedMarket market = market(request);
    Long size = request.number("size");
    Long from = request.number("from");
    if (market == null) {
      return Answer.notFound(CANDLES);
    }
    if (size == null || !CandleSizes.has(size.intValue())) {
      return Answer.invalid(CANDLES, "size", "size is not supported");
    }
    if (from != null && from > request.now()) {
      return Answer.invalid(CANDLES, "from", "from must not be in the future");
    }
    boolean onlyClosed = Boolean.TRUE.equals(request.body().getValue("only_closed"));
    Ids ids = wanted(request, market, size.intValue(), onlyClosed);
    return Answer.ofText(CANDLES, text(market, ids, size.intValue(), request.now(), !onlyClosed));
  }

  /** A range of candle ids, both ends included; empty when the last lies before the first. */
  private record Ids(long first, long last) {}

  private static Ids wanted(Request request, SimulatedMarket market, int size, boolean onlyClosed) {
    long now = request.now();
    long oldest = market.firstId(size, now);
    long newest = onlyClosed ? market.lastClosedId(size, now) : market.lastId(size, now);
    Long from = request.number("from");
    Long to = request.number("to");
    Long fromId = request.number("from_id");
    Long toId = request.number("to_id");
    Long count = request.number("count");

    long last = newest;
    if (toId != null) {
      last = Math.min(last, toId);
    } else if (to != null) {
      last = Math.min(last, market.idFrom(Math.min(to, now) + 1, size) - 1);
    }
    if (fromId == null && from == null) {
      long wanted = Math.min(MOST_PER_ANSWER, count == null ? DEFAULT_COUNT : count);
      return new Ids(Math.max(oldest, last - wanted + 1), last);
    }
    // A range that is too wide loses its newest candles; the client goes on from its last one.
    long first = Math.max(oldest, fromId != null ? fromId : market.idFrom(from, size));
    long wanted = Math.min(MOST_PER_ANSWER, count == null ? MOST_PER_ANSWER : count);
    return new Ids(first, Math.min(last, first + wanted - 1));
  }

  private static String text(
      SimulatedMarket market, Ids ids, int size, long now, boolean withTickTime) {
    CandleText candleText = new CandleText(market);
    StringBuilder text = new StringBuilder(170 * (int) Math.max(1, ids.last - ids.first + 1));
    text.append("{\"candles\":[");
    for (long id = ids.first; id <= ids.last; id++) {
      if (id > ids.first) {
        text.append(',');
      }
      candleText.appendHistory(text, market.candle(id, size, now), withTickTime);
    }
    return text.append("]}").toString();
  }

  Answer firstCandles(Request request) {
    SimulatedMarket market = market(request);
    if (market == null) {
      return Answer.notFound("first-candles");
    }
    CandleText candleText = new CandleText(market);
    StringBuilder text = new StringBuilder(3_500).append("{\"candles_by_size\":{");
    String separator = "\"";
    for (int size : CandleSizes.all()) {
      text.append(separator).append(size).append("\":");
      long id = market.firstId(size, request.now());
      candleText.appendHistory(text, market.candle(id, size, request.now()), true);
      separator = ",\"";
    }
    return Answer.ofText("first-candles", text.append("}}").toString());
  }

  private SimulatedMarket market(Request request) {
    Long active = request.number("active_id");
    return active == null ? null : markets.get(active.intValue());
  }
}
