package br.com.catalogador.cache;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.bus.Failure;
import br.com.catalogador.cache.CandlePages.Known;
import br.com.catalogador.cache.message.AddClosed;
import br.com.catalogador.cache.message.CachedCandles;
import br.com.catalogador.cache.message.CachedCandles.Source;
import br.com.catalogador.cache.message.CandleCache;
import br.com.catalogador.cache.message.GetNewest;
import br.com.catalogador.candle.Candle;
import br.com.catalogador.candle.CandlePage;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.session.message.FetchCandles;
import br.com.catalogador.session.message.Session;
import br.com.catalogador.session.message.SessionId;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The candle cache: answers from its pages, and asks the broker for what is missing through the
 * session of the user who wants it. One fetch per series is under way at a time; whoever wants the
 * same series meanwhile waits for it and looks again, so that any number of equal questions cost
 * the broker one request. Only one fetch of somebody else is waited for in vain.
 */
public final class CacheVerticle extends VerticleBase implements CandleCache {
  /** The broker answers at most so many candles. */
  private static final int MAX_FETCH = 1000;

  /** Asked for at least, because a few candles more cost the broker nothing. */
  private static final int MIN_FETCH = 60;

  /** Fetches that one question may need beyond those that its number of candles explains. */
  private static final int SPARE_FETCHES = 3;

  /**
   * A closed candle that history does not show yet may still come; only after so many seconds is
   * its absence believed to be a hole in the market.
   */
  private static final int LATE_SECONDS = 30;

  private final CandlePages pages;
  private final Map<SeriesKey, Fetch> fetches = new HashMap<>();

  /** Where a series' history begins, for a while: an empty answer may also be a passing fault. */
  private final Cache<SeriesKey, Long> historyStarts =
      Caffeine.newBuilder().expireAfterWrite(Duration.ofMinutes(10)).build();

  private Bus bus;

  /** A fetch under way, through somebody's session. */
  private record Fetch(SessionId via, Future<Fetched> fetched) {}

  /**
   * What a fetch brought.
   *
   * @param askedTo epoch seconds up to which candles were asked for
   * @param knownTo epoch seconds up to which they are now known; earlier than {@code askedTo} when
   *     history does not show the newest yet
   */
  private record Fetched(long askedTo, long knownTo, Candle running) {}

  /**
   * @param maxCandles about how many candles to keep in memory
   */
  public CacheVerticle(long maxCandles) {
    this.pages = new CandlePages(maxCandles);
  }

  @Override
  public Future<?> start() {
    bus = Bus.of(vertx);
    return bus.serve(ADDRESS, this).completion();
  }

  @Override
  public Future<CachedCandles> newest(GetNewest request) {
    return new Search(request).run();
  }

  @Override
  public Future<Void> add(AddClosed request) {
    Timeframe timeframe = request.timeframe();
    long from = request.knownFrom();
    long to = request.knownTo();
    if (timeframe.floor(from) != from || timeframe.floor(to) != to) {
      return Future.failedFuture(
          Failure.invalidParameter("known", from + ".." + to, "multiples of the timeframe"));
    }
    pages.put(new SeriesKey(request.assetId(), timeframe), request.closed(), from, to);
    return Future.succeededFuture();
  }

  /** One question on its way to an answer, across as many fetches as it takes. */
  private final class Search {
    private final GetNewest request;
    private final Timeframe timeframe;
    private final SeriesKey series;
    private final boolean someKnown;
    private long to;
    private int brokerRequests;
    private boolean waitedInVain;
    private Candle running;

    Search(GetNewest request) {
      this.request = request;
      this.timeframe = request.timeframe();
      this.series = new SeriesKey(request.assetId(), timeframe);
      this.to = timeframe.floor(Math.min(request.before(), request.now()));
      this.someKnown =
          pages.upTo(series, to, 1).from() < to
              || pages.knownBefore(series, to) > to - MAX_FETCH * (long) timeframe.seconds();
    }

