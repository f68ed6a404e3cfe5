package br.com.catalogador.candle;

import java.util.Locale;
import java.util.Optional;

/**
 * Something that is quoted, as the broker lists it at one moment.
 *
 * @param id the broker's number of it, above 0; may be beyond 32 bits
 * @param symbol ticker, unique within the broker, e.g. {@code EURUSD-OTC}
 * @param name as shown to a person, e.g. {@code EUR/USD (OTC)}
 * @param category what kind of asset it is
 * @param open whether it can be traded now
 * @param payout fraction of the stake paid on a win, e.g. 0.87; null when the broker lists none
 */
public record Asset(
    long id, String symbol, String name, Category category, boolean open, Double payout) {

  /** Kinds of assets, as the page groups them. */
  public enum Category {
    FOREX,
    OTC,
    CRYPTO,
    STOCK,
    INDEX,
    COMMODITY,
    OTHER;

    /** The name used on the wire: lower case. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The category of a wire name, or empty when there is none of that name. */
    public static Optional<Category> ofWireName(String wireName) {
      for (Category category : values()) {
        if (category.wireName().equals(wireName)) {
          return Optional.of(category);
        }
      }
      return Optional.empty();
    }
  }
}
