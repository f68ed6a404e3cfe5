package br.com.catalogador.session.message;

import br.com.catalogador.bus.Address;
import br.com.catalogador.bus.Channel;
import br.com.catalogador.candle.Asset;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.model.SessionId;
import io.vertx.core.Future;
import java.time.Duration;

/**
 * What a session does for all watchers of an asset, not only for its own user. Nothing of it counts
 * as use of the session.
 */
public interface StreamHost {
  /**
   * Sessions send the events of their streams here: to the server that has requested the stream,
   * whose watch service receives them.
   */
  Channel<StreamedCandles> STREAMED = Channel.here("session.streamed");

  /** Watch services send here; the session's verticle answers while it is deployed. */
  static Address<StreamHost> address(SessionId session) {
    return new Address<>(
        "session." + session.value() + ".streams",
        Duration.ofSeconds(30),
        FailureKind.INTERRUPTED,
        Session.clusterName(session));
  }

  /** Starts a stream of an asset's candles over this session's link, across reconnections. */
  Future<Void> start(StartStream request);

  /** Stops a stream; does nothing when there is none of that id. */
  Future<Void> stop(StopStream request);

  /**
   * An asset as the broker shows it to this session's user, from the current list. Fails with
   * ASSET_UNKNOWN.
   */
  Future<Asset> asset(GetAsset request);

  /** A catalog of the candles closed by a time, even if this session's clock is behind. */
  Future<CatalogView> catalog(GetCatalogAt request);
}
