package br.com.catalogador.session.message;

import br.com.catalogador.candle.Timeframe;

/**
 * How far the candles of an asset have been fetched.
 *
 * @param asset the asset's symbol
 * @param wantedFrom UTC epoch seconds
 * @param from UTC epoch seconds from which all candles are known; at {@code wantedFrom} or before,
 *     or where the broker's history begins, nothing is left
 * @param requestsLeft about how many requests to the broker are left
 * @param secondsLeft about how long they take
 */
public record FetchProgress(
    String asset,
    Timeframe timeframe,
    long wantedFrom,
    long from,
    int requestsLeft,
    int secondsLeft) {}
