package br.com.catalogador.strategy;

import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.ColorWords;
import java.util.function.LongUnaryOperator;

/**
 * Close prices as whole numbers, so that sums of them are exact: 1.0842 and 1.1 are 10842 and 11000
 * units of the fourth decimal. Every double that is a quoted decimal of at most 15 digits is exact.
 */
final class Closes {
  /** Beyond that many decimals a price is rounded; brokers quote at most nine. */
  private static final int MAX_DECIMALS = 15;

  /** Sums of 200 such numbers and products with 200 fit in a long. */
  private static final double MAX_UNITS = Long.MAX_VALUE / 512.0;

  private Closes() {}

  /** The closes of a series in units of the last decimal of any of them. */
  static long[] of(CandleSeries series) {
    double power = 1;
    int decimals = 0;
    double highest = 0;
    for (int i = 0; i < series.size(); i++) {
      double close = series.close(i);
      highest = Math.max(highest, Math.abs(close));
      // A quoted decimal is the double nearest to units / power, and the division finds that one.
      while (decimals < MAX_DECIMALS
          && Double.compare(Math.rint(close * power) / power, close) != 0) {
        decimals++;
        power *= 10;
      }
    }
    while (highest * power > MAX_UNITS) {
      power /= 10;
    }
    long[] closes = new long[series.size()];
    for (int i = 0; i < closes.length; i++) {
      closes[i] = (long) Math.rint(series.close(i) * power);
    }
    return closes;
  }

  /** The path in which the steps to the swapped candles go the other way. */
  static long[] mirrored(long[] closes, ColorWords words, LongUnaryOperator swapped) {
    long[] path = new long[closes.length];
    int next = 0;
    for (int index = 0; index < words.size() && next < path.length; index++) {
      long swaps = swapped.applyAsLong(words.number(index));
      for (long left = words.present(index); left != 0; left &= left - 1) {
        boolean swap = (swaps & Long.lowestOneBit(left)) != 0;
        long step = next == 0 ? closes[0] : closes[next] - closes[next - 1];
        path[next] = next == 0 ? step : path[next - 1] + (swap ? -step : step);
        next++;
      }
    }
    return path;
  }
}
