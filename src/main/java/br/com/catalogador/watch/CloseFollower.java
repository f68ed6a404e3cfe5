package br.com.catalogador.watch;

import br.com.catalogador.model.SessionId;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Reports the closes of many feeds as one: once all of them have closed, or a moment after the
 * first. Confined to the watch verticle's event loop.
 */
final class CloseFollower {
  private static final long NONE = -1;

  /**
   * How long an asset whose candle comes late is waited for; it is reported with the next close.
   */
  private static final long WAIT_MILLIS = 1_000;

  private final Vertx vertx;
  private final SessionId session;
  private final List<CandleFeed> feeds;
  private final LongConsumer closed;
  private long reportedTo;
  private long timer = NONE;

  /**
   * @param session whose feeds they are
   * @param knownTo UTC epoch seconds up to which closes are known
   * @param closed receives the end of the newest closed candle
   */
  CloseFollower(
      Vertx vertx, SessionId session, List<CandleFeed> feeds, long knownTo, LongConsumer closed) {
    this.vertx = vertx;
    this.session = session;
    this.feeds = List.copyOf(feeds);
    this.reportedTo = knownTo;
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
    long newest = feeds.stream().mapToLong(CandleFeed::knownTo).max().orElse(reportedTo);
    if (newest <= reportedTo) {
      return;
    }
    if (feeds.stream().allMatch(feed -> feed.knownTo() >= newest)) {
      report();
    } else if (timer == NONE) {
      timer = vertx.setTimer(WAIT_MILLIS, ignored -> report());
    }
  }

  private void report() {
    close();
    reportedTo = feeds.stream().mapToLong(CandleFeed::knownTo).max().orElse(reportedTo);
    closed.accept(reportedTo);
  }

  /** Reports nothing more. */
  void close() {
    vertx.cancelTimer(timer);
    timer = NONE;
  }
}
