package br.com.catalogador.cache.message;

import br.com.catalogador.bus.Address;
import br.com.catalogador.candle.CandlePage;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.model.SessionId;
import io.vertx.core.Future;
import java.time.Duration;

/**
 * Fetches candles that the cache does not have, over a session's broker connection. Does not count
 * as activity of the user.
 */
public interface CandleSource {
  /**
   * The source of one session, always on the server of the cache. Requests fail with INTERRUPTED if
   * the session is not deployed.
   */
  static Address<CandleSource> address(SessionId session) {
    return new Address<>(
        "session." + session.value() + ".candles", Duration.ofSeconds(60), FailureKind.INTERRUPTED);
  }

  /** The broker's answer. Fails with what the broker connection fails with. */
  Future<CandlePage> fetch(FetchCandles request);
}
