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
  private final Comparator<Result> order;
  private final int minOperations;
  private final Map<String, Result> bySymbol = new HashMap<>();

  Standings(RankingOrder order, int minOperations) {
    this.minOperations = minOperations;
    this.order =
        Comparator.<Result, Boolean>comparing(this::isBelowMinimum).thenComparing(by(order));
  }

  private boolean isBelowMinimum(Result result) {
    return result.operations() < minOperations;
  }

  private static Comparator<Result> by(RankingOrder order) {
    Comparator<Result> byRate =
        descending(Result::winRate)
            .thenComparing(descending(Result::directWins))
            .thenComparing(descending(Result::operations))
            .thenComparing(Result::symbol);
    return switch (order) {
      case WIN_RATE -> byRate;
      case WILSON -> descending(Result::wilsonLower).thenComparing(byRate);
      case PROFIT -> descending(Result::profitPerCycle).thenComparing(byRate);
    };
  }

  /** Greatest first, what does not exist last. */
  private static <N extends Comparable<N>> Comparator<Result> descending(Function<Result, N> of) {
    return Comparator.comparing(of, Comparator.nullsLast(Comparator.reverseOrder()));
  }

  /** Takes a result in, in place of an older one of the same asset. */
  void put(Result result) {
    bySymbol.merge(
        result.symbol(),
        result,
        (known, given) -> given.computedAt() < known.computedAt() ? known : given);
  }

  /** Best first. */
  List<RankingEntry> entries() {
    List<Result> ordered = ordered();
    List<RankingEntry> entries = new ArrayList<>(ordered.size());
    for (Result result : ordered) {
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
    List<Result> compared = ordered().stream().filter(result -> !isBelowMinimum(result)).toList();
    if (compared.isEmpty()) {
      return null;
    }
    Result first = compared.get(0);
    return Luck.of(
        first.summary().wins(),
        first.operations(),
        compared.stream().map(Result::operations).toList(),
        first.summary().chanceRate());
  }

  private List<Result> ordered() {
    return bySymbol.values().stream().sorted(order).toList();
  }
}
