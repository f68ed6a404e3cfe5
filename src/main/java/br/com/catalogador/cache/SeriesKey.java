package br.com.catalogador.cache;

import br.com.catalogador.candle.Timeframe;

/** Names one series of candles: an asset by the broker's number, in one timeframe. */
record SeriesKey(long assetId, Timeframe timeframe) {}
