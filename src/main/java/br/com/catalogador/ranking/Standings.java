package br.com.catalogador.ranking;

import br.com.catalogador.ranking.message.RankingEntry;
import br.com.catalogador.ranking.message.RankingOrder;
import br.com.catalogador.stats.Luck;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The results of one ranking, one per asset, and their order: a total one, so the same results
 * stand the same way however they came. Those with fewer operations than the minimum stand below
 * all others; among them the order is the same.
 */
final class Standings {
  private final Comparator<AssetResult> order;
  private final int minOperations;
  private final Map<String, AssetResult> bySymbol = new HashMap<>();

  Standings(RankingOrder order, int minOperations) {
    this.minOperations = minOperations;
    this.order =
        Comparator.<AssetResult, Boolean>comparing(this::isBelowMinimum).thenComparing(by(order));
  }

  private boolean isBelowMinimum(AssetResult result) {
    return result.operations() < minOperations;
  }

  private static Comparator<AssetResult> by(RankingOrder order) {
    Comparator<AssetResult> byRate =
        descending(AssetResult::winRate)
            .thenComparing(descending(AssetResult::directWins))
            .thenComparing(descending(AssetResult::operations))
            .thenComparing(AssetResult::symbol);
    return switch (order) {
      case WIN_RATE -> byRate;
      case WILSON -> descending(AssetResult::wilsonLower).thenComparing(byRate);
      case PROFIT -> descending(AssetResult::profitPerCycle).thenComparing(byRate);
    };
  }

  /** Greatest first, what does not exist last. */
  private static <N extends Comparable<N>> Comparator<AssetResult> descending(
      Function<AssetResult, N> of) {
    return Comparator.comparing(of, Comparator.nullsLast(Comparator.reverseOrder()));
  }

  /** Takes a result in, in place of an older one of the same asset. */
  void put(AssetResult result) {
    bySymbol.merge(
        result.symbol(),
        result,
        (known, given) -> given.computedAt() < known.computedAt() ? known : given);
  }

  /** Best first. */
  List<RankingEntry> entries() {
    List<AssetResult> ordered = ordered();
    List<RankingEntry> entries = new ArrayList<>(ordered.size());
    for (AssetResult result : ordered) {
      entries.add(
          new RankingEntry(
              entries.size() + 1,
              isBelowMinimum(result),
              result.asset(),
              result.summary(),
              result.computedAt()));
    }
    return entries;
  }

  /**
   * What chance alone makes of the assets that can be compared, for the first of them; null when
   * there is none.
   */
  Luck luck() {
    List<AssetResult> compared =
        ordered().stream().filter(result -> !isBelowMinimum(result)).toList();
    if (compared.isEmpty()) {
      return null;
    }
    AssetResult first = compared.get(0);
    return Luck.of(
        first.summary().wins(),
        first.operations(),
        compared.stream().map(AssetResult::operations).toList(),
        first.summary().chanceRate());
  }

  private List<AssetResult> ordered() {
    return bySymbol.values().stream().sorted(order).toList();
  }
}
