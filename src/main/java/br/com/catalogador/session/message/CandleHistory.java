package br.com.catalogador.session.message;

import br.com.catalogador.bus.Address;
import br.com.catalogador.bus.Channel;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.model.SessionId;
import io.vertx.core.Future;
import java.time.Duration;

/**
 * The old candles of one session's assets: what is known of them, and the fetching of what is
 * missing, which goes on behind everything that a user waits for. All operations count as use of
 * the session.
 */
public interface CandleHistory {

  /** Routes send here; the session's verticle answers, as at {@link Session#address}. */
  static Address<CandleHistory> address(SessionId session) {
    return new Address<>(
        "session." + session.value() + ".history",
        Duration.ofSeconds(60),
        FailureKind.INTERRUPTED,
        Session.clusterName(session));
  }

  /** Publishes how far a series has been fetched, at most once a second. */
  static Channel<FetchProgress> progress(SessionId session) {
    return Channel.everywhere("session." + session.value() + ".history.progress");
  }

  /** What is known of an asset, without its candles. Fails with ASSET_UNKNOWN. */
  Future<KnownHistory> known(GetHistory request);

  /**
   * Fetches the candles of days, after what is being fetched already. Fails with INVALID_PARAMETER
   * for an unknown asset, or if too many wait.
   *
   * @return UTC epoch seconds from which they are fetched
   */
  Future<Long> fetch(FetchHistory request);

  /** All rows of a catalog; of days, those known, while the rest is fetched. */
  Future<RowsView> rows(GetRows request);

  /** The known candles of days, while the rest is fetched. Fails with ASSET_UNKNOWN. */
  Future<DaysView> days(GetDays request);

  /** Stops fetching; what has been fetched is kept. */
  Future<Void> stop(StopFetching request);
}
