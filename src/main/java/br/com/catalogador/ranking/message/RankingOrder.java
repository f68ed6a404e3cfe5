package br.com.catalogador.ranking.message;

import java.util.Optional;

/** The orders of a ranking; {@code strategies.md} §5. */
public enum RankingOrder {
  /** Rate, then wins at the entry, then operations, then symbol. */
  WIN_RATE("winRate"),
  /** Lower bound of the rate's Wilson interval, then as by rate. */
  WILSON("wilson"),
  /** Profit per cycle at the asset's own payout, then as by rate; assets without payout last. */
  PROFIT("profit");

  private final String wireName;

  RankingOrder(String wireName) {
    this.wireName = wireName;
  }

  /** The name used on the wire. */
  public String wireName() {
    return wireName;
  }

  /** The order of a wire name, or empty when there is none of that name. */
  public static Optional<RankingOrder> ofWireName(String wireName) {
    for (RankingOrder order : values()) {
      if (order.wireName.equals(wireName)) {
        return Optional.of(order);
      }
    }
    return Optional.empty();
  }
}
