package br.com.catalogador.ranking;

import br.com.catalogador.candle.Asset;
import br.com.catalogador.ranking.message.EnterAnalysis;
import br.com.catalogador.ranking.message.RankingEntry;
import br.com.catalogador.session.message.CatalogView;
import br.com.catalogador.stats.Summary;

/**
 * The result of one asset, without its position.
 *
 * @param computedAt the broker's clock in epoch seconds
 */
record AssetResult(Asset asset, Summary summary, long computedAt) {

  static AssetResult of(CatalogView view) {
    return new AssetResult(view.asset(), view.summary(), view.computedAt());
  }

  static AssetResult of(EnterAnalysis analysis) {
    return new AssetResult(analysis.asset(), analysis.summary(), analysis.computedAt());
  }

  static AssetResult of(RankingEntry entry) {
    return new AssetResult(entry.asset(), entry.summary(), entry.computedAt());
  }

  String symbol() {
    return asset.symbol();
  }

  int operations() {
    return summary.operations();
  }

  int directWins() {
    return summary.winsByMartingale().get(0);
  }

  /** Null without operations. */
  Double winRate() {
    return summary.winRate();
  }

  /** Null without operations. */
  Double wilsonLower() {
    return summary.wilson95() == null ? null : summary.wilson95().lower();
  }

  /** Null without payout or cycles. */
  Double profitPerCycle() {
    return summary.money() == null ? null : summary.money().profitPerCycle();
  }
}
