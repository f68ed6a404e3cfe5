package br.com.catalogador.session.message;

import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.RunningCandle;

/** The events of a candle stream. */
public sealed interface StreamedCandles {
  /** The id of the {@link StartStream}. */
  String id();

  /** The running candle has changed. */
  record CandleMoved(String id, RunningCandle running) implements StreamedCandles {}

  /**
   * Candles have closed. The cache of the session's server knows them already.
   *
   * @param candles oldest first, with no gaps other than those of the market; may be empty
   * @param knownFrom epoch seconds up to which earlier events are complete
   * @param knownTo epoch seconds up to which the events are complete now
   */
  record CandlesClosed(String id, CandleSeries candles, long knownFrom, long knownTo)
      implements StreamedCandles {}
}
