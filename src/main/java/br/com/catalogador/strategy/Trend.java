package br.com.catalogador.strategy;

import br.com.catalogador.candle.ColorWords;

/**
 * The candles whose close is above, and those whose close is below, the mean of the newest n
 * closes, their own included, as words. Compared as n times the close with the sum, in whole
 * numbers.
 *
 * @param above for each word of the market the slots above the mean
 * @param below the same below the mean
 */
record Trend(long[] above, long[] below) {

  static Trend of(Market market, int count) {
    ColorWords words = market.words();
    long[] closes = market.closes();
    long[] above = new long[words.size()];
    long[] below = new long[words.size()];
    long sum = 0;
    int next = 0;
    for (int index = 0; index < words.size(); index++) {
      for (long left = words.present(index); left != 0; left &= left - 1, next++) {
        sum += closes[next] - (next >= count ? closes[next - count] : 0);
        if (next >= count - 1) {
          long slot = Long.lowestOneBit(left);
          above[index] |= count * closes[next] > sum ? slot : 0;
          below[index] |= count * closes[next] < sum ? slot : 0;
        }
      }
    }
    return new Trend(above, below);
  }
}
