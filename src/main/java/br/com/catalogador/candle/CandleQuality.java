package br.com.catalogador.candle;

import java.util.Arrays;

/**
 * How far the candles of a series can be trusted: what in them comes of the data rather than of the
 * market. Counts over the whole series.
 *
 * @param candles how many there are
 * @param dojis candles that close at their open; many are made by a feed with few digits
 * @param flats candles that did not move at all: nobody traded, or the market was closed
 * @param missing candles that are missing in gaps of up to four hours; a longer pause is a closed
 *     market
 * @param longestGap seconds of the longest of these gaps
 * @param hours whole hours of the clock with at least half of their candles; 0 except for candles
 *     of a minute
 * @param stillHours those with fewer than {@value #FEWEST_CLOSES} different closes: a market that
 *     hardly moves, whose colors are noise
 */
public record CandleQuality(
    int candles, int dojis, int flats, long missing, long longestGap, int hours, int stillHours) {
  private static final int FEWEST_CLOSES = 15;
  private static final long LONGEST_GAP = 4 * 3600;
  private static final long HOUR = 3600;
  private static final int MINUTES = 60;

  /** Judges a series. */
  public static CandleQuality of(CandleSeries series) {
    int seconds = series.timeframe().seconds();
    int dojis = 0;
    int flats = 0;
    long missing = 0;
    long longest = 0;
    for (int i = 0; i < series.size(); i++) {
      dojis += Color.of(series.open(i), series.close(i)) == Color.DOJI ? 1 : 0;
      flats += Double.compare(series.high(i), series.low(i)) == 0 ? 1 : 0;
      long gap = i == 0 ? 0 : series.from(i) - series.from(i - 1) - seconds;
      if (gap <= LONGEST_GAP) {
        missing += gap / seconds;
        longest = Math.max(longest, gap);
      }
    }
    int[] hours = series.timeframe() == Timeframe.M1 ? hours(series) : new int[2];
    return new CandleQuality(series.size(), dojis, flats, missing, longest, hours[0], hours[1]);
  }

  /** The hours that can be judged, and those of them that are still. */
  private static int[] hours(CandleSeries series) {
    double[] closes = new double[MINUTES];
    int[] counts = new int[2];
    for (int begin = 0, end; begin < series.size(); begin = end) {
      long hour = series.from(begin) / HOUR;
      end = begin;
      while (end < series.size() && series.from(end) / HOUR == hour) {
        closes[end - begin] = series.close(end);
        end++;
      }
      if (end - begin >= MINUTES / 2) {
        counts[0]++;
        counts[1] += different(closes, end - begin) < FEWEST_CLOSES ? 1 : 0;
      }
    }
    return counts;
  }

  /** How many different values there are; the values are sorted. */
  private static int different(double[] values, int size) {
    Arrays.sort(values, 0, size);
    int different = 1;
    for (int i = 1; i < size; i++) {
      different += Double.compare(values[i], values[i - 1]) == 0 ? 0 : 1;
    }
    return different;
  }
}
