package br.com.catalogador.cache;

import br.com.catalogador.cache.CandleStore.Lease;
import br.com.catalogador.cache.FinalityMarks.Mark;
import br.com.catalogador.cache.SingleFlight.Fetch;
import br.com.catalogador.cache.SingleFlight.Fetched;
import br.com.catalogador.cache.message.CachedCandles;
import br.com.catalogador.cache.message.CachedCandles.Source;
import br.com.catalogador.cache.message.FetchCandles;
import br.com.catalogador.cache.message.GetNewest;
import br.com.catalogador.candle.CandlePage;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.FinalCandles;
import br.com.catalogador.candle.Finality;
import br.com.catalogador.candle.History;
import br.com.catalogador.candle.RunningCandle;
import br.com.catalogador.candle.Span;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.support.ContextPromise;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * One query in progress. Collects candles from the newest back, with as many fetches as necessary,
 * and keeps them even if the store evicts them meanwhile. Confined to the cache's event loop.
 */
final class CandleQuery {
  /**
   * Minimum number of candles per request: more candles cost the broker nothing, and may save a
   * second request when the market had a hole.
   */
  private static final int MIN_FETCH = 180;

  /** Maximum number of fetches beyond those that the number of candles explains. */
  private static final int SPARE_FETCHES = 3;

  /**
   * Cached candles requested on either side of a gap: their ids show whether candles are missing.
   */
  private static final int NEIGHBORS = 2;

  private final CandleQueries queries;
  private final GetNewest request;
  private final Timeframe timeframe;
  private final SeriesKey series;
  private final Mark mark;

  /** The candles found from {@link #from} to {@link #to}, newest last. */
  private final Deque<CandleSeries> found = new ArrayDeque<>();

  private final List<Span> skipped = new ArrayList<>();
  private int size;
  private long from;
  private long to;
  private Boolean someCached;
  private int brokerRequests;
  private boolean sharedFetchFailed;
  private RunningCandle running;

  /** The latest page: the store may have evicted it, and does not store its unproven gaps. */
  private FinalCandles lastPage;

  CandleQuery(CandleQueries queries, GetNewest request, SeriesKey series, Mark mark) {
    this.queries = queries;
    this.request = request;
    this.timeframe = request.timeframe();
    this.series = series;
    this.mark = mark;
    this.to = timeframe.floor(Math.min(request.before(), request.now()));
    if (wantsNewest()) {
      // Finality is shared: it also holds for a session whose clock is behind.
      this.to = Math.max(to, mark.finalUntil());
    }
    this.from = to;
  }

  private boolean wantsNewest() {
    return request.before() >= request.now();
  }

  Future<CachedCandles> run() {
    return queries
        .store()
        .upTo(series, from, request.count() - size, queries.starts().of(series))
        .compose(this::proceed);
  }

  private Future<CachedCandles> proceed(CachedSuffix known) {
    if (someCached == null) {
      someCached = known.contiguousFrom() < to || reaches(known.olderKnownTo(), to);
    }
    if (known.contiguousFrom() < from) {
      add(known.candles(), known.contiguousFrom());
    }
    if (size >= request.count() || from <= queries.starts().of(series)) {
      return Future.succeededFuture(answer());
    }
    if (isInLastPage()) {
      addFromLastPage(known);
      return run();
    }
    Span gap = queries.unprovenGaps().pendingBefore(series, from);
    if (gap != null) {
      skip(gap, known);
      return run();
    }
    if (isAtNewest() && mark.isPaused()) {
      from = to = mark.finalUntil();
      return run();
    }
    if (hasReached()) {
      return Future.succeededFuture(answer());
    }
    return joinOrFetch(known);
  }

  /** Whether the request is to fetch nothing more. */
  private boolean hasReached() {
    return switch (request.reach()) {
      case ALL -> brokerRequests > request.count() / History.MAX_CANDLES + SPARE_FETCHES;
      case NEWEST -> size > 0 || brokerRequests > SPARE_FETCHES;
      case ONE_REQUEST -> brokerRequests > 0;
    };
  }

  /** Whether the newest candles are wanted and none of them has been found yet. */
  private boolean isAtNewest() {
    return from == to && wantsNewest() && to > mark.finalUntil();
  }

  /**
   * Whether only the running candle follows a time. If the clock is behind, final candles may be
   * later than its current time.
   */
  private boolean isNewest(long time) {
    return time >= mark.finalUntil() && time + timeframe.seconds() > request.now();
  }

