package br.com.catalogador.bench;

import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Timeframe;
import java.util.Random;

/** The market of the engine's benchmarks: minutes without a gap, 3 % dojis. */
public final class RandomWalk {
  private RandomWalk() {}

  public static CandleSeries minutes(int candles, Random random) {
    CandleSeries.Builder builder = new CandleSeries.Builder(Timeframe.M1, candles);
    double price = 1.8;
    for (int i = 0; i < candles; i++) {
      double close = random.nextInt(100) < 3 ? price : price + random.nextGaussian() * 1e-4;
      builder.add(i * 60L, price, Math.max(price, close), Math.min(price, close), close);
      price = close;
    }
    return builder.build();
  }
}
