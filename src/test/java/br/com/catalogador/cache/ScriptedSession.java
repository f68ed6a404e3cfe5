package br.com.catalogador.cache;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.cache.message.CandleSource;
import br.com.catalogador.cache.message.FetchCandles;
import br.com.catalogador.candle.Candle;
import br.com.catalogador.candle.CandlePage;
import br.com.catalogador.candle.CandlePage.Gap;
import br.com.catalogador.candle.CandlePage.Numbering;
import br.com.catalogador.candle.CandlePage.Unfinished;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Span;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.support.Awaiting;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * One user's session as the cache uses it: fetches from a market that the test fills, records the
 * requests, and delays or fails its answers.
 */
final class ScriptedSession implements CandleSource {
  private static final int MAX_CANDLES = 1000;

  private final SessionId id;
  private final NavigableMap<Long, Candle> market = new ConcurrentSkipListMap<>();
  private final List<FetchCandles> fetches = new CopyOnWriteArrayList<>();
  private final Promise<Void> firstFetch = Promise.promise();
  private volatile Future<Void> answersAfter = Future.succeededFuture();
  private final Set<Long> hidden = new ConcurrentSkipListSet<>();
  private volatile boolean numbered;
  private volatile boolean hasSeenPrices = true;
  private volatile long now;

  private ScriptedSession(String id) {
    this.id = new SessionId(id);
  }

  static ScriptedSession serve(Bus bus, String id) {
    ScriptedSession session = new ScriptedSession(id);
    Awaiting.await(bus.serve(CandleSource.address(session.id), session).completion());
    return session;
  }

  SessionId id() {
    return id;
  }

  ScriptedSession addCandles(Collection<Candle> candles) {
    candles.forEach(candle -> market.put(candle.from(), candle));
    return this;
  }

  ScriptedSession removeCandles(long from, long to) {
    market.subMap(from, to).clear();
    return this;
  }

  /** Numbers candles one by one from now on, so that pages reveal omitted candles. */
  void numberCandles() {
    numbered = true;
  }

  /** Omits a candle from pages although the market has it. */
  void hide(long from) {
    hidden.add(from);
  }

  /** Sets the broker's time, which decides which candles have closed. */
  void now(long epochSeconds) {
    now = epochSeconds;
  }

  /**
   * As a session whose link has had no price yet: a page proves no time but that of its candles.
   */
  void hasSeenNoPrice() {
    hasSeenPrices = false;
  }

  /** Answers complete after a future, and fail if it fails. */
  void answersAfter(Future<Void> event) {
    answersAfter = event;
  }

  List<FetchCandles> fetches() {
    return List.copyOf(fetches);
  }

  /** Completes with the first fetch. */
  Future<Void> firstFetch() {
    return firstFetch.future();
  }

  @Override
  public Future<CandlePage> fetch(FetchCandles request) {
    fetches.add(request);
    firstFetch.tryComplete();
    return answersAfter.map(ignored -> page(request));
  }

  private CandlePage page(FetchCandles request) {
    List<Candle> newest = new ArrayList<>();
    long to = request.newest() ? Math.max(request.to(), now) : request.to();
    for (Candle candle : market.headMap(to, true).descendingMap().values()) {
      if (newest.size() < Math.min(MAX_CANDLES, request.count())
          && !hidden.contains(candle.from())) {
        newest.add(candle);
      }
    }
    List<Unfinished> unfinished =
        newest.isEmpty() || newest.get(0).from() + 60 <= now
            ? List.of()
            : List.of(new Unfinished(newest.get(0).from(), now));
    CandleSeries candles = CandleSeries.of(request.timeframe(), newest);
    return new CandlePage(
        candles,
        unfinished,
        numbered ? Numbering.ONE_BY_ONE : Numbering.UNKNOWN,
        numbered ? gaps(candles) : List.of(),
        hasSeenPrices ? now : Math.min(now, candles.end()));
  }

  private List<Gap> gaps(CandleSeries candles) {
    List<Gap> gaps = new ArrayList<>();
    for (int i = 1; i < candles.size(); i++) {
      Span between = new Span(candles.from(i - 1) + 60, candles.from(i));
      if (between.from() < between.to()) {
        gaps.add(new Gap(between, market.subMap(between.from(), between.to()).isEmpty()));
      }
    }
    return gaps;
  }
}
