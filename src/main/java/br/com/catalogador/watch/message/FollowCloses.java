package br.com.catalogador.watch.message;

import br.com.catalogador.bus.Request;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.model.SessionId;
import io.vertx.core.Future;
import java.util.List;

/**
 * Subscribes to the closes of many assets, reported together; replaces the earlier request of the
 * same follower.
 *
 * @param session may be chosen to stream candles
 * @param knownTo UTC epoch seconds: closes from then on are reported
 * @param assets the broker's numbers
 */
public record FollowCloses(
    WatcherId follower, SessionId session, Timeframe timeframe, long knownTo, List<Long> assets)
    implements Request<WatchService, Void> {
  public FollowCloses {
    assets = List.copyOf(assets);
  }

  @Override
  public Future<Void> ask(WatchService service) {
    return service.follow(this);
  }
}
