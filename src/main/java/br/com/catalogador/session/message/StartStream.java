package br.com.catalogador.session.message;

import br.com.catalogador.bus.Request;
import br.com.catalogador.candle.Timeframe;
import io.vertx.core.Future;

/**
 * Starts a stream of an asset's candles.
 *
 * @param id identifies the stream; unique across servers
 * @param server the server that receives the events, as in {@link
 *     br.com.catalogador.bus.Cluster#self}
 * @param assetId the broker's number of the asset
 * @param knownTo epoch seconds up to which closed candles are known already; candles that start
 *     from then on are sent, each once and in order
 */
public record StartStream(String id, String server, long assetId, Timeframe timeframe, long knownTo)
    implements Request<StreamHost, Void> {
  @Override
  public Future<Void> ask(StreamHost host) {
    return host.start(this);
  }
}
