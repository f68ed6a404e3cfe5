package br.com.catalogador.broker;

import br.com.catalogador.candle.Candle;
import br.com.catalogador.candle.CandlePage;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.History;
import br.com.catalogador.candle.Timeframe;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;

/**
 * One asset's candles as they happen: the running candle, and each candle once it has closed by the
 * broker's clock. Every closed candle is told exactly once and in order of time, across lost
 * connections too: what a push did not bring is fetched from history. Lives on the link's event
 * loop.
 */
public final class CandleStream {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /** A candle's last push may be some moments late; after that history is asked. */
  private static final long PATIENCE_MILLIS = 2_000;

  /** How long to wait before asking history again for what it did not have. */
  private static final long ASK_AGAIN_MILLIS = 10_000;

  /** A push may be ahead of the clock by as much as a clock is believed to be wrong. */
  private static final long AHEAD_SECONDS = BrokerClock.LEAP_MILLIS / 1000;

  private static final long CHECK_MILLIS = 500;

  private final Vertx vertx;
  private final PolariumApi api;
  private final BrokerClock clock;
  private final long assetId;
  private final Timeframe timeframe;
  private final Listener listener;
  private final Subscription subscription;
  private final long checkTimer;
  private long toldTo;
  private long askAgainAt;
  private boolean fetching;
  private boolean closed;

  /** Whoever watches. Called on the link's event loop. */
  public interface Listener {
    /** The running candle has moved. */
    void running(Candle candle);

    /**
     * Candles have closed.
     *
     * @param candles oldest first, at least one
     */
    void closed(CandleSeries candles);

    /**
     * Time has passed without further candles: what history does not have by now did not happen.
     *
     * @param knownTo epoch seconds up to which all is told
     */
    default void passed(long knownTo) {}
  }

  /**
   * Begins to watch.
   *
   * @param toldTo epoch seconds up to which the listener knows the closed candles already; it is
   *     told of those that start from then on
   */
  public CandleStream(
      Vertx vertx,
      PolariumLink link,
      long assetId,
      Timeframe timeframe,
      long toldTo,
      Listener listener) {
    this.vertx = vertx;
    this.api = new PolariumApi(link);
    this.clock = link.clock();
    this.assetId = assetId;
    this.timeframe = timeframe;
    this.toldTo = toldTo;
    this.listener = listener;
    this.subscription =
        link.subscribe(
            Topic.candles(assetId, timeframe.seconds()),
            new Subscription.Listener() {
              @Override
              public void pushed(JsonObject msg) {
                take(msg);
              }

              @Override
              public void restored() {
                catchUp();
              }
            });
    this.checkTimer = vertx.setPeriodic(CHECK_MILLIS, timer -> check());
  }

  private void take(JsonObject msg) {
    Candle candle = CandleAnswer.candle(msg);
    if (Tolerant.whole(msg.getValue("active_id"), -1) != assetId
        || Tolerant.whole(msg.getValue("size"), -1) != timeframe.seconds()
        || !CandleAnswer.plausible(candle, timeframe)
        || candle.from() < toldTo
        || candle.from() > clock.seconds() + AHEAD_SECONDS) {
      return;
    }
    boolean last = Tolerant.whole(msg.getValue("at"), 0) >= end(candle) * NANOS_PER_SECOND;
    if (last && candle.from() == toldTo) {
      tell(new CandleSeries.Builder(timeframe, 1).add(candle).build());
    } else {
      listener.running(candle);
    }
  }

  private long end(Candle candle) {
    return candle.from() + timeframe.seconds();
  }

  private void tell(CandleSeries candles) {
    toldTo = candles.end();
    listener.closed(candles);
  }

  /** Whether a candle should have closed some time ago that nobody has told of. */
  private void check() {
    long due = (toldTo + timeframe.seconds()) * 1000 + PATIENCE_MILLIS;
    if (clock.millis() >= Math.max(due, askAgainAt)) {
      catchUp();
    }
  }

  private void catchUp() {
    long furthest = toldTo + (History.MAX_CANDLES - 1L) * timeframe.seconds();
    long to = Math.min(clock.seconds(), furthest);
    int missing = (int) ((timeframe.floor(to) - toldTo) / timeframe.seconds());
    if (missing <= 0 || fetching || closed) {
      return;
    }
    fetching = true;
    askAgainAt = clock.millis() + ASK_AGAIN_MILLIS;
    api.candles(assetId, timeframe, to, missing + 1)
        .onComplete(done -> fetching = false)
        .onSuccess(page -> caughtUp(page, timeframe.floor(to)));
  }

  private void caughtUp(CandlePage page, long upTo) {
    if (closed) {
      return;
    }
    CandleSeries missed = page.closed().between(toldTo, upTo);
    if (!missed.isEmpty()) {
      tell(missed);
    }
    boolean somethingRuns = page.running() != null && page.running().from() >= upTo;
    long believed = timeframe.floor(clock.seconds() - History.LATE_SECONDS);
    // What history does not have by now did not happen.
    long knownTo = somethingRuns ? upTo : Math.min(upTo, believed);
    if (knownTo > toldTo) {
      toldTo = knownTo;
      listener.passed(knownTo);
    }
    if (somethingRuns) {
      listener.running(page.running());
    }
  }

  /** Watches no more. */
  public void close() {
    closed = true;
    vertx.cancelTimer(checkTimer);
    subscription.close();
  }
}
