package br.com.catalogador.ranking;

import br.com.catalogador.analysis.message.CellCounts;
import br.com.catalogador.analysis.message.CountedCells;
import br.com.catalogador.candle.Asset;
import br.com.catalogador.candle.Asset.Category;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Finality;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.matrix.CountedAsset;
import br.com.catalogador.matrix.FirstEntry;
import br.com.catalogador.matrix.MatrixAsset;
import br.com.catalogador.matrix.MatrixOrder;
import br.com.catalogador.matrix.MatrixSettings;
import br.com.catalogador.ranking.message.GetRanking;
import br.com.catalogador.ranking.message.RankingParameters;
import br.com.catalogador.ranking.message.RankingView;
import br.com.catalogador.session.HostedService.AssetCells;
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

  /** Wins at the entry and at both martingales, then losses, of one strategy. */
  static AssetCells result(String symbol, Double payout, int direct, int g1, int g2, int losses) {
    return cells(asset(symbol, payout), COMPUTED_AT, direct, g1, g2, losses);
  }

  static AssetCells cells(Asset asset, long computedAt, int direct, int g1, int g2, int losses) {
    List<Row> rows = rows(direct, g1, g2, losses);
    Summary summary = Summary.of(rows, MARTINGALE, plan(asset.payout()));
    FirstEntry.Counter first = new FirstEntry.Counter();
    rows.forEach(row -> first.add(row.result(), row.martingale(), row.entryAt()));
    MatrixSettings matrix = parameters(MatrixOrder.WIN_RATE, 5).matrix();
    CountedAsset market =
        CountedAsset.of(
            new MatrixAsset(
                asset.symbol(), CandleSeries.empty(Timeframe.M1), Finality.upTo(0), null),
            matrix);
    return new AssetCells(
        asset,
        computedAt,
        new CountedCells(List.of(new CellCounts(summary, first.firstEntry(), null, null)), market));
  }

  private static StakePlan plan(Double payout) {
    return payout == null ? null : new StakePlan(payout, 2, false);
  }

  private static List<Row> rows(int direct, int g1, int g2, int losses) {
    List<Row> rows = new ArrayList<>();
    add(rows, direct, Outcome.WIN, 0);
    add(rows, g1, Outcome.WIN, 1);
    add(rows, g2, Outcome.WIN, 2);
    add(rows, losses, Outcome.LOSS, 2);
    return rows;
  }

  private static void add(List<Row> rows, int times, Outcome outcome, int martingale) {
    for (int i = 0; i < times; i++) {
      long start = rows.size() * 300L;
      rows.add(new Row(start, 2, 3, 0, Signal.CALL, null, start + 300, outcome, martingale));
    }
  }

  static RankingParameters parameters(MatrixOrder order, int minOperations) {
    return new RankingParameters(
        new CatalogSettings(Strategies.MINORIA, Timeframe.M1, 10, MARTINGALE, TieRule.LOSS),
        order,
        minOperations,
        List.of(),
        null,
        null);
  }

  /** A ranking of the given results. */
  static RankingView ranking(MatrixOrder order, int minOperations, List<AssetCells> results) {
    RankingState state =
        new RankingState(
            "id",
            parameters(order, minOperations),
            () -> Instant.EPOCH,
            new SharedResults(1 << 20));
    results.forEach(state::succeeded);
    return state.view(false, new GetRanking());
  }
}
