package br.com.catalogador.session.message;

import br.com.catalogador.candle.Asset;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.RunningCandle;

/**
 * Candles of one asset.
 *
 * @param closed closed candles, oldest first
 * @param running the unfinished candle; null when not known
 */
public record CandlesView(Asset asset, CandleSeries closed, RunningCandle running) {}
