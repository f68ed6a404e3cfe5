package br.com.catalogador.strategy;

/** Receives the outcomes of rows, oldest first. */
@FunctionalInterface
public interface OutcomeSink {
  /**
   * @param martingale as in {@link Row}; undefined where that is null
   * @param entryAt start of the candle of the first entry, UTC epoch seconds, also without a signal
   */
  void add(Outcome outcome, int martingale, long entryAt);
}
