package br.com.catalogador.simulator;

/**
 * An asset of the simulated broker.
 *
 * @param id the real broker's id
 * @param ticker e.g. {@code EURUSD-OTC}
 * @param name display name
 * @param kind the group of the asset
 * @param price base price of its quotes
 * @param precision decimal places of its quotes
 * @param volatility standard deviation of a minute's change in ticks, a tick being half of a unit
 *     of the last but one decimal place; values of 8 to 20 make 5 to 2 % of the minutes dojis
 * @param payout payout of a turbo option in per cent
 * @param state whether it is offered
 */
record SimulatedAsset(
    long id,
    String ticker,
    String name,
    Kind kind,
    double price,
    int precision,
    double volatility,
    int payout,
    State state) {

  /** The broker's groups of assets. */
  enum Kind {
    FOREX("Forex", 1),
    STOCK("Stock", 2),
    COMMODITY("Commodity", 3),
    INDEX("Index", 4),
    CRYPTO("Crypto", 16);

    private final String type;
    private final int group;

    Kind(String type, int group) {
      this.type = type;
      this.group = group;
    }

    /** The type in {@code get-active}. */
    String type() {
      return type;
    }

    /** The group id. */
    int group() {
      return group;
    }
  }

  /** Whether the broker offers an asset. */
  enum State {
    OFFERED,
    SUSPENDED,
    DISABLED
  }

  /** Whether it is an over-the-counter asset, quoted by the broker around the clock. */
  boolean otc() {
    return ticker.endsWith("-OTC");
  }

  /** Whether the id exceeds 32 bits; such an asset is listed only on demand. */
  boolean hasLongId() {
    return id > Integer.MAX_VALUE;
  }

  /** The payout in a section of the option list, per cent. */
  int payout(Section section) {
    return section.payout(payout);
  }

  /** Whether a section lists the asset; exchange-traded stocks have no short options. */
  boolean listedIn(Section section) {
    return switch (section) {
      case BINARY -> true;
      case TURBO -> kind != Kind.STOCK || otc();
      case BLITZ -> otc() || kind == Kind.CRYPTO;
    };
  }

  /** The trading hours of the asset. */
  TradingHours hours(long seed) {
    if (otc()) {
      return TradingHours.overTheCounter(HashMix.of(seed, id));
    }
    return switch (kind) {
      case CRYPTO -> TradingHours.always();
      case STOCK -> TradingHours.stockExchange();
      case FOREX, INDEX, COMMODITY -> TradingHours.weekdays();
    };
  }

  /** Sections of the option list, with their discount on the turbo payout. */
  enum Section {
    TURBO("turbo", 0),
    BINARY("binary", 5),
    BLITZ("blitz", 1);

    private final String key;
    private final int discount;

    Section(String key, int discount) {
      this.key = key;
      this.discount = discount;
    }

    /** The section's key in the list. */
    String key() {
      return key;
    }

    /** The payout in this section for a turbo payout, in per cent. */
    int payout(int turbo) {
      return turbo - discount;
    }
  }
}