  private Future<CachedCandles> joinOrFetch(CachedSuffix known) {
    Fetch shared = queries.fetches().covering(series, from, request.via());
    boolean own = shared != null && shared.via().equals(request.via());
    if (shared == null || sharedFetchFailed && !own) {
      return fetch(known).compose(this::proceedWith);
    }
    if (own) {
      return ContextPromise.follow(shared.fetched()).compose(this::proceedWith);
    }
    // If the shared fetch fails, this query fetches through its own session and joins no other one:
    // the timeouts would add up.
    return ContextPromise.follow(shared.fetched())
        .otherwiseEmpty()
        .compose(
            fetched -> {
              long before = from;
              boolean ended = to != from;
              if (fetched != null) {
                apply(fetched);
              }
              sharedFetchFailed = from == before && !isInLastPage() && ended == (to != from);
              return run();
            });
  }

  private Future<CachedCandles> proceedWith(Fetched fetched) {
    apply(fetched);
    return run();
  }

  private void apply(Fetched fetched) {
    FinalCandles finalPart = fetched.finalPart();
    if (finalPart == null || fetched.before() < from) {
      return;
    }
    boolean atEnd = from == to && fetched.before() == to;
    if (atEnd && wantsNewest()) {
      running = finalPart.running();
    }
    if (atEnd && finalPart.to() < to) {
      endAt(finalPart);
    }
    lastPage = finalPart;
  }

  /** Ends the answer where the page of its newest candles does: what follows is not final yet. */
  private void endAt(FinalCandles finalPart) {
    if (wantsNewest()) {
      from = to = Math.max(finalPart.to(), Math.min(to, mark.finalUntil()));
    } else if (finalPart.from() < finalPart.to()) {
      from = to = finalPart.to();
    }
  }

  private boolean isInLastPage() {
    return lastPage != null && lastPage.from() < from && from <= lastPage.to();
  }

  /**
   * Adds the part of the page just before {@link #from}. Only used where the store has nothing: a
   * page may lack candles that a stream has delivered, or holes that an earlier page has proven.
   */
  private void addFromLastPage(CachedSuffix known) {
    long olderGapTo = Long.MIN_VALUE;
    for (Span gap : lastPage.unprovenGaps()) {
      if (gap.from() < from && from <= gap.to()) {
        skip(gap, known);
        return;
      }
      if (gap.to() < from) {
        olderGapTo = gap.to();
      }
    }
    long since = Math.max(lastPage.from(), olderGapTo);
    add(lastPage.candles().between(since, from), since);
  }

  /** Skips an unproven gap, back to the next older cached range. */
  private void skip(Span gap, CachedSuffix known) {
    long since = Math.max(gap.from(), known.olderKnownTo());
    skipped.add(new Span(since, from));
    from = since;
  }

  /** Adds the candles from a time to the oldest found so far, as many as are wanted. */
  private void add(CandleSeries candles, long since) {
    int surplus = candles.size() - (request.count() - size);
    CandleSeries wanted =
        surplus > 0 ? candles.between(candles.from(surplus), candles.end()) : candles;
    found.addFirst(wanted);
    size += wanted.size();
    from = surplus > 0 ? wanted.from(0) : since;
  }

  /** Whether one request reaches back from a time to an earlier one. */
  private boolean reaches(long earlier, long time) {
    return earlier > time - History.MAX_CANDLES * (long) timeframe.seconds();
  }

  private CachedCandles answer() {
    CandleSeries candles = found.size() == 1 ? found.getFirst() : joined();
    long oldest = from;
    List<Span> skippedHere = skipped.stream().filter(span -> span.to() > oldest).toList();
    Source fetched = Boolean.TRUE.equals(someCached) ? Source.MIXED : Source.BROKER;
    return new CachedCandles(
        candles,
        new Finality(to, skippedHere),
        running,
        brokerRequests,
        brokerRequests == 0 ? Source.CACHE : fetched,
        oldest,
        oldest <= queries.starts().of(series));
  }

  private CandleSeries joined() {
    CandleSeries.Builder all = new CandleSeries.Builder(timeframe, size);
    found.forEach(all::addAll);
    return all.build();
  }

  /** Fetches from the broker; old candles within the session's limit of concurrent fetches. */
  private Future<Fetched> fetch(CachedSuffix known) {
    return from == to && isNewest(from)
        ? begin(known, false)
        : queries.historyLimiter().run(request.via(), () -> begin(known, true));
  }

