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
 * Who looks at one ranking, and the closes of its assets while somebody does. Without lookers
 * nothing is followed. Confined to the session's event loop.
 */
final class LiveUpdates {
  private final Bus bus;
  private final SessionId session;
  private final WatcherId follower;
  private final LongConsumer closed;
  private final Map<String, Long> lookers = new HashMap<>();
  private MessageConsumer<CandlesClosed> closes;

  /**
   * @param closed is told the end of the newest closed candle in UTC epoch seconds
   */
  LiveUpdates(Bus bus, SessionId session, LongConsumer closed) {
    this.bus = bus;
    this.session = session;
    this.follower = new WatcherId("ranking." + session.value());
    this.closed = closed;
  }

  void look(LookAtRanking request) {
    if (request.looks()) {
      lookers.put(request.looker(), now() + LookAtRanking.LEASE_MILLIS);
    } else {
      lookers.remove(request.looker());
    }
  }

  boolean hasLookers() {
    lookers.values().removeIf(until -> until < now());
    return !lookers.isEmpty();
  }

  /** A lease does not depend on the clock, which may be set. */
  private static long now() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  boolean isFollowing() {
    return closes != null;
  }

  /** From now on closes are told. */
  void follow(Timeframe timeframe, long knownTo, List<Long> assets) {
    closes = bus.listen(WatchService.closes(follower), event -> closed.accept(event.until()));
    bus.request(
        WatchService.ADDRESS, new FollowCloses(follower, session, timeframe, knownTo, assets));
  }

  void unfollow() {
    if (closes != null) {
      closes.unregister();
      closes = null;
      bus.request(WatchService.ADDRESS, new UnfollowCloses(follower));
    }
  }
}
