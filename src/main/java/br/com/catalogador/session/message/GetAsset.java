package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import br.com.catalogador.candle.Asset;
import io.vertx.core.Future;

/**
 * Asks what the broker shows this user of an asset; accounts differ in payouts.
 *
 * @param symbol the asset's symbol
 */
public record GetAsset(String symbol) implements Request<StreamHost, Asset> {
  @Override
  public Future<Asset> ask(StreamHost carrier) {
    return carrier.asset(this);
  }
}
