package br.com.catalogador.cache;

import br.com.catalogador.candle.Timeframe;

/**
 * Identifies a series of candles.
 *
 * @param assetId the broker's number of the asset
 */
record SeriesKey(long assetId, Timeframe timeframe) {}
