package br.com.catalogador.strategy;

import br.com.catalogador.candle.ColorWords;
import br.com.catalogador.candle.Finality;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The conditions of a catalog as words on the grid of a market: for each condition the slots where
 * it lets a CALL pass and those where it lets a PUT pass. Made once for a market, whatever number
 * of patterns is cataloged with it; {@link Conditions#after()}, which depends on the rows before,
 * is left to {@link PrecedingRows}. Immutable.
 */
public final class Screen {
  private final List<Mask> masks;
  private final Conditions conditions;

  /**
   * One condition.
   *
   * @param atEntry whether the slots are those of the entry; otherwise those of the last analyzed
   *     candle
   * @param calls for each word of the market the slots that let a CALL pass
   * @param puts the same for PUT
   */
  private record Mask(Condition condition, boolean atEntry, long[] calls, long[] puts) {}

  private Screen(Conditions conditions, List<Mask> masks) {
    this.conditions = conditions;
    this.masks = List.copyOf(masks);
  }

  /**
   * The screen of a market.
   *
   * @param finality as for the catalogs
   */
  public static Screen of(Market market, Conditions conditions, Finality finality) {
    List<Mask> masks = new ArrayList<>();
    if (conditions.isNone()) {
      return new Screen(conditions, masks);
    }
    Market closed = market.closedBy(finality.until());
    ColorWords words = closed.words();
    if (conditions.side() != null) {
      long[] all = new long[words.size()];
      Arrays.fill(all, -1);
      long[] none = new long[words.size()];
      boolean call = conditions.side() == Signal.CALL;
      masks.add(new Mask(Condition.SIDE, true, call ? all : none, call ? none : all));
    }
    if (!conditions.hours().isEmpty()) {
      long[] open = LocalTimes.ofHours(conditions).slots(words);
      masks.add(new Mask(Condition.HOURS, true, open, open));
    }
    if (!conditions.weekdays().isEmpty()) {
      long[] open = LocalTimes.ofWeekdays(conditions).slots(words);
      masks.add(new Mask(Condition.WEEKDAYS, true, open, open));
    }
    if (conditions.trend() != 0) {
      Trend trend = Trend.of(closed, Math.abs(conditions.trend()));
      boolean against = conditions.trend() < 0;
      masks.add(
          new Mask(
              Condition.TREND,
              false,
              against ? trend.below() : trend.above(),
              against ? trend.above() : trend.below()));
    }
    if (conditions.agree() != null) {
      Pattern pattern = conditions.agree().pattern(words.timeframe());
      Entries entries = Entries.of(words, pattern, finality.until());
      masks.add(new Mask(Condition.AGREE, true, entries.calls(), entries.puts()));
    }
    return new Screen(conditions, masks);
  }

  Conditions conditions() {
    return conditions;
  }

  /** Whether no signal is ever filtered. */
  boolean isEmpty() {
    return conditions.isNone();
  }

  /** The signals of a word that fail at least one condition. */
  long failing(Outcomes outcomes, int index) {
    long failing = 0;
    for (Mask mask : masks) {
      failing |= failing(mask, outcomes, index);
    }
    return failing;
  }

  /** The signals of a word that fail one condition; none for a condition that is not set. */
  long failing(Condition condition, Outcomes outcomes, int index) {
    for (Mask mask : masks) {
      if (mask.condition() == condition) {
        return failing(mask, outcomes, index);
      }
    }
    return 0;
  }

  private static long failing(Mask mask, Outcomes outcomes, int index) {
    int distance = mask.atEntry() ? outcomes.entry() : outcomes.lastAnalyzed();
    long calls = Shift.of(mask.calls(), index, distance);
    long puts = Shift.of(mask.puts(), index, distance);
    return outcomes.signals & ~(outcomes.calls & calls | ~outcomes.calls & puts);
  }
}
