package br.com.catalogador.ranking;

import br.com.catalogador.candle.Asset;
import br.com.catalogador.candle.Asset.Category;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.ranking.message.RankingOrder;
import br.com.catalogador.ranking.message.RankingParameters;
import br.com.catalogador.ranking.message.RankingView;
import br.com.catalogador.stats.StakePlan;
import br.com.catalogador.stats.Summary;
import br.com.catalogador.strategy.CatalogSettings;
import br.com.catalogador.strategy.Outcome;
import br.com.catalogador.strategy.Row;
import br.com.catalogador.strategy.Signal;
import br.com.catalogador.strategy.Strategies;
import br.com.catalogador.strategy.TieRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Results for tests, with two martingales. */
final class Results {
  static final int MARTINGALE = 2;
  static final long COMPUTED_AT = 1_790_000_000;

  private Results() {}

  static Asset asset(String symbol, Double payout) {
    return asset(symbol, Category.OTC, true, payout);
  }

  static Asset asset(String symbol, Category category, boolean open, Double payout) {
    return new Asset(
        Integer.MAX_VALUE + (long) symbol.length(),
        symbol,
        symbol + " (OTC)",
        category,
        open,
        payout);
  }

  /** Wins at the entry and at both martingales, then losses. */
  static AssetResult result(String symbol, Double payout, int direct, int g1, int g2, int losses) {
    return new AssetResult(
        asset(symbol, payout), summary(payout, direct, g1, g2, losses), COMPUTED_AT);
  }

  static Summary summary(Double payout, int direct, int g1, int g2, int losses) {
    List<Row> rows = new ArrayList<>();
    add(rows, direct, Outcome.WIN, 0);
    add(rows, g1, Outcome.WIN, 1);
    add(rows, g2, Outcome.WIN, 2);
    add(rows, losses, Outcome.LOSS, 2);
    return Summary.of(rows, MARTINGALE, payout == null ? null : new StakePlan(payout, 2, false));
  }

  private static void add(List<Row> rows, int times, Outcome outcome, int martingale) {
    for (int i = 0; i < times; i++) {
      long start = rows.size() * 300L;
      rows.add(new Row(start, 2, 3, 0, Signal.CALL, null, start + 300, outcome, martingale));
    }
  }

  /** A ranking of the given results. */
  static RankingView ranking(RankingOrder order, int minOperations, List<AssetResult> results) {
    RankingParameters parameters =
        new RankingParameters(
            new CatalogSettings(Strategies.MINORIA, Timeframe.M1, 10, MARTINGALE, TieRule.LOSS),
            order,
            minOperations,
            List.of(),
            null,
            null);
    RankingState state = RankingState.ofRun("id", parameters, () -> Instant.EPOCH);
    results.forEach(state::enter);
    return state.view(false);
  }
}