  /** Fetches from the broker, unless the candles were stored while this query waited. */
  private Future<Fetched> begin(CachedSuffix known, boolean waited) {
    return missingCount(known)
        .compose(
            missing -> {
              long reach = from - missing * timeframe.seconds();
              Future<Fetched> fetched =
                  queries
                      .store()
                      .lease(PageKey.at(series, from - 1))
                      .compose(
                          lease ->
                              waited || lease.othersMayHaveStored()
                                  ? readStoreAgain(known, missing, lease)
                                  : fetchFromBroker(known, missing, lease));
              return queries.fetches().add(series, new Fetch(request.via(), reach, from, fetched));
            });
  }

  private Future<Fetched> readStoreAgain(CachedSuffix known, long missing, Lease lease) {
    return queries
        .store()
        .upTo(series, from, request.count() - size, queries.starts().of(series))
        .compose(
            more -> {
              if (more.contiguousFrom() == from) {
                return fetchFromBroker(known, missing, lease);
              }
              lease.release().run();
              return Future.succeededFuture(new Fetched(null, from));
            });
  }

  /**
   * Number of candles to request: the gap, if the cached range before it has the rest; otherwise
   * all, since fetching cached candles again costs less than a second request.
   */
  private Future<Long> missingCount(CachedSuffix known) {
    int wanted = request.count() - size;
    if (!reaches(known.olderKnownTo(), from)) {
      return Future.succeededFuture((long) Math.max(MIN_FETCH, wanted));
    }
    long gap = (from - known.olderKnownTo()) / timeframe.seconds();
    long start = queries.starts().of(series);
    return queries
        .store()
        .upTo(series, known.olderKnownTo(), wanted, start)
        .map(older -> older.isEnough(wanted, start) ? gap : Math.max(gap, wanted));
  }

  /** Requests the candles just before {@link #from}. */
  private Future<Fetched> fetchFromBroker(CachedSuffix known, long missing, Lease lease) {
    long before = from;
    boolean newest = isNewest(before);
    boolean olderIsNear = reaches(known.olderKnownTo(), before);
    long requestedFrom = olderIsNear ? known.olderKnownTo() : before;
    // The gap, and its neighbors: the running candle or the cached ones after it, and those before.
    long count = missing + (newest ? 1 : NEIGHBORS) + (olderIsNear ? NEIGHBORS : 0);
    FetchCandles fetch =
        new FetchCandles(
            request.assetId(),
            timeframe,
            newest
                ? Math.max(request.now(), before)
                : before - 1 + (long) NEIGHBORS * timeframe.seconds(),
            (int) Math.min(History.MAX_CANDLES, count),
            newest);
    brokerRequests++;
    return queries
        .fetch(request.via(), fetch)
        .onFailure(cause -> lease.release().run())
        .map(page -> evaluate(page, requestedFrom, before, newest, lease));
  }

  private Fetched evaluate(
      CandlePage page, long requestedFrom, long before, boolean newest, Lease lease) {
    boolean connected =
        requestedFrom < before
            && !page.candles().isEmpty()
            && page.candles().from(0) < requestedFrom;
    long since = connected ? requestedFrom : before;
    FinalCandles checked = mark.finalityCheck().check(page, since, before);
    FinalCandles finalPart = withoutProvenHoles(from < to ? upToFound(checked) : checked);
    boolean implausible = page.candles().isEmpty() && size > 0;
    if (newest) {
      if (finalPart.from() < finalPart.to()) {
        mark.advance(finalPart.to());
      }
      if (finalPart.to() < before) {
        mark.noteNothingNewer(before - finalPart.to() - timeframe.seconds());
      }
    }
    if (implausible) {
      lease.release().run();
    } else {
      queries.starts().note(series, page, finalPart, requestedFrom, before, newest);
      // The next holder of the lease reads the store first.
      queries.storeFinal(series, finalPart).onComplete(ignored -> lease.release().run());
    }
    return new Fetched(finalPart, before);
  }

  /** A page that ends before the candles found so far: what lies between is an unproven gap. */
  private FinalCandles upToFound(FinalCandles part) {
    if (part.from() >= part.to() || part.to() >= from) {
      return part;
    }
    List<Span> gaps = new ArrayList<>(part.unprovenGaps());
    gaps.add(new Span(part.to(), from));
    return new FinalCandles(part.candles(), part.from(), from, gaps, part.running());
  }

  /** Removes the gaps that have been answered often enough to count as holes. */
  private FinalCandles withoutProvenHoles(FinalCandles finalPart) {
    List<Span> unproven =
        finalPart.unprovenGaps().stream()
            .filter(span -> !queries.unprovenGaps().noteAnswer(series, span))
            .toList();
    return new FinalCandles(
        finalPart.candles(), finalPart.from(), finalPart.to(), unproven, finalPart.running());
  }
}
