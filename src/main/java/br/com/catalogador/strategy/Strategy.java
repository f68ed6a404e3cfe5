package br.com.catalogador.strategy;

import br.com.catalogador.candle.Timeframe;
import java.util.Map;

/**
 * A strategy as data: what it reads in each timeframe that it knows.
 *
 * @param id stable name, as it appears in addresses and files
 * @param patterns what is read, by timeframe; at least one entry
 */
public record Strategy(String id, Map<Timeframe, Pattern> patterns) {
  /**
   * @throws IllegalArgumentException if there is no pattern
   */
  public Strategy {
    if (patterns.isEmpty()) {
      throw new IllegalArgumentException("strategy " + id + " has no pattern");
    }
    patterns = Map.copyOf(patterns);
  }

  /** Whether the strategy is defined for candles of that size. */
  public boolean supports(Timeframe timeframe) {
    return patterns.containsKey(timeframe);
  }

  /**
   * What the strategy reads in a timeframe.
   *
   * @throws IllegalArgumentException if the strategy is not defined for it
   */
  public Pattern pattern(Timeframe timeframe) {
    Pattern pattern = patterns.get(timeframe);
    if (pattern == null) {
      throw new IllegalArgumentException("strategy " + id + " is not defined for " + timeframe);
    }
    return pattern;
  }
}
