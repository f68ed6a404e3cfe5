package br.com.catalogador.cache;

import static br.com.catalogador.cache.Market.minutes;
import static br.com.catalogador.support.Awaiting.await;
import static br.com.catalogador.support.Awaiting.failure;
import static br.com.catalogador.support.Awaiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.cache.message.AddClosed;
import br.com.catalogador.cache.message.CacheState;
import br.com.catalogador.cache.message.CachedCandles;
import br.com.catalogador.cache.message.CachedCandles.Source;
import br.com.catalogador.cache.message.CandleCache;
import br.com.catalogador.cache.message.FetchCandles;
import br.com.catalogador.cache.message.GetCacheState;
import br.com.catalogador.cache.message.GetNewest;
import br.com.catalogador.cache.message.GetNewest.Reach;
import br.com.catalogador.candle.Candle;
import br.com.catalogador.candle.CandleSeries;
import br.com.catalogador.candle.Finality;
import br.com.catalogador.candle.Span;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class CacheVerticleTest {
  private static final int ASSET = 76;

  /** Start of the running candle; the time is thirty seconds later. */
  private static final long MINUTE = 1_790_000_040 / 60 * 60;

  private static final long NOW = MINUTE + 30;

  private static final CacheOptions IN_MEMORY =
      new CacheOptions(1_000_000, Duration.ofHours(1), null, Duration.ofSeconds(5), null);

  private final AtomicLong nanos = new AtomicLong();
  private Bus bus;
  private ScriptedSession ana;

  @BeforeEach
  void deploy(Vertx vertx) {
    bus = Bus.install(vertx);
    await(
        vertx.deployVerticle(
            new CacheVerticle(IN_MEMORY, "test", InstantSource.system(), nanos::get)));
    ana = ScriptedSession.serve(bus, "ana");
    ana.now(NOW);
  }

  /** Fills the market with candles of so many minutes, and the running one. */
  private void history(int minutes) {
    ana.addCandles(Market.candles(MINUTE - minutes * 60L, MINUTE + 60));
  }

  private Future<CachedCandles> request(ScriptedSession via, long now, long before, int count) {
    return bus.request(
        CandleCache.ADDRESS, new GetNewest(via.id(), ASSET, Timeframe.M1, now, before, count));
  }

  private CachedCandles newest(long now, int count) {
    ana.now(now);
    return await(request(ana, now, now, count));
  }

  @Test
  void answersAColdQueryWithOneRequest() {
    history(2000);

    CachedCandles cold = newest(NOW, 200);

    assertThat(cold.closed()).isEqualTo(minutes(MINUTE - 12_000, MINUTE));
    assertThat(cold.running().candle()).isEqualTo(Market.candle(MINUTE));
    assertThat(cold.brokerRequests()).isEqualTo(1);
    assertThat(cold.source()).isEqualTo(Source.BROKER);
    assertThat(ana.fetches())
        .containsExactly(new FetchCandles(ASSET, Timeframe.M1, NOW, 201, true));
  }

  @Test
  void answersAWarmQueryWithoutRequest_lesson10() {
    history(2000);
    newest(NOW, 100);

    CachedCandles warm = newest(NOW + 5, 100);

    assertThat(warm.closed()).isEqualTo(minutes(MINUTE - 6000, MINUTE));
    assertThat(warm.brokerRequests()).isZero();
    assertThat(warm.source()).isEqualTo(Source.CACHE);
    assertThat(ana.fetches()).hasSize(1);
  }

  @Test
  void answersASmallerQueryFromALargerOne() {
    history(2000);
    newest(NOW, 100);

    assertThat(newest(NOW, 7).closed()).isEqualTo(minutes(MINUTE - 420, MINUTE));
    assertThat(await(request(ana, NOW, MINUTE - 600, 10)).closed())
        .isEqualTo(minutes(MINUTE - 1200, MINUTE - 600));
    assertThat(ana.fetches()).hasSize(1);
  }

  private CachedCandles reaching(Reach reach, int count) {
    return await(
        bus.request(
            CandleCache.ADDRESS,
            new GetNewest(ana.id(), ASSET, Timeframe.M1, NOW, NOW, count, reach)));
  }

  @Test
  void aQueryForTheNewestLeavesOutWhatWouldHaveToBeFetchedBeforeTheKnownCandles() {
    history(5000);
    newest(NOW, 300);

    CachedCandles known = reaching(Reach.NEWEST, 4000);

    assertThat(known.closed()).isEqualTo(minutes(MINUTE - 18_000, MINUTE));
    assertThat(known.knownFrom()).isEqualTo(MINUTE - 18_000);
    assertThat(known.begins()).isFalse();
    assertThat(ana.fetches()).hasSize(1);
  }

  @Test
  void aQueryForTheNewestFetchesThemOnceIfNothingIsKnown() {
    history(5000);

    CachedCandles known = reaching(Reach.NEWEST, 4000);

    assertThat(known.closed().end()).isEqualTo(MINUTE);
    assertThat(known.brokerRequests()).isEqualTo(1);
  }

  @Test
  void aQueryOfOneRequestExtendsWhatIsKnownUntilTheHistoryBegins() {
    history(2500);

    int requests = 0;
    CachedCandles known = reaching(Reach.ONE_REQUEST, 4000);
    while (!known.begins() && requests < 10) {
      assertThat(known.brokerRequests()).isEqualTo(1);
      requests++;
      known = reaching(Reach.ONE_REQUEST, 4000);
    }

    assertThat(known.closed()).isEqualTo(minutes(MINUTE - 2500 * 60L, MINUTE));
    assertThat(known.knownFrom()).isEqualTo(MINUTE - 2500 * 60L);
    int asked = ana.fetches().size();
    assertThat(asked).isBetween(3, 4);
    assertThat(reaching(Reach.ONE_REQUEST, 4000).brokerRequests()).isZero();
    assertThat(reaching(Reach.ALL, 4000).brokerRequests()).isZero();
    assertThat(ana.fetches()).hasSize(asked);
  }

  @Test
  void fetchesOnlyTheNewCandlesAMinuteLater() {
    history(2000);
    newest(NOW, 100);
    ana.addCandles(Market.candles(MINUTE + 60, MINUTE + 120));

    CachedCandles later = newest(NOW + 60, 100);

    assertThat(later.closed()).isEqualTo(minutes(MINUTE - 5940, MINUTE + 60));
    assertThat(later.running().candle()).isEqualTo(Market.candle(MINUTE + 60));
    assertThat(later.brokerRequests()).isEqualTo(1);
    assertThat(later.source()).isEqualTo(Source.MIXED);
    assertThat(ana.fetches().get(1))
        .isEqualTo(new FetchCandles(ASSET, Timeframe.M1, NOW + 60, 4, true));
  }

  @Test
  void answersALargerQueryMinutesLaterWithOneRequest() {
    history(2000);
    newest(NOW, 100);
    ana.addCandles(Market.candles(MINUTE + 60, MINUTE + 360));

    CachedCandles later = newest(NOW + 300, 300);

    assertThat(later.closed()).isEqualTo(minutes(MINUTE - 17_700, MINUTE + 300));
    assertThat(later.brokerRequests()).isEqualTo(1);
    assertThat(ana.fetches()).hasSize(2);
    assertThat(ana.fetches().get(1))
        .isEqualTo(new FetchCandles(ASSET, Timeframe.M1, NOW + 300, 303, true));
  }

  @Test
  void fetchesOnlyTheOlderCandlesForALargerQuery() {
    history(2000);
    newest(NOW, 200);

    CachedCandles larger = newest(NOW, 300);

    assertThat(larger.closed()).isEqualTo(minutes(MINUTE - 18_000, MINUTE));
    assertThat(larger.source()).isEqualTo(Source.MIXED);
    assertThat(ana.fetches()).hasSize(2);
    assertThat(ana.fetches().get(1).to()).isEqualTo(MINUTE - 12_001 + 120);
  }

  @Test
  void fetchesTenThousandCandlesWithAtMostElevenRequests() {
    history(12_000);

    CachedCandles all = newest(NOW, 10_000);

    assertThat(all.closed()).isEqualTo(minutes(MINUTE - 600_000, MINUTE));
    assertThat(all.running().candle()).isEqualTo(Market.candle(MINUTE));
    assertThat(all.brokerRequests()).isLessThanOrEqualTo(11);
    assertThat(ana.fetches()).hasSize(all.brokerRequests());
    assertThat(newest(NOW, 10_000).brokerRequests()).isZero();
  }

  @Test
  void answersConcurrentEqualQueriesWithOneRequest() {
    history(2000);
    Promise<Void> gate = Promise.promise();
    ana.answersAfter(gate.future());

    List<Future<CachedCandles>> answers =
        IntStream.range(0, 50).mapToObj(i -> request(ana, NOW, NOW, 100)).toList();
    await(ana.firstFetch());
    gate.complete();

    await(Future.all(answers));
    assertThat(answers)
        .allSatisfy(
            answer ->
                assertThat(answer.result().closed()).isEqualTo(minutes(MINUTE - 6000, MINUTE)));
    assertThat(answers.stream().mapToInt(answer -> answer.result().brokerRequests()).sum())
        .isEqualTo(1);
    assertThat(ana.fetches()).hasSize(1);
  }

  @Test
  void answersQueriesThatJoinALongFetchWithTheirOwnNumberOfCandles() {
    history(5000);
    Promise<Void> gate = Promise.promise();
    ana.answersAfter(gate.future());

    Future<CachedCandles> large = request(ana, NOW, NOW, 4000);
    Future<CachedCandles> small = request(ana, NOW, NOW, 50);
    Future<CachedCandles> later = request(ana, NOW, NOW, 3000);
    await(ana.firstFetch());
    gate.complete();

    assertThat(await(large).closed()).isEqualTo(minutes(MINUTE - 240_000, MINUTE));
    assertThat(await(small).closed()).isEqualTo(minutes(MINUTE - 3000, MINUTE));
    assertThat(await(later).closed()).isEqualTo(minutes(MINUTE - 180_000, MINUTE));
  }

  @Test
  void answersAQueryThatJoinsAnEarlierFetchWithTheCandleThatClosedSince() {
    history(2000);
    Promise<Void> gate = Promise.promise();
    ana.answersAfter(gate.future());
    ScriptedSession bia = ScriptedSession.serve(bus, "bia");
    bia.addCandles(Market.candles(MINUTE - 60_000, MINUTE + 120));
    bia.now(NOW + 60);

    Future<CachedCandles> earlier = request(ana, NOW, NOW, 100);
    await(ana.firstFetch());
    Future<CachedCandles> later = request(bia, NOW + 60, NOW + 60, 100);
    gate.complete();

    assertThat(await(earlier).closed()).isEqualTo(minutes(MINUTE - 6000, MINUTE));
    assertThat(await(later).closed()).isEqualTo(minutes(MINUTE - 5940, MINUTE + 60));
    assertThat(await(later).running().candle()).isEqualTo(Market.candle(MINUTE + 60));
  }

  @Test
  void fetchesThroughItsOwnSessionWhenTheSharedFetchFails() {
    ScriptedSession bia = ScriptedSession.serve(bus, "bia");
    bia.addCandles(Market.candles(MINUTE - 60_000, MINUTE + 60));
    bia.now(NOW);
    Promise<Void> anasSocket = Promise.promise();
    ana.answersAfter(anasSocket.future());

    Future<CachedCandles> anas = request(ana, NOW, NOW, 100);
    await(ana.firstFetch());
    List<Future<CachedCandles>> others =
        IntStream.range(0, 5).mapToObj(i -> request(bia, NOW, NOW, 100)).toList();
    anasSocket.fail(Failure.of(FailureKind.BROKER_UNAVAILABLE));

    assertThat(failure(anas).kind()).isEqualTo(FailureKind.BROKER_UNAVAILABLE);
    await(Future.all(others));
    assertThat(others)
        .allSatisfy(
            answer ->
                assertThat(answer.result().closed()).isEqualTo(minutes(MINUTE - 6000, MINUTE)));
    assertThat(bia.fetches()).hasSize(1);
  }

  @Test
  void joinsNoSecondFetchAfterASharedOneHasFailed() {
    ScriptedSession bia = ScriptedSession.serve(bus, "bia");
    ScriptedSession caio = ScriptedSession.serve(bus, "caio");
    caio.addCandles(Market.candles(MINUTE - 60_000, MINUTE + 60));
    caio.now(NOW);
    Promise<Void> anasSocket = Promise.promise();
    ana.answersAfter(anasSocket.future());
    bia.answersAfter(Promise.<Void>promise().future());

    request(ana, NOW, NOW, 100);
    await(ana.firstFetch());
    Future<CachedCandles> stuck = request(bia, NOW, NOW, 100);
    Future<CachedCandles> caios = request(caio, NOW, NOW, 100);
    anasSocket.fail(Failure.of(FailureKind.BROKER_UNAVAILABLE));

    assertThat(await(caios).closed()).isEqualTo(minutes(MINUTE - 6000, MINUTE));
    assertThat(stuck.isComplete()).isFalse();
  }

  @Test
  void longHistoryOfOneSessionDoesNotDelayOthers_A3() {
    history(9000);
    ana.answersAfter(Promise.<Void>promise().future());
    ScriptedSession bia = ScriptedSession.serve(bus, "bia");
    bia.addCandles(Market.candles(MINUTE - 60_000, MINUTE + 60));
    bia.now(NOW);

    for (int i = 1; i <= 40; i++) {
      request(ana, NOW, MINUTE - i * 12_000L, 1000);
    }
    until(() -> ana.fetches().size() == 2);
    CachedCandles bias = await(request(bia, NOW, NOW, 100));

    assertThat(bias.closed()).isEqualTo(minutes(MINUTE - 6000, MINUTE));
    assertThat(bias.brokerRequests()).isEqualTo(1);
    assertThat(ana.fetches()).hasSize(2);
  }

  @Test
  void newestCandlesDoNotWaitForOldOnesOfTheSameSession_A3() {
    history(9000);
    Promise<Void> old = Promise.promise();
    ana.answersAfter(old.future());
    List<Future<CachedCandles>> older =
        IntStream.rangeClosed(1, 5)
            .mapToObj(i -> request(ana, NOW, MINUTE - i * 90_000L, 10))
            .toList();
    until(() -> ana.fetches().size() == 2);

    ana.answersAfter(Future.succeededFuture());
    assertThat(await(request(ana, NOW, NOW, 100)).closed())
        .isEqualTo(minutes(MINUTE - 6000, MINUTE));
    assertThat(ana.fetches()).hasSize(3);
    old.complete();

    await(Future.all(older));
    assertThat(older.get(4).result().closed())
        .isEqualTo(minutes(MINUTE - 450_600, MINUTE - 450_000));
  }

  @Test
  void failsQueuedFetchesWithTheOneThatTimedOut() {
    Promise<Void> silence = Promise.promise();
    ana.answersAfter(silence.future());
    List<Future<CachedCandles>> older =
        IntStream.rangeClosed(1, 8)
            .mapToObj(i -> request(ana, NOW, MINUTE - i * 90_000L, 10))
            .toList();
    until(() -> ana.fetches().size() == 2);
    // Answered after them on the same event loop: proves that all eight have arrived.
    await(bus.request(CandleCache.ADDRESS, new GetCacheState()));

    nanos.addAndGet(Duration.ofSeconds(10).toNanos());
    silence.fail(Failure.of(FailureKind.BROKER_TIMEOUT));

    assertThat(older)
        .allSatisfy(
            answer -> assertThat(failure(answer).kind()).isEqualTo(FailureKind.BROKER_TIMEOUT));
    assertThat(ana.fetches()).hasSize(2);
  }

  @Test
  void answersInFullWhileTheStoreEvictsAtOnce_F3() {
    CacheOptions tiny =
        new CacheOptions(10, Duration.ofHours(1), null, Duration.ofSeconds(5), null);
    Vertx other = Vertx.vertx();
    try {
      Bus itsBus = Bus.install(other);
      await(other.deployVerticle(new CacheVerticle(tiny, "test", InstantSource.system())));
      ScriptedSession caio = ScriptedSession.serve(itsBus, "caio");
      caio.addCandles(Market.candles(MINUTE - 11_000 * 60L, MINUTE + 60));
      caio.now(NOW);

      CachedCandles all =
          await(
              itsBus.request(
                  CandleCache.ADDRESS,
                  new GetNewest(caio.id(), ASSET, Timeframe.M1, NOW, NOW, 10_000)));

      assertThat(all.closed()).isEqualTo(minutes(MINUTE - 600_000, MINUTE));
      assertThat(all.brokerRequests()).isLessThanOrEqualTo(11);
    } finally {
      await(other.close());
    }
  }

  @Test
  void doesNotMarkYearsAsEmptyForOneStrayOldCandle_F4() {
    history(180);
    ana.addCandles(List.of(Market.candle(60)));

    assertThat(newest(NOW, 500).closed()).isEqualTo(minutes(MINUTE - 10_800, MINUTE));

    // At most five days count as empty: eight pages of a thousand minutes.
    CacheState state = await(bus.request(CandleCache.ADDRESS, new GetCacheState()));
    assertThat(state.pages()).isLessThanOrEqualTo(9);
    assertThat(state.candles()).isEqualTo(180);
    int requests = ana.fetches().size();
    assertThat(requests).isLessThanOrEqualTo(2);
    newest(NOW, 500);
    assertThat(ana.fetches()).hasSize(requests);
  }

  @Test
  void failsQueriesThatJoinedAFetchOfTheirOwnSession() {
    Promise<Void> gate = Promise.promise();
    ana.answersAfter(gate.future());

    List<Future<CachedCandles>> answers =
        IntStream.range(0, 5).mapToObj(i -> request(ana, NOW, NOW, 100)).toList();
    await(ana.firstFetch());
    gate.fail(Failure.of(FailureKind.BROKER_TIMEOUT));

    assertThat(answers)
        .allSatisfy(
            answer -> assertThat(failure(answer).kind()).isEqualTo(FailureKind.BROKER_TIMEOUT));
    assertThat(ana.fetches()).hasSize(1);
  }

  @Test
  void returnsAFailureAndAnswersTheNextQuery() {
    history(2000);
    ana.answersAfter(Future.failedFuture(Failure.retryAfter(FailureKind.BROKER_REFUSED, 9)));

    Failure failure = failure(request(ana, NOW, NOW, 100));
    assertThat(failure.kind()).isEqualTo(FailureKind.BROKER_REFUSED);
    assertThat(failure.facts().getLong("retryAfter")).isEqualTo(9);

    ana.answersAfter(Future.succeededFuture());
    assertThat(newest(NOW, 100).closed()).isEqualTo(minutes(MINUTE - 6000, MINUTE));
  }

  @Test
  void doesNotFetchAHoleInTheMarketAgain_lesson12() {
    history(2000);
    ana.removeCandles(MINUTE - 1200, MINUTE - 840);

    CachedCandles first = newest(NOW, 100);

    assertThat(first.closed())
        .isEqualTo(minutes(MINUTE - 6360, MINUTE - 1200, MINUTE - 840, MINUTE));
    assertThat(newest(NOW, 100).closed()).isEqualTo(first.closed());
    assertThat(ana.fetches()).hasSize(1);
  }

  @Test
  void doesNotFetchAHoleBeforeTheRunningCandleAgain() {
    history(2000);
    ana.removeCandles(MINUTE - 360, MINUTE + 60);

    assertThat(newest(NOW, 100).closed()).isEqualTo(minutes(MINUTE - 6360, MINUTE - 360));
    assertThat(newest(NOW + 5, 100).brokerRequests()).isZero();
  }

  @Test
  void answersUpToTheClosureInWhichATimeLies_toASessionThatHasSeenNoPrice() {
    ana.numberCandles();
    ana.hasSeenNoPrice();
    history(2000);
    ana.removeCandles(MINUTE - 6000, MINUTE - 5400);

    CachedCandles inClosure = await(request(ana, NOW, MINUTE - 5700, 300));

    assertThat(inClosure.closed()).isEqualTo(minutes(MINUTE - 24_000, MINUTE - 6000));
    assertThat(inClosure.finality()).isEqualTo(Finality.upTo(MINUTE - 6000));
    assertThat(ana.fetches()).hasSize(1);
  }

  @Test
  void answersUpToTheClosureInWhichATimeLies_whileTheClosureIsNotProven() {
    ana.numberCandles();
    history(2000);
    ana.removeCandles(MINUTE - 600, MINUTE - 240);

    CachedCandles inClosure = await(request(ana, NOW, MINUTE - 420, 300));

    assertThat(inClosure.closed()).isEqualTo(minutes(MINUTE - 18_600, MINUTE - 600));
    assertThat(inClosure.finality()).isEqualTo(Finality.upTo(MINUTE - 600));
    assertThat(ana.fetches()).hasSize(1);
  }

  @Test
  void fetchesBeyondAClosureOfWhichOnlyTheEndIsKnown_throughASessionThatHasSeenNoPrice() {
    ana.numberCandles();
    ana.hasSeenNoPrice();
    history(2000);
    ana.removeCandles(MINUTE - 6000, MINUTE - 5400);
    await(add(minutes(MINUTE - 5400, MINUTE), MINUTE - 5700, MINUTE));

    CachedCandles all = newest(NOW, 300);

    assertThat(all.closed())
        .isEqualTo(minutes(MINUTE - 18_600, MINUTE - 6000, MINUTE - 5400, MINUTE));
    assertThat(all.finality())
        .isEqualTo(new Finality(MINUTE, List.of(new Span(MINUTE - 6000, MINUTE - 5700))));
    assertThat(newest(NOW, 300).closed()).isEqualTo(all.closed());
    assertThat(ana.fetches()).hasSize(1);
  }

  @Test
  void fetchesBeyondAClosureOfWhichOnlyTheEndIsKnown_whileTheClosureIsNotProven() {
    ana.numberCandles();
    history(2000);
    ana.removeCandles(MINUTE - 600, MINUTE - 240);
    await(add(minutes(MINUTE - 240, MINUTE), MINUTE - 420, MINUTE));

    CachedCandles all = newest(NOW, 300);

    assertThat(all.closed())
        .isEqualTo(minutes(MINUTE - 18_360, MINUTE - 600, MINUTE - 240, MINUTE));
    assertThat(all.finality())
        .isEqualTo(new Finality(MINUTE, List.of(new Span(MINUTE - 600, MINUTE - 420))));
    assertThat(newest(NOW, 300).closed()).isEqualTo(all.closed());
    assertThat(ana.fetches()).hasSize(1);
  }

  @Test
  void waitsThirtySecondsForAJustClosedCandleThatHistoryLacks() {
    ana.addCandles(Market.candles(MINUTE - 60_000, MINUTE - 60));

    CachedCandles early = newest(MINUTE + 29, 100);
    assertThat(early.closed()).isEqualTo(minutes(MINUTE - 6060, MINUTE - 60));

    ana.addCandles(Market.candles(MINUTE - 60, MINUTE));
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(newest(MINUTE + 29, 100).closed()).isEqualTo(minutes(MINUTE - 6000, MINUTE));
  }

  @Test
  void countsACandleMissingAfterThirtySecondsAsAHole() {
    ana.addCandles(Market.candles(MINUTE - 60_000, MINUTE - 60));

    newest(MINUTE + 30, 100);
    ana.addCandles(Market.candles(MINUTE - 60, MINUTE));

    assertThat(newest(MINUTE + 31, 100).closed()).isEqualTo(minutes(MINUTE - 6060, MINUTE - 60));
    assertThat(ana.fetches()).hasSize(1);
  }

  @Test
  void doesNotFetchBeforeTheStartOfHistoryAgain() {
    history(150);

    CachedCandles all = newest(NOW, 500);
    int requests = ana.fetches().size();

    assertThat(all.closed()).isEqualTo(minutes(MINUTE - 9000, MINUTE));
    assertThat(newest(NOW, 500).closed()).isEqualTo(all.closed());
    assertThat(newest(NOW, 5000).closed()).isEqualTo(all.closed());
    assertThat(ana.fetches()).hasSize(requests);
  }

  @Test
  void fetchesAgainAfterATransientEmptyAnswer() {
    newest(NOW, 2500);
    assertThat(newest(NOW, 2500).closed().isEmpty()).isTrue();
    history(5000);
    ana.addCandles(Market.candles(MINUTE, MINUTE + 120));

    assertThat(newest(NOW + 60, 2500).closed()).isEqualTo(minutes(MINUTE - 149_940, MINUTE + 60));
  }

  @Test
  void neverReturnsNorStoresTheRunningCandleAsClosed_lesson14() {
    history(2000);
    assertThat(newest(NOW, 10).closed().end()).isEqualTo(MINUTE);

    // It closes at another price than it had while it was running.
    ana.addCandles(List.of(new Candle(MINUTE, 9, 9, 9, 9)));
    CachedCandles later = newest(NOW + 60, 10);

    assertThat(later.closed().candle(9).close()).isEqualTo(9);
    assertThat(later.closed().end()).isEqualTo(MINUTE + 60);
  }

  @Test
  void returnsNothingLaterThanTheRequestedTime() {
    history(2000);

    CachedCandles earlier = await(request(ana, NOW, MINUTE - 90, 10));

    assertThat(earlier.closed()).isEqualTo(minutes(MINUTE - 720, MINUTE - 120));
    assertThat(earlier.running()).isNull();
  }

  private Future<Void> add(CandleSeries closed, long knownFrom, long knownTo) {
    return bus.request(
        CandleCache.ADDRESS, new AddClosed(ASSET, Timeframe.M1, closed, knownFrom, knownTo));
  }

  @Test
  void doesNotFetchACandleThatAStreamHasDelivered() {
    history(2000);
    newest(NOW, 100);

    await(add(minutes(MINUTE, MINUTE + 60), MINUTE, MINUTE + 60));

    CachedCandles later = newest(NOW + 60, 100);
    assertThat(later.closed()).isEqualTo(minutes(MINUTE - 5940, MINUTE + 60));
    assertThat(later.brokerRequests()).isZero();
    assertThat(ana.fetches()).hasSize(1);
  }

  @Test
  void answersInFullToAClockThatIsBehindWhereAGapEndsAtItsPresent() {
    history(2000);
    await(add(minutes(MINUTE - 6000, MINUTE - 1320), MINUTE - 6000, MINUTE - 1320));
    await(add(minutes(MINUTE - 1200, MINUTE), MINUTE - 1200, MINUTE));

    CachedCandles behind = await(request(ana, MINUTE - 1200, MINUTE - 1200, 90));

    assertThat(behind.closed()).isEqualTo(minutes(MINUTE - 5400, MINUTE));
    assertThat(behind.brokerRequests()).isEqualTo(1);
  }

  @Test
  void keepsACandleOfAStreamThatHistoryOmits() {
    ana.numberCandles();
    history(2000);
    newest(NOW, 100);
    await(add(minutes(MINUTE, MINUTE + 60), MINUTE, MINUTE + 60));
    ana.addCandles(Market.candles(MINUTE + 60, MINUTE + 180));
    ana.hide(MINUTE);

    CachedCandles later = newest(NOW + 120, 100);

    assertThat(later.closed()).isEqualTo(minutes(MINUTE - 5880, MINUTE + 120));
    assertThat(later.finality()).isEqualTo(Finality.upTo(MINUTE + 120));
  }

  @Test
  void keepsAProvenHoleWhenHistoryOmitsTheCandleBesideIt() {
    ana.numberCandles();
    history(2000);
    ana.removeCandles(MINUTE - 120, MINUTE - 60);
    newest(NOW, 100);
    ana.addCandles(Market.candles(MINUTE + 60, MINUTE + 120));
    ana.hide(MINUTE - 60);

    CachedCandles later = newest(NOW + 60, 100);

    assertThat(later.closed())
        .isEqualTo(minutes(MINUTE - 6000, MINUTE - 120, MINUTE - 60, MINUTE + 60));
    assertThat(later.finality()).isEqualTo(Finality.upTo(MINUTE + 60));
  }

  @Test
  void limitsAnUnprovenGapToWhatNoStreamHasDelivered() {
    ana.numberCandles();
    history(2000);
    newest(NOW, 100);
    await(add(minutes(MINUTE, MINUTE + 60), MINUTE, MINUTE + 60));
    ana.addCandles(Market.candles(MINUTE + 120, MINUTE + 240));
    ana.hide(MINUTE);

    CachedCandles later = newest(NOW + 180, 100);

    assertThat(later.closed())
        .isEqualTo(minutes(MINUTE - 5880, MINUTE + 60, MINUTE + 120, MINUTE + 180));
    assertThat(later.finality())
        .isEqualTo(new Finality(MINUTE + 180, List.of(new Span(MINUTE + 60, MINUTE + 120))));
    // A second query uses the noted gap.
    assertThat(newest(NOW + 180, 100).closed()).isEqualTo(later.closed());
    assertThat(newest(NOW + 180, 100).finality()).isEqualTo(later.finality());
  }

  @Test
  void countsAMinuteWithoutCandleOfAStreamAsAHole_lesson12() {
    history(2000);
    newest(NOW, 100);

    await(add(CandleSeries.empty(Timeframe.M1), MINUTE, MINUTE + 60));

    assertThat(newest(NOW + 60, 100).closed()).isEqualTo(minutes(MINUTE - 6000, MINUTE));
    assertThat(ana.fetches()).hasSize(1);
  }

  @Test
  void ignoresAddedCandlesOutsideOfTheKnownRange() {
    history(2000);

    await(add(minutes(MINUTE - 600, MINUTE), MINUTE - 300, MINUTE - 60));

    assertThat(newest(NOW, 2).closed()).isEqualTo(minutes(MINUTE - 120, MINUTE));
    assertThat(ana.fetches()).hasSize(1);
  }

  @Test
  void rejectsTimesThatAreNotMultiplesOfTheTimeframe() {
    assertThat(failure(add(minutes(MINUTE, MINUTE + 60), MINUTE, MINUTE + 61)).kind())
        .isEqualTo(FailureKind.INVALID_PARAMETER);
  }

  @Test
  void reportsHitsMissesFetchesAndStoredAmounts() {
    history(2000);
    newest(NOW, 100);
    newest(NOW, 50);
    newest(NOW, 1500);

    CacheState state = await(bus.request(CandleCache.ADDRESS, new GetCacheState()));
    assertThat(state.redis()).isEqualTo(CacheState.Redis.OFF);
    assertThat(state.hits()).isEqualTo(1);
    assertThat(state.misses()).isEqualTo(2);
    assertThat(state.fetches()).isEqualTo(ana.fetches().size());
    assertThat(state.candles()).isGreaterThanOrEqualTo(1500);
    assertThat(state.pages()).isPositive();
  }
}
