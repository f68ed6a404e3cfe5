package br.com.catalogador.cache;

import br.com.catalogador.cache.CandleStore.Turn;
import br.com.catalogador.cache.FinalityMarks.Edge;
import br.com.catalogador.cache.SingleFlight.Fetch;
import br.com.catalogador.cache.SingleFlight.Fetched;
import br.com.catalogador.cache.message.CachedCandles;
import br.com.catalogador.cache.message.CachedCandles.Source;
import br.com.catalogador.cache.message.FetchCandles;
import br.com.catalogador.cache.message.GetNewest;
import br.com.catalogador.candle.CandlePage;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Finality;
import br.com.catalogador.candle.History;
import br.com.catalogador.candle.RunningCandle;
import br.com.catalogador.candle.Settled;
import br.com.catalogador.candle.Span;
import br.com.catalogador.candle.Timeframe;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * One query in progress, across as many fetches as it takes: from the newest candle back. Keeps
 * what it has found, even if the store evicts it meanwhile. Confined to the cache's event loop.
 */
final class CandleQuery {
  /**
   * Asked for at least: some candles more cost the broker nothing, and a few quadrants more are
   * found across a hole in the market without a second request.
   */
  private static final int MIN_FETCH = 180;

  /** Fetches that one question may need beyond those that its number of candles explains. */
  private static final int SPARE_FETCHES = 3;

  /** Known candles on either side, whose numbers say whether something between was left out. */
  private static final int NEIGHBOURS = 2;

  private final CandleQueries queries;
  private final GetNewest request;
  private final Timeframe timeframe;
  private final SeriesKey series;
  private final Edge edge;

  /** What has been found from {@link #from} to {@link #to}, newest last. */
  private final Deque<CandleSeries> parts = new ArrayDeque<>();

  private final List<Span> unknown = new ArrayList<>();
  private int size;
  private long from;
  private long to;
  private Boolean someKnown;
  private int brokerRequests;
  private boolean sharedFetchFailed;
  private RunningCandle running;

  /** The latest page, for what the store has not kept of it. */
  private Settled page;

  CandleQuery(CandleQueries queries, GetNewest request, SeriesKey series, Edge edge) {
    this.queries = queries;
    this.request = request;
    this.timeframe = request.timeframe();
    this.series = series;
    this.edge = edge;
    this.to = timeframe.floor(Math.min(request.before(), request.now()));
    if (wantsNewest()) {
      // What is final for one is final for all, however late a clock tells the time.
      this.to = Math.max(to, edge.finalUntil());
    }
    this.from = to;
  }

  private boolean wantsNewest() {
    return request.before() >= request.now();
  }

  Future<CachedCandles> run() {
    return queries
        .store()
        .upTo(series, from, request.count() - size, queries.historyStart(series))
        .compose(this::proceed);
  }

  private Future<CachedCandles> proceed(CachedSuffix known) {
    if (someKnown == null) {
      someKnown = known.from() < to || reaches(known.before(), to);
    }
    if (known.from() < from) {
      add(known.candles(), known.from());
    }
    if (size >= request.count() || from <= queries.historyStart(series)) {
      return Future.succeededFuture(answer());
    }
    if (isInPage()) {
      readPage(known);
      return run();
    }
    Span doubtful = queries.doubts().before(series, from);
    if (doubtful != null) {
      skip(doubtful, known);
      return run();
    }
    if (isAtNewest() && edge.isTooSoon()) {
      from = to = edge.finalUntil();
      return run();
    }
    if (brokerRequests > request.count() / History.MAX_CANDLES + SPARE_FETCHES) {
      return Future.succeededFuture(answer());
    }
    return fetched(known);
  }

  /** Whether the newest candles are wanted and of the newest nothing is known. */
  private boolean isAtNewest() {
    return from == to && wantsNewest() && to > edge.finalUntil();
  }

