package br.com.catalogador.view;

import br.com.catalogador.ranking.message.RankingEntry;
import br.com.catalogador.ranking.message.RankingView;
import br.com.catalogador.stats.Summary;
import br.com.catalogador.strategy.CatalogSettings;
import br.com.catalogador.strategy.Pattern;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a ranking as CSV: a header and one line per entry, best first; absent values are empty.
 * The columns are always the same; wins beyond the ranking's own martingale are empty.
 */
public final class RankingCsv {
  private static final String HEADER =
      "position,belowMinimum,asset,name,category,payout,winRate,operations,wins,winsEntry,winsG1,"
          + "winsG2,winsG3,winsG4,winsG5,losses,nulls,ties,pending,noData,chanceRate,wilsonLower,"
          + "wilsonUpper,pValue,breakEvenRate,netProfit,profitPerCycle,computedAt,timeframe,"
          + "strategy,quadrants,martingale,tie,firstOperations,firstWins,firstRate,firstPValue,"
          + "holm,familyP,operationsNeeded,longestWinStreak,longestLossStreak,currentStreak,"
          + "simulatedStreak,lastHit\n";

  private RankingCsv() {}

  public static String of(RankingView view) {
    StringBuilder csv = new StringBuilder(HEADER);
    view.entries().forEach(entry -> csv.append(line(entry, view.parameters().settings())));
    return csv.toString();
  }

  private static String line(RankingEntry entry, CatalogSettings settings) {
    List<Object> cells = new ArrayList<>();
    place(cells, entry);
    outcomes(cells, entry.summary());
    chance(cells, entry.summary());
    money(cells, entry.summary());
    cells.add(entry.computedAt());
    cells.add(settings.timeframe().seconds());
    cells.add(entry.strategy().id());
    cells.add(settings.days() > 0 ? null : settings.quadrants());
    cells.add(settings.martingale());
    cells.add(settings.tie().wireName());
    evidence(cells, entry);
    return Csv.line(cells.toArray());
  }

  private static void place(List<Object> cells, RankingEntry entry) {
    cells.add(entry.position());
    cells.add(entry.belowMinimum());
    cells.add(entry.asset().symbol());
    cells.add(entry.asset().name());
    cells.add(entry.asset().category().wireName());
    cells.add(entry.asset().payout());
  }

  private static void outcomes(List<Object> cells, Summary summary) {
    cells.add(summary.winRate());
    cells.add(summary.operations());
    cells.add(summary.wins());
    List<Integer> wins = summary.winsByMartingale();
    for (int k = 0; k <= Pattern.MAX_MARTINGALE; k++) {
      cells.add(k < wins.size() ? wins.get(k) : null);
    }
    cells.add(summary.losses());
    cells.add(summary.nulls());
    cells.add(summary.ties());
    cells.add(summary.pending());
    cells.add(summary.noData());
  }

  private static void chance(List<Object> cells, Summary summary) {
    cells.add(summary.chanceRate());
    cells.add(summary.wilson95() == null ? null : summary.wilson95().lower());
    cells.add(summary.wilson95() == null ? null : summary.wilson95().upper());
    cells.add(summary.pValue());
  }

  private static void evidence(List<Object> cells, RankingEntry entry) {
    cells.add(entry.first().operations());
    cells.add(entry.first().wins());
    cells.add(entry.first().rate());
    cells.add(entry.first().pValue());
    cells.add(entry.evidence().holm());
    cells.add(entry.evidence().familyP());
    cells.add(entry.evidence().operationsNeeded());
    cells.add(entry.summary().longestWinStreak());
    cells.add(entry.summary().longestLossStreak());
    cells.add(entry.summary().currentStreak());
    cells.add(entry.evidence().simulatedStreak());
    cells.add(entry.lastHit());
  }

  private static void money(List<Object> cells, Summary summary) {
    cells.add(summary.money() == null ? null : summary.money().breakEvenRate());
    cells.add(summary.money() == null ? null : summary.money().netProfit());
    cells.add(summary.money() == null ? null : summary.money().profitPerCycle());
  }
}
