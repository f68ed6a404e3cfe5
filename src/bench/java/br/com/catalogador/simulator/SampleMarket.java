package br.com.catalogador.simulator;

import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Timeframe;

/** Candles of the simulated market for the benchmarks of other rooms. */
public final class SampleMarket {
  private static final long NOW = 1_790_209_945;

  private SampleMarket() {}

  /** How many assets there are. */
  public static int assets() {
    return SimulatedAssets.ALL.size();
  }

  /**
   * The newest candles of an asset, as the broker's text would be read; fewer where it has less.
   */
  public static CandleSeries candles(int asset, Timeframe timeframe, int count) {
    SimulatedMarket market = new SimulatedMarket(1, SimulatedAssets.ALL.get(asset));
    int size = timeframe.seconds();
    double points = Math.round(Math.pow(10, market.asset().precision()));
    long last = market.lastClosedId(size, NOW);
    long first = Math.max(market.firstId(size, NOW), last - count + 1);
    CandleSeries.Builder candles = new CandleSeries.Builder(timeframe, count);
    for (long id = first; id <= last; id++) {
      SimulatedCandle candle = market.candle(id, size, NOW);
      candles.add(
          candle.from(),
          candle.open() / points,
          candle.high() / points,
          candle.low() / points,
          candle.close() / points);
    }
    return candles.build();
  }
}
