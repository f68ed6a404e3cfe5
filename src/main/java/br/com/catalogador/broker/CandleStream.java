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
 * Follows one asset's candles: the running candle, and each candle after it has closed by the
 * broker's clock. The listener receives each closed candle exactly once and in order, also across
 * reconnections: candles that no push completed are fetched from the {@link Source}. Confined to
 * the link's event loop.
 */
public final class CandleStream {
  /** How long after its end a candle's last push may arrive before the source is queried. */
  private static final long MAX_PUSH_DELAY_MILLIS = 2_000;

  /**
   * Maximum number of missed candles to deliver; after a longer gap, watchers must reload their
   * data.
   */
  private static final int MAX_MISSED = 10_000;

  private static final long CHECK_MILLIS = 500;

  /** Checks between two requests for a candle that has just closed. */
  private static final int CHECKS_WHILE_FRESH = 2;

  /** Checks between two requests for candles that have been missing for longer. */
  private static final int CHECKS_AFTERWARDS = 20;

  private final Vertx vertx;
  private final BrokerClock clock;
  private final long assetId;
  private final Timeframe timeframe;
  private final Source source;
  private final Listener listener;
  private final Subscription subscription;
  private final long checkTimer;
  private long deliveredTo;

  /** Counted in checks, not in the broker's time: its clock may step back. */
  private int checksToSkip;

  private RunningCandle running;
  private boolean fetching;
  private boolean closed;

  /** Receives the candles, on the link's event loop. */
  public interface Listener {
    /** A new price of the running candle. */
    void running(RunningCandle candle);

    /**
     * Pushes have completed candles.
     *
     * @param candles oldest first, at least one
     */
    void closed(CandleSeries candles);

    /**
     * The source has closed candles that no push completed.
     *
     * @param candles the closed candles not delivered yet, oldest first; may be empty
     * @param knownTo epoch seconds up to which all closed candles have been delivered
     */
    void known(CandleSeries candles, long knownTo);
  }

  /** Provides the newest final candles. */
  public interface Source {
    /** The given number of newest candles. */
    Future<Newest> newest(int count);
  }

  /**
   * The newest candles that are final.
   *
   * @param knownTo epoch seconds up to which the candles are complete
   * @param running the newest candle that is not final, or null
   */
  public record Newest(CandleSeries candles, long knownTo, RunningCandle running) {}

  /**
   * Subscribes and starts the checks for missing candles.
   *
   * @param deliveredTo epoch seconds up to which the listener already has the closed candles;
   *     candles that start from then on are delivered
   * @param source queried for candles that no push completed
   */
  public CandleStream(
      Vertx vertx,
      BrokerLink link,
      long assetId,
      Timeframe timeframe,
      long deliveredTo,
      Source source,
      Listener listener) {
    this.vertx = vertx;
    this.clock = link.clock();
    this.assetId = assetId;
    this.timeframe = timeframe;
    this.deliveredTo = deliveredTo;
    this.source = source;
    this.listener = listener;
    this.subscription =
        link.subscribe(
            PushTopic.candles(assetId, timeframe.seconds()),
            new Subscription.Listener() {
              @Override
              public void pushed(JsonObject msg) {
                accept(msg);
              }

              @Override
              public void restored() {
                fetchMissed();
              }
            });
    this.checkTimer = vertx.setPeriodic(CHECK_MILLIS, ignored -> check());
  }

  private void accept(JsonObject msg) {
    Candle candle = CandleAnswer.candle(msg);
    if (LenientJson.whole(msg.getValue("active_id"), -1) != assetId
        || LenientJson.whole(msg.getValue("size"), -1) != timeframe.seconds()
        || !CandleAnswer.plausible(candle, timeframe)) {
      return;
    }
    long at = CandleAnswer.at(msg, candle, timeframe);
    if (at > 0) {
      clock.notePrice(at * 1000);
    }
    long furthest = clock.seconds() + CandleAnswer.AHEAD_SECONDS;
    if (candle.from() < deliveredTo || Math.max(at, candle.from()) > furthest) {
      return;
    }
    boolean last = at == candle.from() + timeframe.seconds();
    if (last && candle.from() == deliveredTo) {
      deliveredTo = at;
      listener.closed(new CandleSeries.Builder(timeframe, 1).add(candle).build());
    } else if (at >= shownAt(candle)) {
      running = new RunningCandle(candle, at == 0 ? clock.seconds() : at);
      listener.running(running);
    }
  }

  /**
   * The time of the newest delivered price of this candle, to detect late pushes; {@code MAX_VALUE}
   * if a later candle runs already.
   */
  private long shownAt(Candle candle) {
    return running != null && running.candle().from() >= candle.from()
        ? running.candle().from() == candle.from() ? running.at() : Long.MAX_VALUE
        : 0;
  }

  /** Queries the source once a candle is overdue. */
  private void check() {
    long due = (deliveredTo + timeframe.seconds()) * 1000 + MAX_PUSH_DELAY_MILLIS;
    if (checksToSkip > 0) {
      checksToSkip--;
    }
    if (clock.millis() >= due && checksToSkip == 0) {
      fetchMissed();
    }
  }

  private void fetchMissed() {
    long now = clock.seconds();
    int missing =
        (int) Math.min(MAX_MISSED, (timeframe.floor(now) - deliveredTo) / timeframe.seconds());
    if (missing <= 0 || fetching || closed) {
      return;
    }
    fetching = true;
    boolean fresh = now - deliveredTo - timeframe.seconds() <= History.LATE_SECONDS;
    checksToSkip = fresh ? CHECKS_WHILE_FRESH : CHECKS_AFTERWARDS;
    source.newest(missing).onComplete(ignored -> fetching = false).onSuccess(this::deliverMissed);
  }

  private void deliverMissed(Newest newest) {
    if (closed) {
      return;
    }
    if (newest.knownTo() > deliveredTo) {
      CandleSeries missed = newest.candles().between(deliveredTo, newest.knownTo());
      deliveredTo = newest.knownTo();
      listener.known(missed, deliveredTo);
    }
    if (newest.running() != null && newest.running().candle().from() >= deliveredTo) {
      listener.running(newest.running());
    }
  }

  /** Unsubscribes; the listener is not called again. */
  public void close() {
    closed = true;
    vertx.cancelTimer(checkTimer);
    subscription.close();
  }
}
