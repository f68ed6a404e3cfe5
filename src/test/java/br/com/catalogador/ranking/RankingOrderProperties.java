package br.com.catalogador.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.matrix.MatrixOrder;
import br.com.catalogador.ranking.message.RankingEntry;
import br.com.catalogador.session.HostedService.AssetCells;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Each order is total: equal sets of results give equal orders. */
class RankingOrderProperties {

  /** From few numbers, so that many results are equal except for the symbol. */
  @Provide
  Arbitrary<List<AssetCells>> results() {
    Arbitrary<Integer> count = Arbitraries.integers().between(0, 3);
    Arbitrary<String> symbol = Arbitraries.strings().withCharRange('A', 'D').ofLength(3);
    Arbitrary<Double> payout = Arbitraries.of(0.8, 0.92).injectNull(0.2);
    return Combinators.combine(symbol, payout, count, count, count, count)
        .as(Results::result)
        .list()
        .ofMaxSize(40)
        .uniqueElements(it -> it.asset().symbol());
  }

  @Property(tries = 300)
  void theOrderOfEntriesDoesNotDependOnTheOrderOfResults(
      @ForAll("results") List<AssetCells> results,
      @ForAll MatrixOrder order,
      @ForAll Random random) {
    List<AssetCells> shuffled = new ArrayList<>(results);
    Collections.shuffle(shuffled, random);

    assertThat(entries(shuffled, order)).isEqualTo(entries(results, order));
  }

  @Property(tries = 300)
  void noEntryRanksBelowAWorseOne(
      @ForAll("results") List<AssetCells> results, @ForAll MatrixOrder order) {
    List<RankingEntry> entries = entries(results, order);

    assertThat(entries).hasSize(results.size());
    for (int i = 1; i < entries.size(); i++) {
      RankingEntry better = entries.get(i - 1);
      RankingEntry worse = entries.get(i);
      assertThat(better.belowMinimum() && !worse.belowMinimum()).isFalse();
      if (better.belowMinimum() == worse.belowMinimum()) {
        assertThat(value(better, order)).isGreaterThanOrEqualTo(value(worse, order));
      }
      if (better.summary().equals(worse.summary())
          && better.belowMinimum() == worse.belowMinimum()) {
        assertThat(better.asset().symbol()).isLessThan(worse.asset().symbol());
      }
    }
  }

  private static List<RankingEntry> entries(List<AssetCells> results, MatrixOrder order) {
    return Results.ranking(order, 3, results).entries();
  }

  /** What an order compares first: the rate's lower bound and the profit to 9 decimals. */
  private static double value(RankingEntry entry, MatrixOrder order) {
    Double value =
        switch (order) {
          case EVIDENCE -> entry.first().pValue() == null ? null : -entry.first().pValue();
          case WIN_RATE -> entry.summary().winRate();
          case WILSON ->
              entry.summary().wilson95() == null ? null : entry.summary().wilson95().lower();
          case PROFIT ->
              entry.summary().money() == null ? null : entry.summary().money().profitPerCycle();
        };
    if (value == null) {
      return Double.NEGATIVE_INFINITY;
    }
    return order == MatrixOrder.WILSON || order == MatrixOrder.PROFIT
        ? Math.rint(value * 1e9) / 1e9
        : value;
  }
}
