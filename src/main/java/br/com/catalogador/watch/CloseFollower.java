package br.com.catalogador.watch;

import br.com.catalogador.model.SessionId;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Tells the closes of many feeds as one: once all of them have closed, or a moment after the first.
 * Confined to the watch verticle's event loop.
 */
final class CloseFollower {
  private static final long NONE = -1;

  /** How long an asset whose candle comes late is waited for; it is told with the next close. */
  private static final long WAIT_MILLIS = 1_000;

  private final Vertx vertx;
  private final SessionId session;
  private final List<CandleFeed> feeds;
  private final LongConsumer closed;
  private long told;
  private long timer = NONE;

  /**
   * @param session whose feeds they are
   * @param knownTo UTC epoch seconds up to which closes are known
   * @param closed is told the end of the newest closed candle
   */
  CloseFollower(
      Vertx vertx, SessionId session, List<CandleFeed> feeds, long knownTo, LongConsumer closed) {
    this.vertx = vertx;
    this.session = session;
    this.feeds = List.copyOf(feeds);
    this.told = knownTo;
    this.closed = closed;
    feedClosed();
  }

  SessionId session() {
    return session;
  }

  List<CandleFeed> feeds() {
    return feeds;
  }

  /** One of the feeds has closed a candle. */
  void feedClosed() {
    long newest = feeds.stream().mapToLong(CandleFeed::knownTo).max().orElse(told);
    if (newest <= told) {
      return;
    }
    if (feeds.stream().allMatch(feed -> feed.knownTo() >= newest)) {
      tell();
    } else if (timer == NONE) {
      timer = vertx.setTimer(WAIT_MILLIS, ignored -> tell());
    }
  }

  private void tell() {
    close();
    told = feeds.stream().mapToLong(CandleFeed::knownTo).max().orElse(told);
    closed.accept(told);
  }

  /** Nothing is told any more. */
  void close() {
    vertx.cancelTimer(timer);
    timer = NONE;
  }
}
