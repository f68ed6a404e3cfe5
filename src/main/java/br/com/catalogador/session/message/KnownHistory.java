package br.com.catalogador.session.message;

/**
 * The unbroken part of an asset's known candles, up to the newest. Times are UTC epoch seconds.
 *
 * @param asset the asset's symbol
 * @param from where it begins
 * @param to where it ends
 * @param candles number of candles
 * @param gaps number of times without candles between them, as when the market is closed
 * @param complete whether the broker has nothing older
 */
public record KnownHistory(
    String asset, long from, long to, int candles, int gaps, boolean complete) {}
