package br.com.catalogador.session;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.cache.message.CachedCandles;
import br.com.catalogador.cache.message.CandleCache;
import br.com.catalogador.cache.message.FetchWish;
import br.com.catalogador.cache.message.FetchWishes;
import br.com.catalogador.cache.message.GetNewest;
import br.com.catalogador.cache.message.GetNewest.Reach;
import br.com.catalogador.candle.Asset;
import br.com.catalogador.candle.History;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.session.message.CandleHistory;
import br.com.catalogador.session.message.FetchProgress;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Fetches old candles of a session's assets into the cache, which all sessions share: one request
 * to the broker at a time, at a limited rate, and none while the user waits for candles. After a
 * failure it goes on where it was, with growing pauses. Confined to the session's event loop.
 */
final class HistoryFetcher {
  private static final int MILLIS_PER_SECOND = 1_000;

  /** How often it is looked whether the user still waits for candles. */
  private static final long YIELD_MILLIS = 100;

  private static final long SHORTEST_PAUSE_MILLIS = 1_000;
  private static final long LONGEST_PAUSE_MILLIS = 30_000;
  private static final long PROGRESS_NANOS = 1_000_000_000;

  /** Maximum number of series that wait. */
  static final int MAX_SERIES = 500;

  private final Vertx vertx;
  private final Bus bus;
  private final SessionId session;
  private final LongSupplier now;
  private final BooleanSupplier userWaits;
  private final int requestsPerSecond;

  /** Receives what is wanted, each time it has changed. */
  private final Consumer<FetchWishes> changed;

  private final Deque<Wanted> queue = new ArrayDeque<>();
  private boolean running;
  private boolean closed;
  private boolean reporting;
  private long pauseMillis = SHORTEST_PAUSE_MILLIS;
  private long publishedAt = System.nanoTime() - PROGRESS_NANOS;

  /** A series, and the time from which its candles are wanted. */
  private record Wanted(Asset asset, Timeframe timeframe, long from) {
    boolean isSameSeries(Wanted other) {
      return asset.id() == other.asset.id() && timeframe == other.timeframe;
    }

    FetchWish wish() {
      return new FetchWish(asset.id(), timeframe, from);
    }
  }

  /**
   * @param now the broker's clock in epoch seconds
   * @param userWaits whether candles are being fetched that a user waits for; asked between the
   *     requests
   * @param changed receives what is wanted, soon after it has changed, but not after {@link #close}
   */
  HistoryFetcher(
      Vertx vertx,
      Bus bus,
      SessionId session,
      LongSupplier now,
      BooleanSupplier userWaits,
      int requestsPerSecond,
      Consumer<FetchWishes> changed) {
    this.vertx = vertx;
    this.bus = bus;
    this.session = session;
    this.now = now;
    this.userWaits = userWaits;
    this.requestsPerSecond = requestsPerSecond;
    this.changed = changed;
  }

  /** Whether so many more series may wait. */
  boolean hasRoomFor(int series) {
    return queue.size() + series <= MAX_SERIES;
  }

  /** Fetches a series before all others, because the user looks at it. */
  void fetchFirst(Asset asset, Timeframe timeframe, long from) {
    Wanted wanted = merged(new Wanted(asset, timeframe, from));
    if (hasRoomFor(1)) {
      queue.addFirst(wanted);
      reportWishes();
      start();
    }
  }

  /** Fetches a series after all others. */
  void fetchLast(Asset asset, Timeframe timeframe, long from) {
    queue.addLast(merged(new Wanted(asset, timeframe, from)));
    reportWishes();
    start();
  }

  /** Reports what is wanted, once for all changes of a moment. */
  private void reportWishes() {
    if (!reporting) {
      reporting = true;
      vertx.runOnContext(
          ignored -> {
            reporting = false;
            if (!closed) {
              changed.accept(new FetchWishes(queue.stream().map(Wanted::wish).toList()));
            }
          });
    }
  }

  /** Takes the same series out of the queue; the earlier of both times is wanted. */
  private Wanted merged(Wanted wanted) {
    long from = wanted.from();
    for (Iterator<Wanted> all = queue.iterator(); all.hasNext(); ) {
      Wanted other = all.next();
      if (other.isSameSeries(wanted)) {
        from = Math.min(from, other.from());
        all.remove();
      }
    }
    return new Wanted(wanted.asset(), wanted.timeframe(), from);
  }

  boolean isFetching(Asset asset, Timeframe timeframe) {
    Wanted series = new Wanted(asset, timeframe, 0);
    return queue.stream().anyMatch(series::isSameSeries);
  }

  void stop() {
    queue.clear();
    reportWishes();
  }

  /** Fetches nothing more; what is wanted stays so for the next start. */
  void close() {
    closed = true;
    queue.clear();
  }

  private void start() {
    if (!running && !closed) {
      running = true;
      step();
    }
  }

  private void step() {
    if (queue.isEmpty()) {
      running = false;
    } else if (userWaits.getAsBoolean()) {
      stepAfter(YIELD_MILLIS);
    } else {
      Wanted next = queue.peekFirst();
      bus.request(CandleCache.ADDRESS, request(next))
          .onSuccess(known -> fetched(next, known))
          .onFailure(cause -> failed());
    }
  }

  private void stepAfter(long millis) {
    vertx.setTimer(millis, ignored -> step());
  }

  private GetNewest request(Wanted wanted) {
    long time = now.getAsLong();
    long candles = (time - wanted.from()) / wanted.timeframe().seconds() + 1;
    return new GetNewest(
        session,
        wanted.asset().id(),
        wanted.timeframe(),
        time,
        time,
        (int) candles,
        Reach.ONE_REQUEST);
  }

  private void fetched(Wanted wanted, CachedCandles known) {
    pauseMillis = SHORTEST_PAUSE_MILLIS;
    // Without a request there is nothing that could be asked now, such as a gap asked for before.
    boolean done =
        known.begins() || known.knownFrom() <= wanted.from() || known.brokerRequests() == 0;
    if (done) {
      queue.removeIf(wanted::equals);
      reportWishes();
    }
    publish(wanted, known, done);
    if (known.brokerRequests() == 0) {
      step();
    } else {
      stepAfter(MILLIS_PER_SECOND / requestsPerSecond);
    }
  }

  private void failed() {
    stepAfter(pauseMillis);
    pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, 2 * pauseMillis);
  }

  private void publish(Wanted wanted, CachedCandles known, boolean done) {
    if (!done && System.nanoTime() - publishedAt < PROGRESS_NANOS) {
      return;
    }
    publishedAt = System.nanoTime();
    long span = (long) History.MAX_CANDLES * wanted.timeframe().seconds();
    int left = done ? 0 : (int) ((known.knownFrom() - wanted.from() + span - 1) / span);
    bus.publish(
        CandleHistory.progress(session),
        new FetchProgress(
            wanted.asset().symbol(),
            wanted.timeframe(),
            wanted.from(),
            known.knownFrom(),
            left,
            (left + requestsPerSecond - 1) / requestsPerSecond));
  }
}
