package br.com.catalogador.candle;

import java.util.Locale;
import java.util.Optional;

/**
 * An asset as listed by the broker at one moment.
 *
 * @param id the broker's id, above 0; may exceed 32 bits
 * @param symbol ticker, unique within the broker, e.g. {@code EURUSD-OTC}
 * @param name display name, e.g. {@code EUR/USD (OTC)}
 * @param category kind of the asset
 * @param open whether it can be traded now
 * @param payout fraction of the stake paid on a win, e.g. 0.87; null if the broker lists none
 */
public record Asset(
    long id, String symbol, String name, Category category, boolean open, Double payout) {

  /** Kinds of assets, used to group and filter them. */
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
