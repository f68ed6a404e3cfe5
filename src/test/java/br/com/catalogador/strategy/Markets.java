package br.com.catalogador.strategy;

import br.com.catalogador.candle.Candle;
import br.com.catalogador.candle.Timeframe;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random markets with dojis, single missing candles and closed hours, like real ones. */
final class Markets {
  static final long START = 1_790_640_000L;

  private Markets() {}

  static List<Candle> random(Random random, Timeframe timeframe, int count) {
    double dojis = random.nextDouble() * 0.2;
    double gaps = random.nextBoolean() ? 0 : random.nextDouble() * 0.1;
    List<Candle> candles = new ArrayList<>();
    long from = START + random.nextInt(50) * (long) timeframe.seconds();
    while (candles.size() < count) {
      candles.add(candle(random, from, dojis));
      from += timeframe.seconds();
      if (random.nextDouble() < gaps) {
        int missing = random.nextInt(10) > 0 ? 1 + random.nextInt(3) : random.nextInt(2000);
        from += (long) missing * timeframe.seconds();
      }
    }
    return candles;
  }

  static Candle candle(Random random, long from, double dojis) {
    int open = random.nextInt(-50, 50);
    int close = random.nextDouble() < dojis ? open : open + random.nextInt(-9, 10);
    return new Candle(from, open / 100.0, 1, -1, close / 100.0);
  }
}
