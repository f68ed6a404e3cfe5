package br.com.catalogador.ranking;

import br.com.catalogador.candle.Asset;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.ranking.message.RankingError;
import br.com.catalogador.ranking.message.RankingParameters;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The assets of a run.
 *
 * @param symbols the open assets that match the parameters, in the order of the list
 * @param closed the errors of assets that were chosen by symbol and are closed
 */
record AssetSelection(List<String> symbols, List<RankingError> closed) {

  /**
   * @param listed the broker's assets
   * @throws Failure INVALID_PARAMETER when a chosen symbol is not listed
   */
  static AssetSelection of(List<Asset> listed, RankingParameters parameters) {
    requireKnown(listed, parameters.symbols());
    Set<String> chosen = Set.copyOf(parameters.symbols());
    List<Asset> wanted =
        listed.stream()
            .filter(asset -> chosen.isEmpty() || chosen.contains(asset.symbol()))
            .filter(asset -> matches(asset, parameters))
            .toList();
    return new AssetSelection(
        wanted.stream().filter(Asset::open).map(Asset::symbol).toList(),
        wanted.stream()
            .filter(asset -> !asset.open() && !chosen.isEmpty())
            .map(asset -> closed(asset.symbol()))
            .toList());
  }

  /** The open assets among them, as the broker lists them. */
  List<Asset> open(List<Asset> listed) {
    return listed.stream().filter(asset -> symbols.contains(asset.symbol())).toList();
  }

  private static void requireKnown(List<Asset> listed, List<String> chosen) {
    Set<String> known = listed.stream().map(Asset::symbol).collect(Collectors.toSet());
    for (String symbol : chosen) {
      if (!known.contains(symbol)) {
        throw Failure.invalidParameter("assets", symbol, "symbols of assets that the broker has");
      }
    }
  }

  private static boolean matches(Asset asset, RankingParameters parameters) {
    boolean paysEnough =
        parameters.minPayout() == null
            || asset.payout() != null && asset.payout() >= parameters.minPayout();
    return paysEnough
        && (parameters.category() == null || asset.category() == parameters.category());
  }

  private static RankingError closed(String symbol) {
    return new RankingError(symbol, FailureKind.ASSET_CLOSED, Map.of("asset", symbol));
  }
}
