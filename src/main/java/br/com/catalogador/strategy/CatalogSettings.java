package br.com.catalogador.strategy;

import br.com.catalogador.candle.Finality;

/**
 * What to catalog. The timeframe is the one of the candles.
 *
 * @param strategy which candles are read, and how
 * @param quadrants how many of the newest listed blocks are wanted, at least 1
 * @param martingale attempts after the entry, 0 to {@value Pattern#MAX_MARTINGALE}
 * @param tie what a doji on an attempt's candle means
 * @param now the broker's clock in UTC epoch seconds; a candle that closes later does not exist yet
 * @param finality where a candle that is not there is missing; elsewhere it may still come
 */
public record CatalogSettings(
    Strategy strategy, int quadrants, int martingale, TieRule tie, long now, Finality finality) {

  /** The same where all candles that have closed by now are final. */
  public CatalogSettings(Strategy strategy, int quadrants, int martingale, TieRule tie, long now) {
    this(strategy, quadrants, martingale, tie, now, Finality.upTo(now));
  }

  /**
   * @throws IllegalArgumentException if a number is outside its range
   */
  public CatalogSettings {
    if (quadrants < 1) {
      throw new IllegalArgumentException("quadrants must be at least 1, not " + quadrants);
    }
    if (martingale < 0 || martingale > Pattern.MAX_MARTINGALE) {
      throw new IllegalArgumentException(
          "martingale must be 0 to " + Pattern.MAX_MARTINGALE + ", not " + martingale);
    }
  }
}
