package br.com.catalogador.ranking;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.ranking.message.LookAtRanking;
import br.com.catalogador.watch.message.CandlesClosed;
import br.com.catalogador.watch.message.FollowCloses;
import br.com.catalogador.watch.message.UnfollowCloses;
import br.com.catalogador.watch.message.WatchService;
import br.com.catalogador.watch.message.WatcherId;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * The viewers of one ranking; while there are any, its owner subscribes to the candle closes of its
 * assets. Confined to the session's event loop.
 */
final class CloseSubscription {
  private final Bus bus;
  private final SessionId session;
  private final WatcherId follower;
  private final LongConsumer closed;

  /** The viewers, and when the lease of each ends. */
  private final Map<String, Long> viewers = new HashMap<>();

  private MessageConsumer<CandlesClosed> closes;

  /**
   * @param closed receives the end of the newest closed candle in UTC epoch seconds
   */
  CloseSubscription(Bus bus, SessionId session, LongConsumer closed) {
    this.bus = bus;
    this.session = session;
    this.follower = new WatcherId("ranking." + session.value());
    this.closed = closed;
  }

  /** Adds or removes a viewer. */
  void view(LookAtRanking request) {
    if (request.looks()) {
      viewers.put(request.looker(), now() + LookAtRanking.LEASE_MILLIS);
    } else {
      viewers.remove(request.looker());
    }
  }

  boolean hasViewers() {
    viewers.values().removeIf(until -> until < now());
    return !viewers.isEmpty();
  }

  /** A lease does not depend on the clock, which may be set. */
  private static long now() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  boolean isSubscribed() {
    return closes != null;
  }

  /**
   * Subscribes to the closes of assets.
   *
   * @param knownTo UTC epoch seconds up to which closes are known; later ones come at once
   * @param assets the broker's numbers
   */
  void subscribe(Timeframe timeframe, long knownTo, List<Long> assets) {
    closes = bus.listen(WatchService.closes(follower), event -> closed.accept(event.until()));
    bus.request(
        WatchService.ADDRESS, new FollowCloses(follower, session, timeframe, knownTo, assets));
  }

  void unsubscribe() {
    if (closes != null) {
      closes.unregister();
      closes = null;
      bus.request(WatchService.ADDRESS, new UnfollowCloses(follower));
    }
  }
}
