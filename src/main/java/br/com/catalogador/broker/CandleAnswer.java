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
  /** Candles further ahead of the clock than a clock is wrong are not believed. */
  static final long AHEAD_SECONDS = 30;

  /** How many of the newest candles may still change, at most. */
  private static final int MOST_UNFINISHED = 16;

  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long NOT_TOLD = -1;

  private final Timeframe timeframe;
  private final List<Item> items = new ArrayList<>();

  /**
   * A candle with what else the broker tells of it.
   *
   * @param at epoch seconds of its newest price, rounded down; 0 when it does not tell
   * @param id its number, or {@link #NOT_TOLD}
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
   * Reads the candles. Items that are no candle of the timeframe are left out: a hole is told as
   * missing data later, an invented price would not be. Of the same candle twice the one with the
   * newer price stays.
   *
   * @param nowSeconds the broker's clock in epoch seconds
   * @throws Failure BROKER_UNREADABLE when it holds no list of candles, or items of which not one
   *     is a candle: that the market had none can only be read from an empty list
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
                answer.take(item, candle, nowSeconds);
              }
            });
    if (!readable[0]) {
      throw Failure.of(FailureKind.BROKER_UNREADABLE);
    }
    return answer.page();
  }

  private void take(JsonObject item, Candle candle, long nowSeconds) {
    if (candle.from() <= nowSeconds + AHEAD_SECONDS) {
      items.add(new Item(candle, at(item, candle, timeframe), id(item)));
    }
  }

  /**
   * The time of a candle's newest price in epoch seconds, rounded down so that no end is reached
   * too early; 0 when it is not told or lies outside of the candle.
   */
  static long at(JsonObject item, Candle candle, Timeframe timeframe) {
    long seconds = LenientJson.whole(item.getValue("at"), 0) / NANOS_PER_SECOND;
    return seconds >= candle.from() && seconds <= candle.from() + timeframe.seconds() ? seconds : 0;
  }

  private static long id(JsonObject item) {
    Object id = item.getValue("id");
    return id instanceof Integer || id instanceof Long ? ((Number) id).longValue() : NOT_TOLD;
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

  /** By time, and of each time the one with the newer price; of equal ones the last. */
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
    for (Item item : items.subList(Math.max(0, items.size() - MOST_UNFINISHED), items.size())) {
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
      if (items.get(i).id == NOT_TOLD || ids < 1 || next && ids != 1) {
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
