package br.com.catalogador.watch;

import static br.com.catalogador.support.Awaiting.await;
import static br.com.catalogador.support.Awaiting.failure;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.bus.Cluster;
import br.com.catalogador.candle.Candle;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.model.UserId;
import br.com.catalogador.session.message.GetCatalog;
import br.com.catalogador.session.message.SessionDirectory;
import br.com.catalogador.session.message.SessionEnded;
import br.com.catalogador.session.message.SessionView.Connection;
import br.com.catalogador.session.message.StartStream;
import br.com.catalogador.strategy.CatalogSettings;
import br.com.catalogador.strategy.Strategies;
import br.com.catalogador.strategy.TieRule;
import br.com.catalogador.support.Awaiting;
import br.com.catalogador.support.EncodedOnce;
import br.com.catalogador.support.VirtualTimers;
import br.com.catalogador.watch.message.GetWatchState;
import br.com.catalogador.watch.message.Unwatch;
import br.com.catalogador.watch.message.Watch;
import br.com.catalogador.watch.message.WatchService;
import br.com.catalogador.watch.message.WatchUpdate;
import br.com.catalogador.watch.message.WatchUpdate.CatalogChanged;
import br.com.catalogador.watch.message.WatchUpdate.RunningCandleChanged;
import br.com.catalogador.watch.message.Watched;
import br.com.catalogador.watch.message.WatcherId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Watches of catalogs: computations, streams, and the updates that each user receives. */
@ExtendWith(VertxExtension.class)
class WatchVerticleTest {
  /** A whole minute. */
  private static final long NOW = 1_790_000_040;

  private static final GetCatalog QUERY = query(10);

  /** Constant unless a test advances it. */
  private final AtomicLong nanos = new AtomicLong();

  private Bus bus;
  private String deployment;
  private ScriptedStreamHost anna;
  private ScriptedStreamHost bert;

  @BeforeEach
  void start(Vertx vertx) {
    bus = Bus.install(vertx);
    deployment = await(vertx.deployVerticle(new WatchVerticle(nanos::get)));
    anna = new ScriptedStreamHost(bus, "1", NOW);
    bert = new ScriptedStreamHost(bus, "2", NOW);
  }

  private static GetCatalog query(int quadrants) {
    return new GetCatalog(
        "EURUSD",
        new CatalogSettings(Strategies.MINORIA, Timeframe.M1, quadrants, 2, TieRule.LOSS),
        null,
        2,
        false);
  }

  private Future<Watched> watch(ScriptedStreamHost session, String socket, GetCatalog query) {
    return bus.request(
        WatchService.ADDRESS,
        new Watch(new WatcherId(socket), session.user(), session.id(), query));
  }

  private void unwatch(String socket) {
    await(bus.request(WatchService.ADDRESS, new Unwatch(new WatcherId(socket))));
  }

  private BlockingQueue<EncodedOnce<WatchUpdate>> updates(UserId user) {
    BlockingQueue<EncodedOnce<WatchUpdate>> updates = new LinkedBlockingQueue<>();
    await(bus.listen(WatchService.updates(user), updates::add).completion());
    return updates;
  }

