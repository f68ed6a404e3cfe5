package br.com.catalogador.session.message;

import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.RunningCandle;

/** What a session tells of the candles it carries. */
public sealed interface StreamedCandles {
  /** The {@link StartStream} it belongs to. */
  String id();

  /** The running candle has moved. */
  record CandleMoved(String id, RunningCandle running) implements StreamedCandles {}

  /**
   * Candles have closed. The cache of the session's server knows them already.
   *
   * @param candles oldest first, without a hole that is not one in the market; may be empty
   * @param knownFrom epoch seconds up to which it was told before
   * @param knownTo epoch seconds up to which nothing is missing any more
   */
  record CandlesClosed(String id, CandleSeries candles, long knownFrom, long knownTo)
      implements StreamedCandles {}
}
