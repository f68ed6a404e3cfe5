package br.com.catalogador.strategy;

import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.ColorWords;
import br.com.catalogador.candle.Finality;
import br.com.catalogador.strategy.Conditions.After;
import br.com.catalogador.strategy.PrecedingRows.Answer;
import java.util.ArrayList;
import java.util.List;

/**
 * What is known of the conditions before an entry: whether a CALL, or a PUT, would be filtered.
 *
 * @param call the first condition that is sure to fail for a CALL; null if none is
 * @param put the same for a PUT
 * @param awaits the first condition that is not sure yet; null if all are, so that an alert may go
 *     out
 */
public record Outlook(Condition call, Condition put, Condition awaits) {
  /** Nothing is filtered. */
  public static final Outlook CLEAR = new Outlook(null, null, null);

  /** What one condition lets pass; with {@code open} it may still change. */
  private record Verdict(Condition condition, boolean call, boolean put, boolean open) {}

  /**
   * The outlook of a block whose entry has not begun.
   *
   * @param start of the block in epoch seconds
   */
  static Outlook of(CandleSeries series, CatalogSettings settings, Finality finality, long start) {
    if (settings.conditions().isNone()) {
      return CLEAR;
    }
    Market market = Market.of(series).closedBy(finality.until());
    List<Verdict> verdicts = new Reader(market, settings, finality, start).verdicts();
    return new Outlook(
        first(verdicts.stream().filter(it -> !it.open() && !it.call()).toList()),
        first(verdicts.stream().filter(it -> !it.open() && !it.put()).toList()),
        first(verdicts.stream().filter(Verdict::open).toList()));
  }

  private static Condition first(List<Verdict> verdicts) {
    return verdicts.isEmpty() ? null : verdicts.get(0).condition();
  }

  /** Reads the conditions of one block in their order. */
  private static final class Reader {
    private final Market market;
    private final CatalogSettings settings;
    private final Conditions conditions;
    private final Finality finality;
    private final long firstSlot;
    private final long entrySlot;
    private final int seconds;

    Reader(Market market, CatalogSettings settings, Finality finality, long start) {
      this.market = market;
      this.settings = settings;
      this.conditions = settings.conditions();
      this.finality = finality;
      this.seconds = settings.timeframe().seconds();
      this.firstSlot = start / seconds;
      this.entrySlot = firstSlot + settings.pattern().attempt(0);
    }

    List<Verdict> verdicts() {
      List<Verdict> verdicts = new ArrayList<>();
      if (conditions.side() != null) {
        boolean call = conditions.side() == Signal.CALL;
        verdicts.add(new Verdict(Condition.SIDE, call, !call, false));
      }
      long entryAt = entrySlot * seconds;
      if (!conditions.hours().isEmpty()) {
        verdicts.add(both(Condition.HOURS, LocalTimes.ofHours(conditions).contains(entryAt)));
      }
      if (!conditions.weekdays().isEmpty()) {
        verdicts.add(both(Condition.WEEKDAYS, LocalTimes.ofWeekdays(conditions).contains(entryAt)));
      }
      if (conditions.trend() != 0) {
        verdicts.add(trend());
      }
      if (conditions.after() != null) {
        verdicts.add(after(conditions.after()));
      }
      if (conditions.agree() != null) {
        verdicts.add(agree());
      }
      return verdicts;
    }

    private static Verdict both(Condition condition, boolean passes) {
      return new Verdict(condition, passes, passes, false);
    }

    private Verdict trend() {
      long last = firstSlot + settings.pattern().lastAnalyzed();
      boolean isOpen = (last + 1) * seconds > finality.until();
      Trend trend = Trend.of(market, Math.abs(conditions.trend()));
      boolean above = isSet(trend.above(), last);
      boolean below = isSet(trend.below(), last);
      boolean with = conditions.trend() > 0;
      return new Verdict(Condition.TREND, with ? above : below, with ? below : above, isOpen);
    }

    private Verdict agree() {
      Pattern other = conditions.agree().pattern(settings.timeframe());
      Entries entries = Entries.of(market.words(), other, finality.until());
      boolean call = isSet(entries.calls(), entrySlot);
      boolean put = isSet(entries.puts(), entrySlot);
      // A slot without a word lies beyond the candles: it is open like one with both sides.
      return new Verdict(Condition.AGREE, call, put, call == put);
    }

    private Verdict after(After after) {
      Screen screen = Screen.of(market, Conditions.NONE, finality);
      Blocks blocks = new Blocks(market.words(), settings, screen, finality);
      long anchor = firstSlot + settings.pattern().firstAnalyzed();
      Answer answer = blocks.answerBefore(anchor, entrySlot, after);
      Pattern pattern = settings.pattern();
      long previous = firstSlot - pattern.blockCandles();
      boolean isPreviousKnown =
          (previous + pattern.lastAnalyzed() + 1) * seconds <= finality.until();
      boolean passes = answer != Answer.FAILED;
      return new Verdict(
          Condition.AFTER, passes, passes, answer == Answer.OPEN || !isPreviousKnown);
    }

    private boolean isSet(long[] slots, long slot) {
      ColorWords words = market.words();
      int index = words.ceiling(Math.floorDiv(slot, ColorWords.SLOTS));
      return index < slots.length
          && words.number(index) == Math.floorDiv(slot, ColorWords.SLOTS)
          && (slots[index] >>> slot & 1) != 0;
    }
  }
}
