package br.com.catalogador.broker;

import br.com.catalogador.candle.Candle;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.History;
import br.com.catalogador.candle.RunningCandle;
import br.com.catalogador.candle.Timeframe;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;

/**
 * One asset's candles as they happen: the running candle, and each candle once it has closed by the
 * broker's clock. Every closed candle is told exactly once and in order of time, across lost
 * connections too: what a push did not bring is looked for where everybody reads. Lives on the
 * link's event loop.
 */
public final class CandleStream {
  /** A candle's last push may be some moments late; after that history is asked. */
  private static final long PATIENCE_MILLIS = 2_000;

  /** How long to wait before asking again for a candle that has just closed. */
  private static final long ASK_AGAIN_SOON_MILLIS = 1_000;

  /** How long to wait before asking again for what has been missing for a while. */
  private static final long ASK_AGAIN_MILLIS = 10_000;

  /** What was missed beyond so many candles is not told; whoever watches reads it anew. */
  private static final int MOST_MISSED = 10_000;

  private static final long CHECK_MILLIS = 500;

  private final Vertx vertx;
  private final BrokerClock clock;
  private final long assetId;
  private final Timeframe timeframe;
  private final Source source;
  private final Listener listener;
  private final Subscription subscription;
  private final long checkTimer;
  private long toldTo;
  private long askAgainAt;
  private RunningCandle running;
  private boolean fetching;
  private boolean closed;

  /** Whoever watches. Called on the link's event loop. */
  public interface Listener {
    /** The running candle has moved. */
    void running(RunningCandle candle);

    /**
     * Pushes have shown candles to their end.
     *
     * @param candles oldest first, at least one
     */
    void closed(CandleSeries candles);

    /**
     * The source knows more than pushes have shown.
     *
     * @param candles the closed candles that were not told yet, oldest first; may be empty
     * @param knownTo epoch seconds up to which all is told
     */
    void known(CandleSeries candles, long knownTo);
  }

  /** Where the newest candles can be had that are final. */
  public interface Source {
    /** So many of the newest candles. */
    Future<Newest> newest(int count);
  }

  /**
   * The newest candles that are final.
   *
   * @param knownTo epoch seconds up to which nothing is missing any more
   * @param running the newest candle that is not final, or null
   */
  public record Newest(CandleSeries candles, long knownTo, RunningCandle running) {}

  /**
   * Begins to watch.
   *
   * @param toldTo epoch seconds up to which the listener knows the closed candles already; it is
   *     told of those that start from then on
   * @param source where to look for what pushes did not bring
   */
  public CandleStream(
      Vertx vertx,
      BrokerLink link,
      long assetId,
      Timeframe timeframe,
      long toldTo,
      Source source,
      Listener listener) {
    this.vertx = vertx;
    this.clock = link.clock();
    this.assetId = assetId;
    this.timeframe = timeframe;
    this.toldTo = toldTo;
    this.source = source;
    this.listener = listener;
    this.subscription =
        link.subscribe(
            PushTopic.candles(assetId, timeframe.seconds()),
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
    if (LenientJson.whole(msg.getValue("active_id"), -1) != assetId
        || LenientJson.whole(msg.getValue("size"), -1) != timeframe.seconds()
        || !CandleAnswer.plausible(candle, timeframe)) {
      return;
    }
    long at = CandleAnswer.at(msg, candle, timeframe);
    if (at > 0) {
      clock.shown(at * 1000);
    }
    long furthest = clock.seconds() + CandleAnswer.AHEAD_SECONDS;
    if (candle.from() < toldTo || Math.max(at, candle.from()) > furthest) {
      return;
    }
    boolean last = at == candle.from() + timeframe.seconds();
    if (last && candle.from() == toldTo) {
      toldTo = at;
      listener.closed(new CandleSeries.Builder(timeframe, 1).add(candle).build());
    } else if (at >= shownAt(candle)) {
      running = new RunningCandle(candle, at == 0 ? clock.seconds() : at);
      listener.running(running);
    }
  }

  /** The time of the newest price that has been told of this candle; one that came late is old. */
  private long shownAt(Candle candle) {
    return running != null && running.candle().from() >= candle.from()
        ? running.candle().from() == candle.from() ? running.at() : Long.MAX_VALUE
        : 0;
  }

  /** Whether a candle should have closed some time ago that nobody has told of. */
  private void check() {
    long due = (toldTo + timeframe.seconds()) * 1000 + PATIENCE_MILLIS;
    if (clock.millis() >= Math.max(due, askAgainAt)) {
      catchUp();
    }
  }

  private void catchUp() {
    long now = clock.seconds();
    int missing =
        (int) Math.min(MOST_MISSED, (timeframe.floor(now) - toldTo) / timeframe.seconds());
    if (missing <= 0 || fetching || closed) {
      return;
    }
    fetching = true;
    boolean fresh = now - toldTo - timeframe.seconds() <= History.LATE_SECONDS;
    askAgainAt = clock.millis() + (fresh ? ASK_AGAIN_SOON_MILLIS : ASK_AGAIN_MILLIS);
    source.newest(missing).onComplete(ignored -> fetching = false).onSuccess(this::caughtUp);
  }

  private void caughtUp(Newest newest) {
    if (closed) {
      return;
    }
    if (newest.knownTo() > toldTo) {
      CandleSeries missed = newest.candles().between(toldTo, newest.knownTo());
      toldTo = newest.knownTo();
      listener.known(missed, toldTo);
    }
    if (newest.running() != null && newest.running().candle().from() >= toldTo) {
      listener.running(newest.running());
    }
  }

  /** Watches no more. */
  public void close() {
    closed = true;
    vertx.cancelTimer(checkTimer);
    subscription.close();
  }
}
