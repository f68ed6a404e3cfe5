package br.com.catalogador.strategy;

/** Receives the outcomes of rows, oldest first. */
@FunctionalInterface
public interface OutcomeSink {
  /**
   * @param martingale as in {@link Row}; undefined where that is null
   */
  void add(Outcome outcome, int martingale);
}
