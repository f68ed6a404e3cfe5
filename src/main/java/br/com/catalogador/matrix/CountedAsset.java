package br.com.catalogador.matrix;

import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Finality;
import br.com.catalogador.stats.StakePlan;
import br.com.catalogador.strategy.Conditions;
import br.com.catalogador.strategy.Counter;
import br.com.catalogador.strategy.Counts;
import br.com.catalogador.strategy.Market;
import br.com.catalogador.strategy.Screen;
import java.util.List;
import java.util.function.LongUnaryOperator;

/**
 * What the cells of one asset read of it, and the same in simulated markets: colors as bits, and no
 * prices unless there is a trend. Immutable; the counters, one for each strategy, are the caller's,
 * because they are not thread-safe.
 */
public final class CountedAsset {
  private final Object identity = new Object();
  private final String symbol;
  private final Finality finality;
  private final StakePlan plan;
  private final Conditions conditions;
  private final Market market;
  private final Screen screen;

  /** For each strategy the slot from which its blocks are counted. */
  private final long[] firstSlots;

  private CountedAsset(
      MatrixAsset asset, Conditions conditions, Market market, List<Counter> counters) {
    this.symbol = asset.symbol();
    this.finality = asset.finality();
    this.plan = asset.plan();
    this.conditions = conditions;
    this.market = market;
    this.screen = Screen.of(market, conditions, finality);
    this.firstSlots =
        counters.stream()
            .mapToLong(
                counter ->
                    asset.since() == null
                        ? counter.firstSlot(market)
                        : counter.firstSlotSince(asset.since()))
            .toArray();
  }

  /** What the cells of a matrix read of an asset. */
  public static CountedAsset of(MatrixAsset asset, MatrixSettings settings) {
    return of(asset, settings.conditions(), settings.counters());
  }

  /** Keeps only the candles that have a say: a file may have a million more. */
  static CountedAsset of(MatrixAsset asset, Conditions conditions, List<Counter> counters) {
    CandleSeries series = asset.series();
    Finality finality = asset.finality();
    long first = asset.since() == null ? Long.MAX_VALUE : Long.MIN_VALUE;
    if (asset.since() == null) {
      for (Counter counter : counters) {
        first = Math.min(first, counter.firstTimeRead(series, finality));
      }
    }
    long lastStart = finality.until() - series.timeframe().seconds();
    Market market = Market.of(series.between(first, Math.max(first, lastStart + 1)));
    return new CountedAsset(asset, conditions, market.compact(conditions.trend() != 0), counters);
  }

  public String symbol() {
    return symbol;
  }

  /** Stands for this object in keys without keeping it in memory. */
  public Object identity() {
    return identity;
  }

  /** About as much memory as its candles take. */
  public int bytes() {
    return market.bytes();
  }

  /** Null when no payout is known. */
  StakePlan plan() {
    return plan;
  }

  long fingerprint() {
    return 31 * market.fingerprint() + symbol.hashCode();
  }

  /** Counts the cell of a strategy. */
  Counts count(int strategy, Counter counter) {
    return counter.count(market, firstSlots[strategy], screen, finality);
  }

  /** This asset in a simulated market, see {@link Market#mirrored}. */
  Simulated simulated(LongUnaryOperator swapped) {
    Market mirrored = market.mirrored(swapped, conditions.trend() != 0);
    Screen its = conditions.readColors() ? Screen.of(mirrored, conditions, finality) : screen;
    return (strategy, counter, streaks) ->
        streaks
            ? counter.countWithStreaks(mirrored, firstSlots[strategy], its, finality)
            : counter.count(mirrored, firstSlots[strategy], its, finality);
  }

  /** Counts cells in a simulated market. */
  @FunctionalInterface
  interface Simulated {
    Counts count(int strategy, Counter counter, boolean streaks);
  }
}
