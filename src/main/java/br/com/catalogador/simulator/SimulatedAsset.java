package br.com.catalogador.simulator;

/**
 * Something that the simulated broker quotes.
 *
 * @param id the true broker's number of it
 * @param ticker e.g. {@code EURUSD-OTC}
 * @param name as shown to a person
 * @param kind what it is
 * @param price around which it is quoted
 * @param precision decimal places of its quotes
 * @param volatility standard deviation of a minute's change in ticks, a tick being half of a unit
 *     of the last but one decimal place; 8 to 20 make 5 to 2 % of the minutes dojis
 * @param payout of a turbo option, per cent
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

    /** The word for it in {@code get-active}. */
    String type() {
      return type;
    }

    /** The number of its group. */
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

  /** Whether the broker makes the prices itself, around the clock. */
  boolean otc() {
    return ticker.endsWith("-OTC");
  }

  /** Whether only a broker with unusual numbers lists it. */
  boolean isBeyondTheUsual() {
    return id > Integer.MAX_VALUE;
  }

  /** The payout in a section of the option list, per cent. */
  int payout(Section section) {
    return section.payout(payout);
  }

  /** Whether a section lists the asset: shares of the exchange are too slow for the short ones. */
  boolean listedIn(Section section) {
    return switch (section) {
      case BINARY -> true;
      case TURBO -> kind != Kind.STOCK || otc();
      case BLITZ -> otc() || kind == Kind.CRYPTO;
    };
  }

  /** When the asset is quoted. */
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

  /** Sections of the list of options, with how much less than a turbo option each pays. */
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

    /** What it pays where a turbo option pays so much, per cent. */
    int payout(int turbo) {
      return turbo - discount;
    }
  }
}
