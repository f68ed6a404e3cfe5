package br.com.catalogador.stats;

import br.com.catalogador.strategy.Row;
import java.util.List;

/**
 * The totals of a catalog's rows. Rates are fractions.
 *
 * @param listed number of rows
 * @param operations WIN and LOSS rows; only these count for rates and streaks
 * @param wins WIN rows
 * @param winsByMartingale wins at the entry, at the first martingale, …; one number per attempt
 * @param losses LOSS rows
 * @param nulls NULL rows
 * @param ties TIE rows
 * @param pending PENDING rows
 * @param noData NO_DATA rows
 * @param filtered FILTERED rows; like nulls, in no rate and in no streak
 * @param winRate wins / operations; null without operations
 * @param wilson95 Wilson score interval of the rate; null without operations
 * @param chanceRate win rate of a fair coin with the same number of attempts: 1 − 0.5^(M+1)
 * @param pValue probability that a coin does at least as well: P(X ≥ wins | operations,
 *     chanceRate); null without operations
 * @param longestWinStreak most wins in a row
 * @param longestLossStreak most losses in a row
 * @param currentStreak length of the newest streak; negative for losses, 0 without operations
 * @param money profit of the cycles; null when no payout is known
 */
public record Summary(
    int listed,
    int operations,
    int wins,
    List<Integer> winsByMartingale,
    int losses,
    int nulls,
    int ties,
    int pending,
    int noData,
    int filtered,
    Double winRate,
    Wilson wilson95,
    double chanceRate,
    Double pValue,
    int longestWinStreak,
    int longestLossStreak,
    int currentStreak,
    Money money) {
  public Summary {
    winsByMartingale = List.copyOf(winsByMartingale);
  }

  /**
   * Sums up rows in time order; {@link Tally} does so without rows.
   *
   * @param martingale the martingale of the settings of the rows
   * @param plan the stakes; null when no payout is known
   */
  public static Summary of(List<Row> rows, int martingale, StakePlan plan) {
    Tally tally = new Tally(martingale, plan);
    for (Row row : rows) {
      tally.add(row.result(), row.martingale() == null ? 0 : row.martingale());
    }
    return tally.summary();
  }
}
