package br.com.catalogador.live;

import br.com.catalogador.candle.Asset;
import br.com.catalogador.session.message.GetCatalog;

/**
 * What is watched: a catalogue of an asset as the broker shows it to some accounts. Those who are
 * shown another payout ask another question, for their money is another.
 */
record Question(GetCatalog query, Asset asset) {
  Feed.Key feed() {
    return new Feed.Key(asset.id(), query.timeframe());
  }
}
