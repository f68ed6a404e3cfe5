package br.com.catalogador.ranking.message;

import br.com.catalogador.candle.Asset;
import br.com.catalogador.stats.Summary;

/**
 * One asset's place.
 *
 * @param position 1 for the best
 * @param belowMinimum whether it has too few operations to be compared, and so stands below the
 *     others
 * @param asset as the broker listed it when it was analyzed
 * @param summary how the strategy did; its money is at the asset's own payout, null without one
 * @param computedAt the broker's clock in epoch seconds; candles closed by then were read
 */
public record RankingEntry(
    int position, boolean belowMinimum, Asset asset, Summary summary, long computedAt) {}
