package br.com.catalogador.candle;

/**
 * Candles as they stood at one moment of the broker's clock.
 *
 * @param closed the candles that had closed
 * @param running the candle still running, or null when it is not known
 */
public record CandlePage(CandleSeries closed, Candle running) {}
