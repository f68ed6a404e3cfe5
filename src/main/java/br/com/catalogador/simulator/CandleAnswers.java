package br.com.catalogador.simulator;

import java.util.Map;
import java.util.stream.LongStream;

/** Answers from the history of candles. */
final class CandleAnswers {
  private static final int MOST_PER_ANSWER = 1_000;
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
    Range range = wanted(request, market, size.intValue(), onlyClosed);
    long[] ids = existing(range, market, size.intValue(), request.now());
    return Answer.ofText(CANDLES, text(market, ids, size.intValue(), request.now(), !onlyClosed));
  }

  /**
   * Candles by their ids, both ends included; none when the last lies before the first.
   *
   * @param most how many are wanted at most
   * @param fromFirst whether it is the oldest ones that are wanted then
   */
  private record Range(long first, long last, long most, boolean fromFirst) {}

  private static Range wanted(
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
      long most = Math.min(MOST_PER_ANSWER, count == null ? DEFAULT_COUNT : count);
      return new Range(oldest, last, most, false);
    }
    // A range that is too wide loses its newest candles; the client goes on from its last one.
    long first = Math.max(oldest, fromId != null ? fromId : market.idFrom(from, size));
    long most = Math.min(MOST_PER_ANSWER, count == null ? MOST_PER_ANSWER : count);
    return new Range(first, last, most, true);
  }

  /** The ids of a range, ascending, without those of the candles that a fault leaves out. */
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
    return ids.limit(Math.max(0, range.most)).sorted().toArray();
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
