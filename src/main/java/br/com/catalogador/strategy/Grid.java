package br.com.catalogador.strategy;

import br.com.catalogador.candle.CandleSeries;

/**
 * The blocks of a pattern over the closed candles of a series. A block is identified by its start
 * in UTC epoch seconds.
 */
final class Grid {
  private final CandleSeries series;
  private final int closed;
  private final int candleSeconds;
  private final int blockSeconds;
  private final long toFirstAnalyzed;
  private final long toLastAnalyzed;

  Grid(CandleSeries series, Pattern pattern, long now) {
    this.series = series;
    this.candleSeconds = series.timeframe().seconds();
    this.closed = series.ceiling(now - candleSeconds + 1);
    this.blockSeconds = pattern.blockCandles() * candleSeconds;
    this.toFirstAnalyzed = (long) pattern.firstAnalyzed() * candleSeconds;
    this.toLastAnalyzed = (long) pattern.lastAnalyzed() * candleSeconds;
  }

  int closedCandles() {
    return closed;
  }

  int candleSeconds() {
    return candleSeconds;
  }

  int blockSeconds() {
    return blockSeconds;
  }

  boolean isEmpty() {
    return closed == 0;
  }

  /** The first block that may be listed; there must be a closed candle. */
  long first() {
    return ceil(series.from(0) - toFirstAnalyzed);
  }

  /** The last block that may be listed; there must be a closed candle. */
  long last() {
    return floor(series.from(closed - 1) - toLastAnalyzed);
  }

  /**
   * The last block not after the given one that may be listed, skipping gaps; before {@link #first}
   * if there is none.
   */
  long lastUpTo(long block) {
    int candle = Math.min(closed, series.ceiling(block + toLastAnalyzed + 1)) - 1;
    return candle < 0
        ? first() - blockSeconds
        : Math.min(block, floor(series.from(candle) - toLastAnalyzed));
  }

  /** The first block that starts at or after an instant. */
  long ceil(long time) {
    return -floor(-time);
  }

  /** The block that contains an instant. */
  long floor(long time) {
    return Math.floorDiv(time, blockSeconds) * blockSeconds;
  }
}