  /**
   * Whether only the running candle follows a time. For a clock that is behind, final candles may
   * follow its present.
   */
  private boolean isNewest(long time) {
    return time >= edge.finalUntil() && time + timeframe.seconds() > request.now();
  }

  private Future<CachedCandles> fetched(CachedSuffix known) {
    Fetch underWay = queries.fetches().bringing(series, from, request.via());
    boolean own = underWay != null && underWay.via().equals(request.via());
    if (underWay == null || sharedFetchFailed && !own) {
      return fetch(known).compose(this::proceedWith);
    }
    if (own) {
      return underWay.fetched().compose(this::proceedWith);
    }
    // If the shared fetch fails, this query continues through its own session and joins no further
    // one: their time-outs would add up.
    return underWay
        .fetched()
        .otherwiseEmpty()
        .compose(
            fetched -> {
              long before = from;
              boolean ended = to != from;
              if (fetched != null) {
                use(fetched);
              }
              sharedFetchFailed = from == before && !isInPage() && ended == (to != from);
              return run();
            });
  }

  private Future<CachedCandles> proceedWith(Fetched fetched) {
    use(fetched);
    return run();
  }

  private void use(Fetched fetched) {
    Settled settled = fetched.settled();
    if (settled == null || fetched.before() < from) {
      return;
    }
    boolean newest = from == to && fetched.before() == to && wantsNewest();
    if (newest) {
      running = settled.running();
    }
    if (newest && settled.to() < to) {
      from = to = Math.max(settled.to(), Math.min(to, edge.finalUntil()));
    }
    page = settled;
  }

  private boolean isInPage() {
    return page != null && page.from() < from && from <= page.to();
  }

  /**
   * Adds what the page says of the time just before {@link #from}. Only where the store knows
   * nothing: a page may lack candles that a stream has shown, and doubt what an earlier one proved.
   */
  private void readPage(CachedSuffix known) {
    long newestDoubtTo = Long.MIN_VALUE;
    for (Span doubt : page.doubtful()) {
      if (doubt.from() < from && from <= doubt.to()) {
        skip(doubt, known);
        return;
      }
      if (doubt.to() < from) {
        newestDoubtTo = doubt.to();
      }
    }
    long since = Math.max(page.from(), newestDoubtTo);
    add(page.candles().between(since, from), since);
  }

  /** Leaves out a doubtful stretch, back to where the store knows something. */
  private void skip(Span doubt, CachedSuffix known) {
    long since = Math.max(doubt.from(), known.before());
    unknown.add(new Span(since, from));
    from = since;
  }

  /** Adds what is known since a time up to the oldest found so far, as far as it is wanted. */
  private void add(CandleSeries candles, long since) {
    int surplus = candles.size() - (request.count() - size);
    CandleSeries wanted =
        surplus > 0 ? candles.between(candles.from(surplus), candles.end()) : candles;
    parts.addFirst(wanted);
    size += wanted.size();
    from = surplus > 0 ? wanted.from(0) : since;
  }

  /** Whether one request goes back from a time as far as another. */
  private boolean reaches(long earlier, long time) {
    return earlier > time - History.MAX_CANDLES * (long) timeframe.seconds();
  }

  private CachedCandles answer() {
    CandleSeries candles = parts.size() == 1 ? parts.getFirst() : joined();
    long oldest = from;
    List<Span> unknownHere = unknown.stream().filter(span -> span.to() > oldest).toList();
    Source fetched = Boolean.TRUE.equals(someKnown) ? Source.MIXED : Source.BROKER;
    return new CachedCandles(
        candles,
        new Finality(to, unknownHere),
        running,
        brokerRequests,
        brokerRequests == 0 ? Source.CACHE : fetched);
  }

  private CandleSeries joined() {
    CandleSeries.Builder all = new CandleSeries.Builder(timeframe, size);
    parts.forEach(all::addAll);
    return all.build();
  }

  /** Asks the broker; for old candles within this session's limit of concurrent fetches. */
  private Future<Fetched> fetch(CachedSuffix known) {
    return from == to && isNewest(from)
        ? begin(known, false)
        : queries.turns().take(request.via(), () -> begin(known, true));
  }

