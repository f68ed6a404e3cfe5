package br.com.catalogador.session.message;

import br.com.catalogador.bus.Address;
import br.com.catalogador.bus.Channel;
import br.com.catalogador.candle.Asset;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.model.SessionId;
import io.vertx.core.Future;
import java.time.Duration;

/**
 * What a session does for all who watch an asset, not for its own user alone. None of it counts as
 * a sign of life.
 */
public interface StreamHost {
  /**
   * Where sessions tell of the candles they carry: on the server that has ordered it, whose live
   * room listens.
   */
  Channel<StreamedCandles> CARRIED = Channel.here("session.carried");

  /** Where a session takes such work; nobody answers once it has ended. */
  static Address<StreamHost> address(SessionId session) {
    return new Address<>(
        "session." + session.value() + ".carrier",
        Duration.ofSeconds(30),
        FailureKind.INTERRUPTED,
        Session.held(session));
  }

  /** Begins to carry an asset's candles by this user's socket, across lost connections. */
  Future<Void> carry(StartStream request);

  /** Carries no more; nothing happens when it did not. */
  Future<Void> stop(StopStream request);

  /**
   * An asset as the broker shows it to this session's user, from the list at hand. Fails with
   * ASSET_UNKNOWN.
   */
  Future<Asset> asset(GetAsset request);

  /** A catalog of what had closed at a time, even if this user's socket tells the time late. */
  Future<CatalogView> catalog(GetCatalogAt request);
}
