package br.com.catalogador.watch;

import br.com.catalogador.candle.Asset;
import br.com.catalogador.session.message.GetCatalog;

/**
 * What is watched: a catalog of an asset as the broker shows it to some accounts. Those who are
 * shown another payout ask another question, for their money is another.
 */
record WatchKey(GetCatalog query, Asset asset) {
  CandleFeed.Key feed() {
    return new CandleFeed.Key(asset.id(), query.settings().timeframe());
  }
}
