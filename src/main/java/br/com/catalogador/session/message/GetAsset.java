package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import br.com.catalogador.candle.Asset;
import io.vertx.core.Future;

/**
 * Reads an asset as the broker shows it to this session's user; payouts differ by account.
 *
 * @param symbol the asset's symbol
 */
public record GetAsset(String symbol) implements Request<StreamHost, Asset> {
  @Override
  public Future<Asset> ask(StreamHost host) {
    return host.asset(this);
  }
}
