package br.com.catalogador.watch;

import br.com.catalogador.candle.Asset;
import br.com.catalogador.session.message.GetCatalog;

/**
 * Identifies a watched catalog: its query, and the asset as the broker shows it to an account.
 * Accounts with different payouts watch different catalogs, since the amounts differ.
 */
record WatchKey(GetCatalog query, Asset asset) {
  CandleFeed.Key feed() {
    return new CandleFeed.Key(asset.id(), query.settings().timeframe());
  }
}
