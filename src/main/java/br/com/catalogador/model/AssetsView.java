package br.com.catalogador.model;

import br.com.catalogador.candle.Asset;
import java.util.List;

/**
 * The broker's asset list.
 *
 * @param assets ordered by symbol
 * @param asOf when the broker sent the list, by its clock in epoch seconds
 * @param empty names of the broker's lists that contained no asset; filled only if there are no
 *     assets
 */
public record AssetsView(List<Asset> assets, long asOf, List<String> empty) {
  public AssetsView {
    assets = List.copyOf(assets);
    empty = List.copyOf(empty);
  }

  /** A view without empty lists. */
  public AssetsView(List<Asset> assets, long asOf) {
    this(assets, asOf, List.of());
  }
}
