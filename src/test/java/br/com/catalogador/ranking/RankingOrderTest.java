package br.com.catalogador.ranking;

import static br.com.catalogador.ranking.Results.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import br.com.catalogador.matrix.MatrixOrder;
import br.com.catalogador.ranking.message.RankingEntry;
import br.com.catalogador.ranking.message.RankingView;
import br.com.catalogador.session.HostedService.AssetCells;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RankingOrderTest {
  private static final Double P = 0.87;

  private static RankingView ranking(MatrixOrder order, AssetCells... results) {
    return Results.ranking(order, 5, List.of(results));
  }

  private static List<String> symbols(RankingView ranking) {
    return ranking.entries().stream().map(entry -> entry.asset().symbol()).toList();
  }

  @Test
  void ordersByRateThenDirectWinsThenOperationsThenSymbol() {
    RankingView ranking =
        ranking(
            MatrixOrder.WIN_RATE,
            result("Z", P, 4, 2, 1, 1),
            result("B", P, 8, 4, 2, 2),
            result("A", P, 4, 2, 1, 1),
            result("C", P, 5, 1, 1, 1),
            result("D", P, 9, 0, 0, 1),
            result("E", P, 8, 6, 0, 2));

    // 0.9; 0.875 with 8 direct wins of 16 twice, ordered by symbol; 5 of 8; 4 of 8 twice
    assertThat(symbols(ranking)).containsExactly("D", "B", "E", "C", "A", "Z");
    assertThat(ranking.entries())
        .extracting(RankingEntry::position)
        .containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void moreOperationsComeFirstAtEqualRatesAndDirectWins() {
    RankingView ranking =
        ranking(MatrixOrder.WIN_RATE, result("A", P, 6, 0, 0, 6), result("B", P, 6, 3, 0, 9));

    assertThat(symbols(ranking)).containsExactly("B", "A");
  }

  @Test
  void wilsonOrderPrefersManyOperationsToAPerfectRateOfFew() {
    RankingView ranking =
        ranking(MatrixOrder.WILSON, result("FEW", P, 6, 0, 0, 0), result("MANY", P, 60, 30, 5, 5));

    assertThat(symbols(ranking)).containsExactly("MANY", "FEW");
    assertThat(
            symbols(
                ranking(
                    MatrixOrder.WILSON, result("B", P, 3, 3, 1, 1), result("A", P, 4, 2, 1, 1))))
        .containsExactly("A", "B");
  }

  @Test
  void profitOrderUsesEachAssetsOwnPayoutAndPutsAssetsWithoutPayoutLast() {
    RankingView ranking =
        ranking(
            MatrixOrder.PROFIT,
            result("NONE", null, 10, 0, 0, 0),
            result("POOR", 0.70, 9, 0, 0, 1),
            result("RICH", 0.92, 9, 0, 0, 1));

    assertThat(symbols(ranking)).containsExactly("RICH", "POOR", "NONE");
    assertThat(ranking.entries().get(0).summary().money().profitPerCycle())
        .isCloseTo((9 * 0.92 - 7) / 10, within(1e-12));
  }

  @Test
  void assetsBelowTheMinimumOfOperationsRankLastAndAreMarked() {
    RankingView ranking =
        ranking(
            MatrixOrder.WIN_RATE,
            result("PERFECT-OF-4", P, 4, 0, 0, 0),
            result("NOTHING", P, 0, 0, 0, 0),
            result("BAD-OF-5", P, 0, 0, 1, 4));

    assertThat(symbols(ranking)).containsExactly("BAD-OF-5", "PERFECT-OF-4", "NOTHING");
    assertThat(ranking.entries())
        .extracting(RankingEntry::belowMinimum)
        .containsExactly(false, true, true);
  }

  @Test
  void luckIsThatOfTheBestAssetAmongAllWithEnoughOperations() {
    List<AssetCells> results = new ArrayList<>(List.of(result("FEW", P, 4, 0, 0, 0)));
    IntStream.range(0, 50).forEach(i -> results.add(result("A" + i, P, 24, 0, 0, 0)));
    RankingView ranking = Results.ranking(MatrixOrder.WIN_RATE, 5, results);

    // strategies.md §5: with G2 over 24 cycles some of 50 shows 100 % in 87 % of all cases
    assertThat(ranking.luck().assets()).isEqualTo(50);
    assertThat(ranking.luck().probability()).isCloseTo(0.87, within(0.005));
    assertThat(ranking.luck().expected()).isCloseTo(50 * Math.pow(0.875, 24), within(1e-12));
  }

  @Test
  void luckIsNullWhenNoAssetHasEnoughOperations() {
    assertThat(ranking(MatrixOrder.WIN_RATE, result("FEW", P, 4, 0, 0, 0)).luck()).isNull();
  }
}
