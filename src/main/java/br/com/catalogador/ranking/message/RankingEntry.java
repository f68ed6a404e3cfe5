package br.com.catalogador.ranking.message;

import br.com.catalogador.analysis.message.NextEntry;
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
 * @param next the next entry after the candles that were read
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
    NextEntry next,
    Evidence evidence,
    long computedAt) {

  /** Whether it is of the same asset and strategy. */
  public boolean isSameCell(RankingEntry other) {
    return asset.id() == other.asset.id() && strategy.id().equals(other.strategy.id());
  }

  /** Whether everything but the position and the time of the computation is the same. */
  public boolean hasSameResult(RankingEntry other) {
    return equals(
        new RankingEntry(
            position,
            other.belowMinimum,
            other.asset,
            other.strategy,
            other.summary,
            other.first,
            other.lastHit,
            other.next,
            other.evidence,
            computedAt));
  }
}
