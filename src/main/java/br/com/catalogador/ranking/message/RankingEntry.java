package br.com.catalogador.ranking.message;

import br.com.catalogador.candle.Asset;
import br.com.catalogador.stats.Summary;

/**
 * One asset's position and result.
 *
 * @param position 1 for the best
 * @param belowMinimum whether it has fewer operations than the minimum, and so ranks below all
 *     others that have enough
 * @param asset as the broker listed it when it was analyzed
 * @param summary the strategy's results; money at the asset's own payout, null without one
 * @param computedAt the broker's clock in epoch seconds; candles that had closed by then were read
 */
public record RankingEntry(
    int position, boolean belowMinimum, Asset asset, Summary summary, long computedAt) {}