  /** Asks the broker, unless others have done so by the time that it is our turn. */
  private Future<Fetched> begin(CachedSuffix known, boolean waited) {
    return missing(known)
        .compose(
            missing -> {
              long reach = from - missing * timeframe.seconds();
              Future<Fetched> fetched =
                  queries
                      .store()
                      .turn(PageKey.at(series, from - 1))
                      .compose(
                          turn ->
                              waited || turn.mayKnowMore()
                                  ? lookAgain(known, missing, turn)
                                  : ask(known, missing, turn));
              return queries.fetches().add(series, new Fetch(request.via(), reach, from, fetched));
            });
  }

  private Future<Fetched> lookAgain(CachedSuffix known, long missing, Turn turn) {
    return queries
        .store()
        .upTo(series, from, request.count() - size, queries.historyStart(series))
        .compose(
            more -> {
              if (more.from() == from) {
                return ask(known, missing, turn);
              }
              turn.end().run();
              return Future.succeededFuture(new Fetched(null, from));
            });
  }

  /**
   * How many candles to ask for: the gap, if older candles fill up what is wanted; else both at
   * once, for fetching known candles again costs less than a second request.
   */
  private Future<Long> missing(CachedSuffix known) {
    int wanted = request.count() - size;
    if (!reaches(known.before(), from)) {
      return Future.succeededFuture((long) Math.max(MIN_FETCH, wanted));
    }
    long gap = (from - known.before()) / timeframe.seconds();
    long start = queries.historyStart(series);
    return queries
        .store()
        .upTo(series, known.before(), wanted, start)
        .map(older -> older.isEnough(wanted, start) ? gap : Math.max(gap, wanted));
  }

  /** Asks for the candles that end just before a time of which nothing is known. */
  private Future<Fetched> ask(CachedSuffix known, long missing, Turn turn) {
    long before = from;
    boolean newest = isNewest(before);
    boolean hasOlder = reaches(known.before(), before);
    long reached = hasOlder ? known.before() : before;
    // The running candle, or the known ones that follow; and the known ones that come before.
    long count = missing + (newest ? 1 : NEIGHBOURS) + (hasOlder ? NEIGHBOURS : 0);
    FetchCandles fetch =
        new FetchCandles(
            request.assetId(),
            timeframe,
            newest
                ? Math.max(request.now(), before)
                : before - 1 + (long) NEIGHBOURS * timeframe.seconds(),
            (int) Math.min(History.MAX_CANDLES, count),
            newest);
    brokerRequests++;
    return queries
        .ask(request.via(), fetch)
        .onFailure(cause -> turn.end().run())
        .map(page -> keep(page, reached, before, newest, turn));
  }

  private Fetched keep(CandlePage page, long reached, long before, boolean newest, Turn turn) {
    boolean connected =
        reached < before && !page.candles().isEmpty() && page.candles().from(0) < reached;
    long since = connected ? reached : before;
    Settled settled = believed(edge.settling().settle(page, since, before));
    boolean faulty = page.candles().isEmpty() && size > 0;
    if (newest) {
      if (settled.from() < settled.to()) {
        edge.advance(settled.to());
      }
      if (settled.to() < before) {
        edge.noteTried(before - settled.to() - timeframe.seconds());
      }
    }
    if (faulty) {
      turn.end().run();
    } else {
      // Other holders of the lease look for these candles first.
      queries.keep(series, page, settled, reached, before).onComplete(ignored -> turn.end().run());
    }
    return new Fetched(settled, before);
  }

  /** Without the doubts that have been heard often enough to be holes. */
  private Settled believed(Settled settled) {
    List<Span> doubtful =
        settled.doubtful().stream().filter(span -> !queries.doubts().isHole(series, span)).toList();
    return new Settled(
        settled.candles(), settled.from(), settled.to(), doubtful, settled.running());
  }
}
