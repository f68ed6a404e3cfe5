package br.com.catalogador.broker;

import br.com.catalogador.candle.Asset;
import java.util.List;

/**
 * What the broker lists to an account.
 *
 * @param assets each once, ordered by symbol
 * @param empty where there are none: the names of the lists that the broker answered without an
 *     asset, e.g. {@code turbo} or {@code digital-option}; empty otherwise
 */
public record AssetListing(List<Asset> assets, List<String> empty) {
  public AssetListing {
    assets = List.copyOf(assets);
    empty = List.copyOf(empty);
  }
}
