package br.com.catalogador.matrix;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsLast;
import static java.util.Comparator.reverseOrder;

import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The orders of a matrix, best first. Cells with fewer first entries than the minimum stand last in
 * each of them; equal cells are in the order of symbols and then of strategies.
 */
public enum MatrixOrder {
  /** p-value of the first entries, then more of them. */
  EVIDENCE(
      "evidence",
      comparing((Ranked cell) -> cell.first().pValue(), nullsLast(naturalOrder()))
          .thenComparing(cell -> cell.first().operations(), reverseOrder())),
  /** Rate, then wins at the entry, then operations. */
  WIN_RATE("winRate", byRate()),
  /** Lower bound of the rate's Wilson interval, to 9 decimals, then as by rate. */
  WILSON("wilson", descending(cell -> rounded(cell.wilsonLower())).thenComparing(byRate())),
  /** Profit per cycle, to 9 decimals, then as by rate; assets without payout last. */
  PROFIT("profit", descending(cell -> rounded(cell.profitPerCycle())).thenComparing(byRate()));

  private static final double NINE_DECIMALS = 1e9;

  private final String wireName;
  private final Comparator<Ranked> comparator;

  MatrixOrder(String wireName, Comparator<Ranked> comparator) {
    this.wireName = wireName;
    this.comparator =
        comparator.thenComparing(Ranked::symbol).thenComparing(comparingInt(Ranked::place));
  }

  /** The name used on the wire. */
  public String wireName() {
    return wireName;
  }

  /** The order of a wire name, or empty when there is none of that name. */
  public static Optional<MatrixOrder> ofWireName(String wireName) {
    for (MatrixOrder order : values()) {
      if (order.wireName.equals(wireName)) {
        return Optional.of(order);
      }
    }
    return Optional.empty();
  }

  /** The order in which cells with fewer first entries than the minimum stand last. */
  Comparator<Ranked> comparator(int minOperations) {
    return comparator(cell -> cell.first().operations() < minOperations);
  }

  /**
   * The order.
   *
   * @param isBelow which cells stand last
   */
  public Comparator<Ranked> comparator(Predicate<Ranked> isBelow) {
    return comparing(isBelow::test).thenComparing(comparator);
  }

  private static Comparator<Ranked> byRate() {
    return descending(Ranked::winRate)
        .thenComparing(Ranked::firstWins, reverseOrder())
        .thenComparing(Ranked::operations, reverseOrder());
  }

  private static Comparator<Ranked> descending(Function<Ranked, Double> number) {
    return comparing(number, nullsLast(reverseOrder()));
  }

  private static Double rounded(Double number) {
    // Without a negative zero, which would be ordered below zero.
    return number == null ? null : Math.rint(number * NINE_DECIMALS) / NINE_DECIMALS + 0.0;
  }
}
