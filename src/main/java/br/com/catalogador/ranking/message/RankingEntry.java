package br.com.catalogador.ranking.message;

import br.com.catalogador.candle.Asset;
import br.com.catalogador.matrix.FirstEntry;
import br.com.catalogador.stats.Summary;
import br.com.catalogador.strategy.Strategy;

/**
 * The position and result of one strategy on one asset.
 *
 * @param position 1 for the best of all entries in the order of the answer
 * @param belowMinimum whether it has fewer operations than the minimum, and so ranks below all
 *     others that have enough: first entries, or operations where there is one strategy
 * @param asset as the broker listed it when it was analyzed
 * @param summary the strategy's results; money at the asset's own payout, null without one
 * @param first the first entries alone
 * @param lastHit start of the entry's candle of the newest LOSS row, UTC epoch seconds; null
 *     without one
 * @param computedAt the broker's clock in epoch seconds; candles that had closed by then were read
 */
public record RankingEntry(
    int position,
    boolean belowMinimum,
    Asset asset,
    Strategy strategy,
    Summary summary,
    FirstEntry first,
    Long lastHit,
    Evidence evidence,
    long computedAt) {}
