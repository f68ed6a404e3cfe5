package br.com.catalogador.matrix;

import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Finality;
import br.com.catalogador.strategy.Conditions;
import br.com.catalogador.strategy.Counter;
import br.com.catalogador.strategy.Counts;
import br.com.catalogador.strategy.Market;
import br.com.catalogador.strategy.Screen;
import java.util.List;
import java.util.function.LongUnaryOperator;

/**
 * What the cells of one asset read of it, and the same in simulated markets. Immutable; the
 * counters, one for each strategy, are the caller's, because they are not thread-safe.
 */
final class CountedAsset {
  private final MatrixAsset asset;
  private final Conditions conditions;
  private final Market market;
  private final Screen screen;

  /** For each strategy the anchor of its oldest counted block. */
  private final long[] firstSlots;

  private CountedAsset(
      MatrixAsset asset, Conditions conditions, Market market, List<Counter> counters) {
    this.asset = asset;
    this.conditions = conditions;
    this.market = market;
    this.screen = Screen.of(market, conditions, asset.finality());
    this.firstSlots = counters.stream().mapToLong(counter -> counter.firstSlot(market)).toArray();
  }

  /** Keeps only the candles that have a say: a file may have a million more. */
  static CountedAsset of(MatrixAsset asset, Conditions conditions, List<Counter> counters) {
    CandleSeries series = asset.series();
    Finality finality = asset.finality();
    long first = Long.MAX_VALUE;
    for (Counter counter : counters) {
      first = Math.min(first, counter.firstTimeRead(series, finality));
    }
    long lastStart = finality.until() - series.timeframe().seconds();
    Market market = Market.of(series.between(first, Math.max(first, lastStart + 1)));
    if (conditions.trend() != 0) {
      // Shared by threads from now on, so what is computed when first needed is computed here.
      market.fillCloses();
    }
    return new CountedAsset(asset, conditions, market, counters);
  }

  MatrixAsset asset() {
    return asset;
  }

  long fingerprint() {
    return 31 * market.fingerprint() + asset.symbol().hashCode();
  }

  /** Counts the cell of a strategy. */
  Counts count(int strategy, Counter counter) {
    return counter.count(market, firstSlots[strategy], screen, asset.finality());
  }

  /** This asset in a simulated market, see {@link Market#mirrored}. */
  Simulated simulated(LongUnaryOperator swapped) {
    Market mirrored = market.mirrored(swapped, conditions.trend() != 0);
    Screen its =
        conditions.readColors() ? Screen.of(mirrored, conditions, asset.finality()) : screen;
    return (strategy, counter) ->
        counter.count(mirrored, firstSlots[strategy], its, asset.finality());
  }

  /** Counts cells in a simulated market. */
  @FunctionalInterface
  interface Simulated {
    Counts count(int strategy, Counter counter);
  }
}
