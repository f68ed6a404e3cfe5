package br.com.catalogador.strategy;

import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.ColorWords;
import br.com.catalogador.candle.Timeframe;
import java.util.function.LongUnaryOperator;

/**
 * What the engine reads of an asset: the colors of its candles as words and, only for trends, the
 * closes. Catalogs of one market may share it; not thread-safe while closes are first needed.
 */
public final class Market {
  /** A number, and which of its slots are present, green and red. */
  private static final int WORDS_OF_64 = 4;

  private final ColorWords words;
  private final CandleSeries series;
  private long[] closes;

  private Market(ColorWords words, CandleSeries series, long[] closes) {
    this.words = words;
    this.series = series;
    this.closes = closes;
  }

  /** The market of a series. */
  public static Market of(CandleSeries series) {
    return new Market(series.words(), series, null);
  }

  /** This market with only the candles that close by a time in epoch seconds. */
  Market closedBy(long time) {
    ColorWords closed = words.closedBy(time);
    return closed == words ? this : new Market(closed, series, closes);
  }

  public Timeframe timeframe() {
    return words.timeframe();
  }

  /** A number that depends on the times and colors of all candles. */
  public long fingerprint() {
    long hash = words.timeframe().seconds();
    for (int i = 0; i < words.size(); i++) {
      hash = 31 * hash + words.number(i);
      hash = 31 * hash + words.present(i);
      hash = 31 * hash + words.green(i);
      hash = 31 * hash + words.red(i);
    }
    return hash;
  }

  /** About as much memory as the words and the closes take. */
  public int bytes() {
    int ofCloses = closes == null ? 0 : closes.length;
    return Long.BYTES * (WORDS_OF_64 * words.size() + ofCloses);
  }

  ColorWords words() {
    return words;
  }

  /** The closes in order of time as whole units of their last decimal, see {@link Closes}. */
  long[] closes() {
    if (closes == null) {
      closes = Closes.of(series);
    }
    return closes;
  }

  /**
   * This market without its series, to be kept for long and shared by threads.
   *
   * @param withCloses whether the closes are needed, that is, for a trend
   */
  public Market compact(boolean withCloses) {
    return new Market(words, null, withCloses ? closes() : new long[0]);
  }

  /**
   * A market like this one in which some candles have the opposite color: the same gaps and dojis,
   * and a path of closes whose steps are mirrored at the swapped candles. With random words this is
   * a market of fair coins.
   *
   * @param swapped for each word number (time / candle length / 64) the slots that are swapped, the
   *     lowest bit the earliest; the same function for several assets swaps the same minutes
   * @param withCloses whether the closes are needed, that is, for a trend
   */
  public Market mirrored(LongUnaryOperator swapped, boolean withCloses) {
    ColorWords other = words.swapped(swapped);
    return new Market(
        other, series, withCloses ? Closes.mirrored(closes(), words, swapped) : new long[0]);
  }
}