  private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    T next = queue.poll(10, TimeUnit.SECONDS);
    assertThat(next).isNotNull();
    return next;
  }

  @Test
  void computesOncePerClosedCandleAndPublishesOneObjectToFiftyWatchers() throws Exception {
    List<ScriptedStreamHost> sessions = new ArrayList<>(List.of(anna));
    IntStream.range(10, 59).forEach(i -> sessions.add(new ScriptedStreamHost(bus, "" + i, NOW)));
    List<BlockingQueue<EncodedOnce<WatchUpdate>>> queues =
        sessions.stream().map(session -> updates(session.user())).toList();
    Promise<Void> gate = Promise.promise();
    anna.answersAfter(gate.future());
    List<Future<Watched>> watched =
        sessions.stream().map(session -> watch(session, "of " + session.id(), QUERY)).toList();
    // Its reply proves that all watches have arrived.
    unwatch("nobody's");
    gate.complete();
    watched.forEach(Awaiting::await);
    assertThat(sessions.stream().mapToInt(it -> it.computations().size()).sum()).isEqualTo(1);

    anna.close(anna.nextStart(), NOW + 60);

    EncodedOnce<WatchUpdate> first = next(queues.get(0));
    for (BlockingQueue<EncodedOnce<WatchUpdate>> updates : queues.subList(1, 50)) {
      assertThat(next(updates)).isSameAs(first);
    }
    assertThat(sessions.stream().mapToInt(it -> it.computations().size()).sum()).isEqualTo(2);
    assertThat(sessions.stream().mapToInt(it -> it.starts().size()).sum()).isZero();
  }

  @Test
  void answersASecondWatchAtOnceWithTheSameView() {
    Watched first = await(watch(anna, "a", QUERY));

    Watched second = await(watch(bert, "b", QUERY));

    assertThat(second.catalog()).isSameAs(first.catalog());
    assertThat(bert.computations()).isEmpty();
  }

  @Test
  void computesAgainForAWatchASecondLaterSinceTheViewHoldsTheTime() {
    await(watch(anna, "a", QUERY));

    nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
    await(watch(bert, "b", QUERY));

    assertThat(bert.computations()).hasSize(1);
  }

  @Test
  void sharesOneComputationAmongEqualWatchesInFlight() {
    Promise<Void> gate = Promise.promise();
    anna.answersAfter(gate.future());
    Future<Watched> first = watch(anna, "a", QUERY);
    Future<Watched> second = watch(bert, "b", QUERY);

    gate.complete();

    assertThat(await(first).catalog()).isSameAs(await(second).catalog());
    assertThat(bert.computations()).isEmpty();
  }

  /** Sends two watches of one socket, whose computations wait; returns the second reply. */
  private Future<Watched> watchTwice(Future<Void> first, Future<Void> second) throws Exception {
    anna.answersAfter(first);
    watch(anna, "a", query(20));
    assertThat(anna.nextComputation().query()).isEqualTo(query(20));
    anna.answersAfter(second);
    Future<Watched> last = watch(anna, "a", QUERY);
    assertThat(anna.nextComputation().query()).isEqualTo(QUERY);
    return last;
  }

  @Test
  void keepsTheLastOfTwoWatchesOfASocketThatAreInFlightAtOnce() throws Exception {
    Promise<Void> first = Promise.promise();
    Promise<Void> second = Promise.promise();
    Future<Watched> last = watchTwice(first.future(), second.future());
    final BlockingQueue<EncodedOnce<WatchUpdate>> updates = updates(anna.user());

    first.complete();
    second.complete();
    await(last);
    anna.close(anna.nextStart(), NOW + 60);

    assertThat(((CatalogChanged) next(updates).value()).query()).isEqualTo(QUERY);
  }

  @Test
  void keepsTheLastWatchOfASocketWhenTheOneBeforeFails() throws Exception {
    Promise<Void> first = Promise.promise();
    Promise<Void> second = Promise.promise();
    Future<Watched> last = watchTwice(first.future(), second.future());
    final BlockingQueue<EncodedOnce<WatchUpdate>> updates = updates(anna.user());

    first.fail(Failure.of(FailureKind.BROKER_TIMEOUT));
    second.complete();
    await(last);
    anna.close(anna.nextStart(), NOW + 60);

    assertThat(((CatalogChanged) next(updates).value()).query()).isEqualTo(QUERY);
  }

  @Test
  void computesByItsOwnSessionWhenTheSharedComputationFails() {
    Promise<Void> gate = Promise.promise();
    anna.answersAfter(gate.future());
    Future<Watched> first = watch(anna, "a", QUERY);
    Future<Watched> second = watch(bert, "b", QUERY);

    gate.fail(Failure.of(FailureKind.SESSION_ENDED));

    assertThat(failure(first).kind()).isEqualTo(FailureKind.SESSION_ENDED);
    assertThat(await(second).catalog().rows()).hasSize(10);
  }

  @Test
  void publishesTheChangesSinceThePreviousUpdate() throws Exception {
    BlockingQueue<EncodedOnce<WatchUpdate>> updates = updates(anna.user());
    Watched watched = await(watch(anna, "a", QUERY));
    StartStream stream = anna.nextStart();
    assertThat(stream.knownTo()).isEqualTo(NOW);

    for (long end = NOW + 60; end <= NOW + 600; end += 60) {
      anna.close(stream, end);
      CatalogChanged update = (CatalogChanged) next(updates).value();
      assertThat(update.candles().size()).isEqualTo(1);
      assertThat(update.candles().from(0)).isEqualTo(end - 60);
      assertThat(update.dataTo()).isEqualTo(end);
      assertThat(update.computedAt()).isEqualTo(end);
      assertThat(update.rowsChanged()).hasSizeLessThan(3);
      assertThat(update.rowsChanged()).doesNotContainAnyElementsOf(watched.catalog().rows());
    }
  }

  @Test
  void publishesUpdatesAfterACatalogThatWasComputedByAClockAhead() throws Exception {
    BlockingQueue<EncodedOnce<WatchUpdate>> updates = updates(anna.user());
    anna.clockAhead(3_600);
    await(watch(anna, "a", QUERY));
    anna.clockAhead(0);

    anna.close(anna.nextStart(), NOW + 60);

    assertThat(((CatalogChanged) next(updates).value()).dataTo()).isEqualTo(NOW + 60);
  }

  @Test
  void computesAgainWhenACandleClosesDuringTheComputationOfAWatch() throws Exception {
    await(watch(anna, "a", QUERY));
    StartStream stream = anna.nextStart();
    Promise<Void> gate = Promise.promise();
    bert.answersAfter(gate.future());
    Future<Watched> late = watch(bert, "b", query(20));
    assertThat(bert.nextComputation().notBefore()).isZero();

    BlockingQueue<EncodedOnce<WatchUpdate>> updates = updates(anna.user());
    anna.close(stream, NOW + 60);
    next(updates);
    gate.complete();

    assertThat(await(late).catalog().candles().end()).isEqualTo(NOW + 60);
    assertThat(bert.computations()).extracting(it -> it.notBefore()).containsExactly(0L, NOW + 60);
  }

  @Test
  void continuesTheStreamAtAnotherSessionFromTheLastClosedCandle() throws Exception {
    await(watch(anna, "a", QUERY));
    await(watch(bert, "b", QUERY));
    StartStream first = anna.nextStart();
    BlockingQueue<EncodedOnce<WatchUpdate>> updates = updates(bert.user());
    anna.close(first, NOW + 60);
    next(updates);

    unwatch("a");

    assertThat(anna.nextStop().id()).isEqualTo(first.id());
    StartStream second = bert.nextStart();
    assertThat(second.knownTo()).isEqualTo(NOW + 60);
    // Ignores events of the previous stream, and candles that are known already.
    anna.close(first, NOW + 120);
    bert.close(second, NOW + 60);
    bert.close(second, NOW + 120);
    assertThat(((CatalogChanged) next(updates).value()).dataTo()).isEqualTo(NOW + 120);
    bert.close(second, NOW + 180);
    assertThat(((CatalogChanged) next(updates).value()).dataTo()).isEqualTo(NOW + 180);
    assertThat(bert.computations()).extracting(it -> it.notBefore()).doesNotContain(NOW + 60);
  }

  @Test
  void movesTheStreamAwayFromASessionWithoutConnectionAndNotBack() throws Exception {
    await(watch(anna, "a", QUERY));
    await(watch(bert, "b", QUERY));
    StartStream first = anna.nextStart();

    anna.connection(Connection.RECONNECTING);

    assertThat(anna.nextStop().id()).isEqualTo(first.id());
    assertThat(bert.nextStart().knownTo()).isEqualTo(NOW);
    // It stays there: another move would not improve anything.
    anna.connection(Connection.CONNECTED);
    bert.connection(Connection.CONNECTED);
    await(watch(anna, "c", QUERY));
    assertThat(anna.starts()).isEmpty();
  }

  @Test
  void movesTheStreamAwayFromASessionWhoseClockIsBehind() throws Exception {
    anna.clockAhead(-600);
    await(watch(anna, "a", QUERY));
    StartStream first = anna.nextStart();

    await(watch(bert, "b", QUERY));

    assertThat(anna.nextStop().id()).isEqualTo(first.id());
    assertThat(bert.nextStart().knownTo()).isEqualTo(first.knownTo());
  }

  @Test
  void movesTheStreamToTheCommonClockWhenAClockStepsAndNotBack() throws Exception {
    ScriptedStreamHost carl = new ScriptedStreamHost(bus, "3", NOW);
    await(watch(anna, "a", QUERY));
    await(watch(bert, "b", QUERY));
    await(watch(carl, "c", QUERY));
    StartStream first = anna.nextStart();

    anna.stepClock(3_600);

    assertThat(anna.nextStop().id()).isEqualTo(first.id());
    assertThat(bert.nextStart().knownTo()).isEqualTo(first.knownTo());
    anna.stepClock(0);
    unwatch("nobody's");
    assertThat(anna.starts()).isEmpty();
    assertThat(carl.starts()).isEmpty();
  }

  @Test
  void removesTheWatchersOfASessionThatEnds() throws Exception {
    await(watch(anna, "a", QUERY));
    await(watch(bert, "b", QUERY));
    anna.nextStart();

    anna.stopServing();
    bus.publish(SessionDirectory.ENDED, new SessionEnded(anna.id(), anna.user()));

    BlockingQueue<EncodedOnce<WatchUpdate>> updates = updates(bert.user());
    BlockingQueue<EncodedOnce<WatchUpdate>> ofEnded = updates(anna.user());
    bert.close(bert.nextStart(), NOW + 60);
    next(updates);
    assertThat(ofEnded).isEmpty();
  }

  @Test
  void requestsStreamsAgainAfterThisServerHasRejoinedTheCluster() throws Exception {
    await(watch(anna, "a", QUERY));
    StartStream stream = anna.nextStart();

    bus.publish(Cluster.REJOINED, new Cluster.Rejoined());

    assertThat(anna.nextStart()).isEqualTo(stream);
  }

  @Test
  void movesTheStreamAwayFromAClosedSessionAndStopsItThere() throws Exception {
    await(watch(anna, "a", QUERY));
    await(watch(bert, "b", QUERY));
    StartStream stream = anna.nextStart();

    anna.connection(Connection.CLOSED);

    assertThat(bert.nextStart().knownTo()).isEqualTo(NOW);
    // The session may still be running: then only a request stops its stream.
    assertThat(anna.nextStop().id()).isEqualTo(stream.id());
  }

  @Test
  void stopsAStreamWhoseRequestFailed() throws Exception {
    anna.failStarts(FailureKind.BUSY);
    await(watch(anna, "a", QUERY));

    StartStream stream = anna.nextStart();

    assertThat(anna.nextStop().id()).isEqualTo(stream.id());
  }

  @Test
  void retriesAStreamAtAnotherSessionWhenTheChosenOneDoesNotAnswer() throws Exception {
    await(watch(anna, "a", QUERY));
    anna.nextStart();
    await(watch(bert, "b", QUERY));
    bert.stopServing();

    unwatch("a");

    await(watch(anna, "a", QUERY));
    assertThat(anna.nextStart().knownTo()).isEqualTo(NOW);
  }

  @Test
  void stopsTheStreamWhenTheLastWatcherLeaves() throws Exception {
    await(watch(anna, "a", QUERY));
    await(watch(anna, "b", query(20)));
    StartStream stream = anna.nextStart();

    unwatch("a");
    unwatch("b");

    assertThat(anna.nextStop().id()).isEqualTo(stream.id());
    await(watch(anna, "a", QUERY));
    assertThat(anna.nextStart().id()).isNotEqualTo(stream.id());
  }

  @Test
  void keepsTheStreamWhenASocketWatchesAnotherCatalogOfTheSameAsset() throws Exception {
    await(watch(anna, "a", QUERY));
    anna.nextStart();

    await(watch(anna, "a", query(20)));
    await(watch(anna, "a", query(20)));

    assertThat(anna.starts()).isEmpty();
  }

  @Test
  void doesNotPublishTheRunningCandleOfAPastMinute(Vertx vertx) throws Exception {
    await(vertx.undeploy(deployment));
    AtomicLong millis = new AtomicLong();
    VirtualTimers timers = new VirtualTimers(vertx, millis::get);
    await(vertx.deployVerticle(timers.with(new WatchVerticle(nanos::get))));
    await(watch(anna, "a", QUERY));
    StartStream stream = anna.nextStart();
    BlockingQueue<EncodedOnce<WatchUpdate>> updates = updates(anna.user());

    anna.move(stream, new Candle(NOW - 60, 1, 1, 1, 1));
    anna.move(stream, new Candle(NOW, 1, 1, 1, 1));
    anna.move(stream, new Candle(NOW, 1, 2, 1, 2));
    anna.close(stream, NOW + 60);
    anna.move(stream, new Candle(NOW + 60, 3, 3, 3, 3));

    assertThat(((RunningCandleChanged) next(updates).value()).running().candle().close())
        .isEqualTo(1);
    assertThat(next(updates).value()).isInstanceOf(CatalogChanged.class);
    millis.addAndGet(1_000);
    timers.fireInVerticle();
    assertThat(((RunningCandleChanged) next(updates).value()).running().candle().close())
        .isEqualTo(3);
  }

  @Test
  void retriesAComputationThatFails() throws Exception {
    await(watch(anna, "a", QUERY));
    StartStream stream = anna.nextStart();
    BlockingQueue<EncodedOnce<WatchUpdate>> updates = updates(anna.user());
    anna.answersAfter(Future.failedFuture(Failure.of(FailureKind.BROKER_TIMEOUT)));
    anna.close(stream, NOW + 60);
    assertThat(anna.nextComputation().notBefore()).isZero();
    assertThat(anna.nextComputation().notBefore()).isEqualTo(NOW + 60);
    anna.answersAfter(Future.succeededFuture());

    // Without another closed candle.
    CatalogChanged update = (CatalogChanged) next(updates).value();

    assertThat(update.dataTo()).isEqualTo(NOW + 60);
  }

  private static double payout(CatalogChanged update) {
    assertThat(update.summary().money().payout()).isEqualTo(update.asset().payout());
    return update.asset().payout();
  }

  @Test
  void publishesToEachAccountItsOwnPayout() throws Exception {
    bert.payout(0.6);
    Promise<Void> hers = Promise.promise();
    Promise<Void> his = Promise.promise();
    anna.answersAfter(hers.future());
    bert.answersAfter(his.future());
    Future<Watched> first = watch(anna, "a", QUERY);
    Future<Watched> second = watch(bert, "b", QUERY);
    assertThat(bert.nextComputation().notBefore()).isZero();
    // The session that answers first streams.
    hers.complete();
    assertThat(await(first).catalog().summary().money().payout()).isEqualTo(0.8);
    his.complete();
    assertThat(await(second).catalog().summary().money().payout()).isEqualTo(0.6);
    assertThat(await(second).catalog().asset().payout()).isEqualTo(0.6);
    BlockingQueue<EncodedOnce<WatchUpdate>> annas = updates(anna.user());
    BlockingQueue<EncodedOnce<WatchUpdate>> berts = updates(bert.user());

    anna.close(anna.nextStart(), NOW + 60);

    assertThat(payout((CatalogChanged) next(annas).value())).isEqualTo(0.8);
    assertThat(payout((CatalogChanged) next(berts).value())).isEqualTo(0.6);
    assertThat(annas).isEmpty();
    assertThat(berts).isEmpty();
    assertThat(bert.starts()).isEmpty();
  }

  @Test
  void publishesAChangedPayoutToItsAccountOnly() throws Exception {
    await(watch(anna, "a", QUERY));
    await(watch(bert, "b", QUERY));
    BlockingQueue<EncodedOnce<WatchUpdate>> annas = updates(anna.user());
    BlockingQueue<EncodedOnce<WatchUpdate>> berts = updates(bert.user());
    bert.payout(0.6);
    StartStream stream = anna.nextStart();

    anna.close(stream, NOW + 60);

    CatalogChanged update = (CatalogChanged) next(berts).value();
    while (payout(update) == 0.8) {
      // The update of the close does not wait for the payouts.
      update = (CatalogChanged) next(berts).value();
    }
    assertThat(update.dataTo()).isEqualTo(NOW + 60);
    anna.close(stream, NOW + 120);
    assertThat(payout((CatalogChanged) next(berts).value())).isEqualTo(0.6);
    assertThat(payout((CatalogChanged) next(annas).value())).isEqualTo(0.8);
    assertThat(payout((CatalogChanged) next(annas).value())).isEqualTo(0.8);
    assertThat(annas).isEmpty();
  }

  @Test
  void joinsTheCatalogOfOtherAccountsWhenPayoutsBecomeEqual() throws Exception {
    bert.payout(0.6);
    await(watch(anna, "a", QUERY));
    await(watch(bert, "b", QUERY));
    BlockingQueue<EncodedOnce<WatchUpdate>> berts = updates(bert.user());
    bert.payout(0.8);

    anna.close(anna.nextStart(), NOW + 60);

    CatalogChanged update = (CatalogChanged) next(berts).value();
    while (payout(update) == 0.6) {
      update = (CatalogChanged) next(berts).value();
    }
    assertThat(update.dataTo()).isEqualTo(NOW + 60);
    assertThat(await(bus.request(WatchService.ADDRESS, new GetWatchState())).catalogs())
        .isEqualTo(1);
  }
}
