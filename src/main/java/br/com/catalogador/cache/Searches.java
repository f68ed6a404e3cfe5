package br.com.catalogador.cache;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.cache.CandleStore.Turn;
import br.com.catalogador.cache.message.CachedCandles;
import br.com.catalogador.cache.message.CachedCandles.Source;
import br.com.catalogador.cache.message.CandleCache;
import br.com.catalogador.cache.message.GetNewest;
import br.com.catalogador.candle.Candle;
import br.com.catalogador.candle.CandlePage;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.History;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.session.message.FetchCandles;
import br.com.catalogador.session.message.Session;
import br.com.catalogador.session.message.SessionId;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Questions for a series' newest candles, answered from the store, and by the broker where that
 * does not do. One fetch per series is under way at a time; whoever wants the same series meanwhile
 * waits for it and looks again, so that any number of equal questions cost the broker one request.
 * Only one fetch of somebody else is waited for in vain. Lives on the cache's event loop.
 */
final class Searches {
  /**
   * Asked for at least: some candles more cost the broker nothing, and a few quadrants more are
   * found across a hole in the market without a second request.
   */
  private static final int MIN_FETCH = 180;

  /** Fetches that one question may need beyond those that its number of candles explains. */
  private static final int SPARE_FETCHES = 3;

  private final Bus bus;
  private final CandleStore store;
  private final Map<SeriesKey, Fetch> fetches = new HashMap<>();

  /** Where a series' history begins, for a while: an empty answer may also be a passing fault. */
  private final Cache<SeriesKey, Long> historyStarts =
      Caffeine.newBuilder().expireAfterWrite(Duration.ofMinutes(10)).build();

  private long brokerFetches;

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

  Searches(Bus bus, CandleStore store) {
    this.bus = bus;
    this.store = store;
  }

  /** See {@link CandleCache#newest}. */
  Future<CachedCandles> newest(GetNewest request) {
    return new Search(request).run();
  }

  /** How often the broker has been asked. */
  long brokerFetches() {
    return brokerFetches;
  }

  /** One question on its way to an answer, across as many fetches as it takes. */
  private final class Search {
    private final GetNewest request;
    private final Timeframe timeframe;
    private final SeriesKey series;
    private Boolean someKnown;
    private long to;
    private int brokerRequests;
    private boolean waitedInVain;
    private Candle running;

    Search(GetNewest request) {
      this.request = request;
      this.timeframe = request.timeframe();
      this.series = new SeriesKey(request.assetId(), timeframe);
      this.to = timeframe.floor(Math.min(request.before(), request.now()));
    }

    Future<CachedCandles> run() {
      return look().compose(this::proceed);
    }

    private Future<Known> look() {
      return store.upTo(series, to, request.count(), historyStart());
    }

    private long historyStart() {
      Long start = historyStarts.getIfPresent(series);
      return start == null ? Long.MIN_VALUE : start;
    }

    private Future<CachedCandles> proceed(Known known) {
      if (someKnown == null) {
        someKnown = known.from() < to || reaches(known.before(), to);
      }
      if (known.isEnough(request.count(), historyStart())
          || brokerRequests > request.count() / History.MAX_CANDLES + SPARE_FETCHES) {
        return Future.succeededFuture(answer(known.candles()));
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
      return fetch(known).map(this::accept).compose(done -> run());
    }

    /** Whether one request goes back from a time as far as another. */
    private boolean reaches(long earlier, long time) {
      return earlier > time - History.MAX_CANDLES * (long) timeframe.seconds();
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

    /** Asks the broker, unless another server has done so by the time that it is our turn. */
    private Future<Fetched> fetch(Known known) {
      Future<Fetched> fetched =
          store
              .turn(series)
              .compose(turn -> turn.mayKnowMore() ? lookAgain(known, turn) : ask(known, turn));
      Fetch underWay = new Fetch(request.via(), fetched);
      fetches.put(series, underWay);
      return fetched.onComplete(done -> fetches.remove(series, underWay));
    }

    private Future<Fetched> lookAgain(Known known, Turn turn) {
      return look()
          .compose(
              more -> {
                if (more.from() == known.from()) {
                  return ask(more, turn);
                }
                turn.end().run();
                return Future.succeededFuture(new Fetched(known.from(), known.from(), null));
              });
    }

    private Future<Fetched> ask(Known known, Turn turn) {
      return missing(known).compose(missing -> ask(known, missing, turn));
    }

    /**
     * How many candles to ask for: the gap, if older candles fill up what is wanted; else both at
     * once, for fetching known candles again costs less than a second request.
     */
    private Future<Long> missing(Known known) {
      if (!reaches(known.before(), known.from())) {
        return Future.succeededFuture((long) Math.max(MIN_FETCH, request.count()));
      }
      long gap = (known.from() - known.before()) / timeframe.seconds();
      int wanted = request.count() - known.candles().size();
      return store
          .upTo(series, known.before(), wanted, historyStart())
          .map(older -> older.isEnough(wanted, historyStart()) ? gap : Math.max(gap, wanted));
    }

    /** Asks for the candles that end just before a time of which nothing is known. */
    private Future<Fetched> ask(Known known, long missing, Turn turn) {
      long unknownBefore = known.from();
      boolean upToNow = unknownBefore + timeframe.seconds() > request.now();
      FetchCandles fetch =
          new FetchCandles(
              request.assetId(),
              timeframe,
              upToNow ? request.now() : unknownBefore - 1,
              (int) Math.min(History.MAX_CANDLES, upToNow ? missing + 1 : missing));
      long reached = reaches(known.before(), unknownBefore) ? known.before() : unknownBefore;
      brokerRequests++;
      brokerFetches++;
      return bus.request(Session.address(request.via()), fetch)
          .onFailure(cause -> turn.end().run())
          .map(page -> keep(page, reached, unknownBefore, turn));
    }

    private Fetched keep(CandlePage page, long reached, long unknownBefore, Turn turn) {
      CandleSeries candles = page.closed();
      learnStart(candles, reached, unknownBefore);
      boolean complete = page.running() != null || candles.end() >= unknownBefore;
      long believed = timeframe.floor(request.now() - History.LATE_SECONDS);
      long knownTo =
          complete ? unknownBefore : Math.min(unknownBefore, Math.max(candles.end(), believed));
      long knownFrom = candles.isEmpty() ? reached : Math.min(reached, candles.from(0));
      if (knownFrom < knownTo) {
        // Others look for these candles as soon as it is their turn.
        store.put(series, candles, knownFrom, knownTo).onComplete(done -> turn.end().run());
      } else {
        turn.end().run();
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
