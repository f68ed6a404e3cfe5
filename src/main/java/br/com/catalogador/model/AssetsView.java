package br.com.catalogador.model;

import br.com.catalogador.candle.Asset;
import java.util.List;

/**
 * The broker's assets.
 *
 * @param assets ordered by symbol
 * @param asOf when the broker listed them, by its clock in epoch seconds
 * @param empty where there are none: the names of the broker's lists that were empty
 */
public record AssetsView(List<Asset> assets, long asOf, List<String> empty) {
  public AssetsView {
    assets = List.copyOf(assets);
    empty = List.copyOf(empty);
  }

  /** A list with assets. */
  public AssetsView(List<Asset> assets, long asOf) {
    this(assets, asOf, List.of());
  }
}
