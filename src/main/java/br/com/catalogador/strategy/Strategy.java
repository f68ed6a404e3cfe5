package br.com.catalogador.strategy;

import br.com.catalogador.candle.Timeframe;
import java.util.Map;

/**
 * A strategy as data: its pattern in each timeframe for which it is defined.
 *
 * @param id stable name, used in URLs and files
 * @param patterns the patterns by timeframe; at least one
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

  /** The id in a form that may be part of a file name: a pattern has colons and asterisks. */
  public String fileName() {
    return id.replace('*', 'x').replaceAll("[^A-Za-z0-9-]+", "_");
  }

  /** Whether the strategy is defined for candles of that size. */
  public boolean supports(Timeframe timeframe) {
    return patterns.containsKey(timeframe);
  }

  /**
   * The pattern in a timeframe.
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
