package br.com.catalogador.cache.message;

import br.com.catalogador.candle.Timeframe;

/**
 * Candles that a user wants fetched.
 *
 * @param assetId the broker's number of the asset
 * @param from UTC epoch seconds from which they are wanted
 */
public record FetchWish(long assetId, Timeframe timeframe, long from) {}
