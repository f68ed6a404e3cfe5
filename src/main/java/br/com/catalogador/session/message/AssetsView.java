package br.com.catalogador.session.message;

import br.com.catalogador.candle.Asset;
import java.util.List;

/**
 * The broker's assets.
 *
 * @param assets ordered by symbol
 * @param asOf when the broker listed them, by its clock in epoch seconds
 */
public record AssetsView(List<Asset> assets, long asOf) {
  public AssetsView {
    assets = List.copyOf(assets);
  }
}