    Future<CachedCandles> run() {
      Known known = pages.upTo(series, to, request.count());
      if (isEnough(known)) {
        return Future.succeededFuture(answer(known.candles().last(request.count())));
      }
      Fetch underWay = fetches.get(series);
      if (underWay != null && underWay.via().equals(request.via())) {
        return underWay.fetched().map(this::accept).compose(done -> run());
      }
      if (underWay != null && !waitedInVain) {
        // If it fails for its own user's reasons, this question goes on through its own session,
        // and not behind the next user's: a time-out each would add up.
        return underWay
            .fetched()
            .map(this::accept)
            .onFailure(cause -> waitedInVain = true)
            .otherwiseEmpty()
            .compose(done -> run());
      }
      brokerRequests++;
      return fetch(known).map(this::accept).compose(done -> run());
    }

    private boolean isEnough(Known known) {
      return holds(known, request.count())
          || brokerRequests > request.count() / MAX_FETCH + SPARE_FETCHES;
    }

    /** Whether there are so many candles, or as many as history has. */
    private boolean holds(Known known, int candles) {
      Long start = historyStarts.getIfPresent(series);
      return known.candles().size() >= candles || start != null && known.from() <= start;
    }

    private CachedCandles answer(CandleSeries candles) {
      Source fetched = someKnown ? Source.MIXED : Source.BROKER;
      return new CachedCandles(
          candles, running, brokerRequests, brokerRequests == 0 ? Source.CACHE : fetched);
    }

    /** A fetch of older candles says nothing about the newest ones. */
    private Void accept(Fetched fetched) {
      if (fetched.askedTo() == to) {
        running = fetched.running();
      }
      if (fetched.askedTo() >= to) {
        to = Math.min(to, fetched.knownTo());
      }
      return null;
    }

    /** Asks for the candles that end just before what is known. */
    private Future<Fetched> fetch(Known known) {
      long unknownBefore = known.from();
      long bottom = pages.knownBefore(series, unknownBefore);
      boolean reachesKnown = bottom > unknownBefore - MAX_FETCH * (long) timeframe.seconds();
      long missing =
          reachesKnown
              ? missing((unknownBefore - bottom) / timeframe.seconds(), bottom, known)
              : Math.max(MIN_FETCH, request.count());
      boolean upToNow = unknownBefore + timeframe.seconds() > request.now();
      FetchCandles fetch =
          new FetchCandles(
              request.assetId(),
              timeframe,
              upToNow ? request.now() : unknownBefore - 1,
              (int) Math.min(MAX_FETCH, upToNow ? missing + 1 : missing));
      Future<Fetched> fetched =
          bus.request(Session.address(request.via()), fetch)
              .map(page -> store(page, reachesKnown ? bottom : unknownBefore, unknownBefore));
      Fetch underWay = new Fetch(request.via(), fetched);
      fetches.put(series, underWay);
      return fetched.onComplete(done -> fetches.remove(series, underWay));
    }

    /**
     * The gap, if older candles fill up what is wanted; else both at once: fetching known candles
     * again costs less than a second request.
     */
    private long missing(long gap, long bottom, Known known) {
      int wanted = request.count() - known.candles().size();
      return holds(pages.upTo(series, bottom, wanted), wanted) ? gap : Math.max(gap, wanted);
    }

    private Fetched store(CandlePage page, long reached, long unknownBefore) {
      CandleSeries candles = page.closed();
      learnStart(candles, reached, unknownBefore);
      boolean complete = page.running() != null || candles.end() >= unknownBefore;
      long believed = timeframe.floor(request.now() - LATE_SECONDS);
      long knownTo =
          complete ? unknownBefore : Math.min(unknownBefore, Math.max(candles.end(), believed));
      long knownFrom = candles.isEmpty() ? reached : Math.min(reached, candles.from(0));
      if (knownFrom < knownTo) {
        pages.put(series, candles, knownFrom, knownTo);
      }
      return new Fetched(unknownBefore, knownTo, page.running());
    }

    private void learnStart(CandleSeries candles, long reached, long unknownBefore) {
      Long start = historyStarts.getIfPresent(series);
      if (candles.isEmpty() && reached == unknownBefore) {
        historyStarts.put(series, unknownBefore);
      } else if (start != null && !candles.isEmpty() && candles.from(0) < start) {
        historyStarts.invalidate(series);
      }
    }
  }
}
