package br.com.catalogador.simulator;

import java.util.Map;
import java.util.stream.LongStream;

/** Answers requests for candle history. */
final class CandleAnswers {
  private static final int MAX_PER_ANSWER = 1_000;
  private static final int DEFAULT_COUNT = 100;
  private static final String CANDLES = "candles";

  private final Map<Long, SimulatedMarket> markets;
  private final Faults faults;

  CandleAnswers(Map<Long, SimulatedMarket> markets, Faults faults) {
    this.markets = markets;
    this.faults = faults;
  }

  Answer candles(ClientRequest request) {
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
    Range range = requestedRange(request, market, size.intValue(), onlyClosed);
    long[] ids = existing(range, market, size.intValue(), request.now());
    return Answer.ofText(CANDLES, text(market, ids, size.intValue(), request.now(), !onlyClosed));
  }

  /**
   * A range of candle ids, both ends inclusive; empty if {@code last < first}.
   *
   * @param limit maximum number of candles
   * @param fromFirst whether the limit keeps the oldest candles instead of the newest
   */
  private record Range(long first, long last, long limit, boolean fromFirst) {}

  private static Range requestedRange(
      ClientRequest request, SimulatedMarket market, int size, boolean onlyClosed) {
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
      long limit = Math.min(MAX_PER_ANSWER, count == null ? DEFAULT_COUNT : count);
      return new Range(oldest, last, limit, false);
    }
    // A range over the limit is cut at its newest end; clients continue from the last candle
    // received.
    long first = Math.max(oldest, fromId != null ? fromId : market.idFrom(from, size));
    long limit = Math.min(MAX_PER_ANSWER, count == null ? MAX_PER_ANSWER : count);
    return new Range(first, last, limit, true);
  }

  /** The ids of a range, ascending, without the candles hidden by a fault. */
  private long[] existing(Range range, SimulatedMarket market, int size, long now) {
    LongStream ids =
        range.fromFirst
            ? LongStream.rangeClosed(range.first, range.last)
            : LongStream.iterate(range.last, id -> id >= range.first, id -> id - 1);
    FaultPlan plan = faults.plan();
    long asset = market.asset().id();
    if (plan.hidesCandles()) {
      ids = ids.filter(id -> !plan.hides(asset, size, market.start(id, size), now));
    }
    return ids.limit(Math.max(0, range.limit)).sorted().toArray();
  }

  private String text(
      SimulatedMarket market, long[] ids, int size, long now, boolean withTickTime) {
    CandleText candleText = new CandleText(market);
    StringBuilder text = new StringBuilder(170 * (ids.length + 1));
    text.append('[');
    String separator = "";
    HistoryFaults plan = faults.plan().history();
    for (long id : ids) {
      text.append(separator);
      long asOf = plan.shownAsOf(market.start(id, size) + size, now);
      candleText.appendHistory(text, market.candle(id, size, asOf), withTickTime);
      separator = ",";
    }
    long closed = market.lastClosedId(size, now);
    if (plan.staleCandles() && LongStream.of(ids).anyMatch(id -> id == closed)) {
      long asOf = HistoryFaults.staleAsOf(market.start(closed, size) + size);
      candleText.appendHistory(
          text.append(separator), market.candle(closed, size, asOf), withTickTime);
    }
    return plan.form().of(text.append(']'));
  }

  Answer firstCandles(ClientRequest request) {
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

  private SimulatedMarket market(ClientRequest request) {
    Long active = request.number("active_id");
    return active == null ? null : markets.get(active);
  }
}
