package br.com.catalogador.broker;

import br.com.catalogador.candle.Asset;
import java.util.List;

/**
 * The assets that the broker offers to an account.
 *
 * @param assets each once, ordered by symbol
 * @param empty names of the lists that the broker answered without any asset, e.g. {@code turbo} or
 *     {@code digital-option}; filled only if {@code assets} is empty
 */
public record AssetListing(List<Asset> assets, List<String> empty) {
  public AssetListing {
    assets = List.copyOf(assets);
    empty = List.copyOf(empty);
  }
}
