package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import br.com.catalogador.candle.Timeframe;
import io.vertx.core.Future;

/**
 * Asks to carry an asset's candles.
 *
 * @param id names what is told of them; differs from order to order, on any server
 * @param server where it is told, as in {@link br.com.catalogador.bus.Cluster#self}
 * @param assetId the broker's number of the asset
 * @param toldTo epoch seconds up to which closed candles are known already; those that start from
 *     then on are told, each once and in order
 */
public record StartStream(String id, String server, long assetId, Timeframe timeframe, long toldTo)
    implements Request<StreamHost, Void> {
  @Override
  public Future<Void> ask(StreamHost carrier) {
    return carrier.carry(this);
  }
}
