package br.com.catalogador.broker;

import br.com.catalogador.candle.Candle;
import br.com.catalogador.candle.CandlePage;
import br.com.catalogador.candle.CandlePage.Gap;
import br.com.catalogador.candle.CandlePage.Numbering;
import br.com.catalogador.candle.CandlePage.Unfinished;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Span;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads the broker's answer to a candle request. */
final class CandleAnswer {
  /** Candles that start further than this in the future are dropped; clocks may differ by less. */
  static final long AHEAD_SECONDS = 30;

  /** Maximum number of newest candles that may still change. */
  private static final int MAX_UNFINISHED = 16;

  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long NO_ID = -1;

  private final Timeframe timeframe;
  private final List<Item> items = new ArrayList<>();

  /**
   * A candle with the time of its last price and its id.
   *
   * @param at time of its newest price in epoch seconds, rounded down; 0 if unknown
   * @param id its sequence number, or {@link #NO_ID}
   */
  private record Item(Candle candle, long at, long id) {
    long from() {
      return candle.from();
    }
  }

  private CandleAnswer(Timeframe timeframe) {
    this.timeframe = timeframe;
  }

  /**
   * Reads the candles. Items that are not plausible candles of the timeframe are dropped: a gap is
   * reported as missing data later, whereas a wrong price would go unnoticed. Of duplicates, the
   * one with the newest price is kept.
   *
   * @param nowSeconds the broker's clock in epoch seconds
   * @throws Failure BROKER_UNREADABLE if there is no candle list, or a non-empty list without a
   *     single plausible candle; only an empty list means that the market had no candles
   */
  static CandlePage read(JsonObject msg, Timeframe timeframe, long nowSeconds) {
    if (!(msg.getValue("candles") instanceof JsonArray list)) {
      throw Failure.of(FailureKind.BROKER_UNREADABLE);
    }
    CandleAnswer answer = new CandleAnswer(timeframe);
    boolean[] readable = {list.isEmpty()};
    LenientJson.objects(list)
        .forEach(
            item -> {
              Candle candle = candle(item);
              if (plausible(candle, timeframe)) {
                readable[0] = true;
                answer.addUnlessAhead(item, candle, nowSeconds);
              }
            });
    if (!readable[0]) {
      throw Failure.of(FailureKind.BROKER_UNREADABLE);
    }
    return answer.page();
  }

  private void addUnlessAhead(JsonObject item, Candle candle, long nowSeconds) {
    if (candle.from() <= nowSeconds + AHEAD_SECONDS) {
      items.add(new Item(candle, at(item, candle, timeframe), id(item)));
    }
  }

  /**
   * The time of a candle's newest price in epoch seconds, rounded down so that the candle never
   * counts as finished too early; 0 if it is missing or outside the candle.
   */
  static long at(JsonObject item, Candle candle, Timeframe timeframe) {
    long seconds = LenientJson.whole(item.getValue("at"), 0) / NANOS_PER_SECOND;
    return seconds >= candle.from() && seconds <= candle.from() + timeframe.seconds() ? seconds : 0;
  }

  private static long id(JsonObject item) {
    Object id = item.getValue("id");
    return id instanceof Integer || id instanceof Long ? ((Number) id).longValue() : NO_ID;
  }

  private CandlePage page() {
    sort();
    CandleSeries.Builder candles = new CandleSeries.Builder(timeframe, items.size());
    long shownTo = 0;
    for (Item item : items) {
      candles.add(item.candle);
      shownTo = Math.max(shownTo, Math.max(item.at, item.from()));
    }
    Numbering numbering = numbering();
    List<Gap> gaps = numbering == Numbering.OTHERWISE ? List.of() : gaps();
    return new CandlePage(candles.build(), unfinished(), numbering, gaps, shownTo);
  }

  /** Sorts by time and removes duplicates: the newest price is kept, of equal ones the last. */
  private void sort() {
    items.sort(Comparator.comparingLong(Item::from).thenComparingLong(Item::at));
    List<Item> all = List.copyOf(items);
    items.clear();
    for (int i = 0; i < all.size(); i++) {
      if (i + 1 == all.size() || all.get(i + 1).from() != all.get(i).from()) {
        items.add(all.get(i));
      }
    }
  }

  private List<Unfinished> unfinished() {
    List<Unfinished> unfinished = new ArrayList<>();
    for (Item item : items.subList(Math.max(0, items.size() - MAX_UNFINISHED), items.size())) {
      if (item.at < item.from() + timeframe.seconds()) {
        unfinished.add(new Unfinished(item.from(), item.at));
      }
    }
    return unfinished;
  }

  private Numbering numbering() {
    Numbering numbering = Numbering.UNKNOWN;
    for (int i = 1; i < items.size(); i++) {
      long ids = items.get(i).id - items.get(i - 1).id;
      boolean next = items.get(i - 1).from() + timeframe.seconds() == items.get(i).from();
      if (items.get(i).id == NO_ID || ids < 1 || next && ids != 1) {
        return Numbering.OTHERWISE;
      }
      numbering = next ? Numbering.ONE_BY_ONE : numbering;
    }
    return numbering;
  }

  private List<Gap> gaps() {
    List<Gap> gaps = new ArrayList<>();
    for (int i = 1; i < items.size(); i++) {
      Item older = items.get(i - 1);
      Item newer = items.get(i);
      long end = older.from() + timeframe.seconds();
      if (end < newer.from()) {
        gaps.add(new Gap(new Span(end, newer.from()), newer.id - older.id == 1));
      }
    }
    return gaps;
  }

  static Candle candle(JsonObject item) {
    return new Candle(
        LenientJson.whole(item.getValue("from"), -1),
        LenientJson.number(item.getValue("open")),
        LenientJson.number(item.getValue("max")),
        LenientJson.number(item.getValue("min")),
        LenientJson.number(item.getValue("close")));
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
