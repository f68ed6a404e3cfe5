package br.com.catalogador.strategy;

import br.com.catalogador.candle.Timeframe;

/**
 * The parameters of a catalog, without the asset: shared by requests, the engine, rankings and
 * responses.
 *
 * @param strategy the strategy; must be defined for the timeframe
 * @param timeframe size of the candles
 * @param quadrants maximum number of newest listed blocks, at least 1
 * @param martingale attempts after the entry, 0 to {@value Pattern#MAX_MARTINGALE}
 * @param tie meaning of a doji on an attempt's candle
 * @param conditions when a row with a signal is entered
 * @param days 0, or the number of days before now whose blocks are all listed, instead of a number
 *     of quadrants; see {@link #since}
 */
public record CatalogSettings(
    Strategy strategy,
    Timeframe timeframe,
    int quadrants,
    int martingale,
    TieRule tie,
    Conditions conditions,
    int days) {
  private static final long SECONDS_PER_DAY = 86_400;

  /**
   * @throws IllegalArgumentException if a number is outside its range
   */
  public CatalogSettings {
    if (quadrants < 1) {
      throw new IllegalArgumentException("quadrants must be at least 1, not " + quadrants);
    }
    if (days < 0) {
      throw new IllegalArgumentException("days must be at least 0, not " + days);
    }
    if (martingale < 0 || martingale > Pattern.MAX_MARTINGALE) {
      throw new IllegalArgumentException(
          "martingale must be 0 to " + Pattern.MAX_MARTINGALE + ", not " + martingale);
    }
  }

  /** Settings for a number of quadrants. */
  public CatalogSettings(
      Strategy strategy,
      Timeframe timeframe,
      int quadrants,
      int martingale,
      TieRule tie,
      Conditions conditions) {
    this(strategy, timeframe, quadrants, martingale, tie, conditions, 0);
  }

  /** Settings without conditions. */
  public CatalogSettings(
      Strategy strategy, Timeframe timeframe, int quadrants, int martingale, TieRule tie) {
    this(strategy, timeframe, quadrants, martingale, tie, Conditions.NONE);
  }

  /** These settings for another number of quadrants, and no days. */
  public CatalogSettings withQuadrants(int number) {
    return new CatalogSettings(strategy, timeframe, number, martingale, tie, conditions);
  }

  /** These settings for another strategy. */
  public CatalogSettings withStrategy(Strategy other) {
    return new CatalogSettings(other, timeframe, quadrants, martingale, tie, conditions, days);
  }

  /**
   * The time from which blocks are listed by days: those whose first attempt's candle begins then
   * or later, and before now. UTC epoch seconds.
   */
  public long since(long now) {
    return now - days * SECONDS_PER_DAY;
  }

  /**
   * The pattern of the strategy in the timeframe.
   *
   * @throws IllegalArgumentException if the strategy is not defined for it
   */
  public Pattern pattern() {
    return strategy.pattern(timeframe);
  }

  /**
   * The number of newest closed candles that contain the quadrants and what their conditions look
   * back to, if the series has no gaps.
   *
   * @param spare so many quadrants more
   */
  public int candlesFor(int spare) {
    int rowsBefore = conditions.rowsBefore();
    return Math.addExact(
        pattern().candlesFor(quadrants + spare + rowsBefore), conditions.candlesBefore());
  }

  void requireSameTimeframe(Timeframe ofCandles) {
    if (ofCandles != timeframe) {
      throw new IllegalArgumentException("candles must be of " + timeframe + ", not " + ofCandles);
    }
  }
}
