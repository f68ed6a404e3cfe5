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
import br.com.catalogador.ranking.message.EnterAnalysis;
import br.com.catalogador.ranking.message.Rankings;
import br.com.catalogador.session.message.GetCatalog;
import br.com.catalogador.session.message.SessionDirectory;
import br.com.catalogador.session.message.SessionEnded;
import br.com.catalogador.session.message.SessionEnded.Reason;
import br.com.catalogador.session.message.SessionView.Connection;
import br.com.catalogador.session.message.StartStream;
import br.com.catalogador.strategy.CatalogSettings;
import br.com.catalogador.strategy.Strategies;
import br.com.catalogador.strategy.TieRule;
import br.com.catalogador.support.Awaiting;
import br.com.catalogador.support.EncodedOnce;
import br.com.catalogador.watch.message.GetWatchState;
import br.com.catalogador.watch.message.Unwatch;
import br.com.catalogador.watch.message.Watch;
import br.com.catalogador.watch.message.WatchService;
import br.com.catalogador.watch.message.WatchUpdate;
import br.com.catalogador.watch.message.WatchUpdate.CandleRuns;
import br.com.catalogador.watch.message.WatchUpdate.CatalogMoved;
import br.com.catalogador.watch.message.Watched;
import br.com.catalogador.watch.message.WatcherId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.lang.reflect.Proxy;
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

/** Who computes and who carries, and what is told to whom. */
@ExtendWith(VertxExtension.class)
class WatchVerticleTest {
  /** A whole minute. */
  private static final long NOW = 1_790_000_040;

  private static final GetCatalog QUERY = query(10);

  /** Stands still unless a test moves it. */
  private final AtomicLong nanos = new AtomicLong();

  private Bus bus;
  private ScriptedStreamHost anna;
  private ScriptedStreamHost bert;

  @BeforeEach
  void start(Vertx vertx) {
    bus = Bus.install(vertx);
    await(vertx.deployVerticle(new WatchVerticle(nanos::get)));
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

  private BlockingQueue<EncodedOnce<WatchUpdate>> hear(UserId user) {
    BlockingQueue<EncodedOnce<WatchUpdate>> told = new LinkedBlockingQueue<>();
    await(bus.listen(WatchService.updates(user), told::add).completion());
    return told;
  }

  private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    T next = queue.poll(10, TimeUnit.SECONDS);
    assertThat(next).isNotNull();
    return next;
  }

  @Test
  void fiftyWatchersCostOneComputationPerClosedCandleAndAreToldOneObject() throws Exception {
    List<ScriptedStreamHost> sessions = new ArrayList<>(List.of(anna));
    IntStream.range(10, 59).forEach(i -> sessions.add(new ScriptedStreamHost(bus, "" + i, NOW)));
    List<BlockingQueue<EncodedOnce<WatchUpdate>>> ears =
        sessions.stream().map(session -> hear(session.user())).toList();
    Promise<Void> gate = Promise.promise();
    anna.gate(gate.future());
    List<Future<Watched>> watched =
        sessions.stream().map(session -> watch(session, "of " + session.id(), QUERY)).toList();
    // Heard after them all.
    unwatch("nobody's");
    gate.complete();
    watched.forEach(Awaiting::await);
    assertThat(sessions.stream().mapToInt(it -> it.computations().size()).sum()).isEqualTo(1);

    anna.close(anna.order(), NOW + 60);

    EncodedOnce<WatchUpdate> first = next(ears.get(0));
    for (BlockingQueue<EncodedOnce<WatchUpdate>> ear : ears.subList(1, 50)) {
      assertThat(next(ear)).isSameAs(first);
    }
    assertThat(sessions.stream().mapToInt(it -> it.computations().size()).sum()).isEqualTo(2);
    assertThat(sessions.stream().mapToInt(it -> it.orders().size()).sum()).isZero();
  }

  @Test
  void whoComesJustAfterAnotherIsAnsweredWithTheSame() {
    Watched first = await(watch(anna, "a", QUERY));

    Watched second = await(watch(bert, "b", QUERY));

    assertThat(second.catalog()).isSameAs(first.catalog());
    assertThat(bert.computations()).isEmpty();
  }

  @Test
  void entersAWatchedCatalogInTheRankingOfItsWatcher() throws Exception {
    BlockingQueue<Object> entered = new LinkedBlockingQueue<>();
    Rankings rankings =
        (Rankings)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Rankings.class},
                (proxy, method, arguments) -> {
                  entered.add(arguments[0]);
                  return Future.succeededFuture();
                });
    await(bus.serve(Rankings.address(anna.id()), rankings).completion());

    Watched watched = await(watch(anna, "a", QUERY));

    assertThat(next(entered)).isEqualTo(EnterAnalysis.of(QUERY, watched.catalog()));
  }

  @Test
  void whoComesASecondAfterAnotherIsAnsweredAnewForTheTimeIsPartOfTheAnswer() {
    await(watch(anna, "a", QUERY));

    nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
    await(watch(bert, "b", QUERY));

    assertThat(bert.computations()).hasSize(1);
  }

  @Test
  void equalWatchesAtOnceShareOneComputation() {
    Promise<Void> gate = Promise.promise();
    anna.gate(gate.future());
    Future<Watched> first = watch(anna, "a", QUERY);
    Future<Watched> second = watch(bert, "b", QUERY);

    gate.complete();

    assertThat(await(first).catalog()).isSameAs(await(second).catalog());
    assertThat(bert.computations()).isEmpty();
  }

  /** Two watches of one socket, the first of which is answered while the second is on its way. */
  private Future<Watched> watchTwice(Future<Void> first, Future<Void> second) throws Exception {
    anna.gate(first);
    watch(anna, "a", query(20));
    assertThat(anna.computation().query()).isEqualTo(query(20));
    anna.gate(second);
    Future<Watched> last = watch(anna, "a", QUERY);
    assertThat(anna.computation().query()).isEqualTo(QUERY);
    return last;
  }

  @Test
  void ofTwoWatchesOfASocketTheLastOneStaysHoweverLateTheFirstIsAnswered() throws Exception {
    Promise<Void> first = Promise.promise();
    Promise<Void> second = Promise.promise();
    Future<Watched> last = watchTwice(first.future(), second.future());
    final BlockingQueue<EncodedOnce<WatchUpdate>> ear = hear(anna.user());

    first.complete();
    second.complete();
    await(last);
    anna.close(anna.order(), NOW + 60);

    assertThat(((CatalogMoved) next(ear).value()).query()).isEqualTo(QUERY);
  }

  @Test
  void aWatchThatFailsLeavesTheNextOneOfItsSocketAlone() throws Exception {
    Promise<Void> first = Promise.promise();
    Promise<Void> second = Promise.promise();
    Future<Watched> last = watchTwice(first.future(), second.future());
    final BlockingQueue<EncodedOnce<WatchUpdate>> ear = hear(anna.user());

    first.fail(Failure.of(FailureKind.BROKER_TIMEOUT));
    second.complete();
    await(last);
    anna.close(anna.order(), NOW + 60);

    assertThat(((CatalogMoved) next(ear).value()).query()).isEqualTo(QUERY);
  }

  @Test
  void whoSharesAComputationThatFailsIsAnsweredByHisOwnSession() {
    Promise<Void> gate = Promise.promise();
    anna.gate(gate.future());
    Future<Watched> first = watch(anna, "a", QUERY);
    Future<Watched> second = watch(bert, "b", QUERY);

    gate.fail(Failure.of(FailureKind.SESSION_ENDED));

    assertThat(failure(first).kind()).isEqualTo(FailureKind.SESSION_ENDED);
    assertThat(await(second).catalog().rows()).hasSize(10);
  }

  @Test
  void anUpdateHoldsWhatHasChangedSinceTheOneBefore() throws Exception {
    BlockingQueue<EncodedOnce<WatchUpdate>> ear = hear(anna.user());
    Watched watched = await(watch(anna, "a", QUERY));
    StartStream order = anna.order();
    assertThat(order.knownTo()).isEqualTo(NOW);

    for (long end = NOW + 60; end <= NOW + 600; end += 60) {
      anna.close(order, end);
      CatalogMoved update = (CatalogMoved) next(ear).value();
      assertThat(update.candles().size()).isEqualTo(1);
      assertThat(update.candles().from(0)).isEqualTo(end - 60);
      assertThat(update.dataTo()).isEqualTo(end);
      assertThat(update.computedAt()).isEqualTo(end);
      assertThat(update.rowsChanged()).hasSizeLessThan(3);
      assertThat(update.rowsChanged()).doesNotContainAnyElementsOf(watched.catalog().rows());
    }
  }

  @Test
  void catalogComputedByAClockThatIsAheadHoldsNoLaterUpdateBack() throws Exception {
    BlockingQueue<EncodedOnce<WatchUpdate>> updates = hear(anna.user());
    anna.clockAhead(3_600);
    await(watch(anna, "a", QUERY));
    anna.clockAhead(0);

    anna.close(anna.order(), NOW + 60);

    assertThat(((CatalogMoved) next(updates).value()).dataTo()).isEqualTo(NOW + 60);
  }

  @Test
  void aWatchDuringAComputationIsNotAnsweredWithWhatHasPassed() throws Exception {
    await(watch(anna, "a", QUERY));
    StartStream order = anna.order();
    Promise<Void> gate = Promise.promise();
    bert.gate(gate.future());
    Future<Watched> late = watch(bert, "b", query(20));
    assertThat(late.isComplete()).isFalse();

    BlockingQueue<EncodedOnce<WatchUpdate>> ear = hear(anna.user());
    anna.close(order, NOW + 60);
    next(ear);
    gate.complete();

    assertThat(await(late).catalog().candles().end()).isEqualTo(NOW + 60);
    assertThat(bert.computations()).extracting(it -> it.notBefore()).containsExactly(0L, NOW + 60);
  }

  @Test
  void theFeedIsHandedOnFromTheLastCandleThatWasTold() throws Exception {
    await(watch(anna, "a", QUERY));
    await(watch(bert, "b", QUERY));
    StartStream first = anna.order();
    BlockingQueue<EncodedOnce<WatchUpdate>> ear = hear(bert.user());
    anna.close(first, NOW + 60);
    next(ear);

    unwatch("a");

    assertThat(anna.stop().id()).isEqualTo(first.id());
    StartStream second = bert.order();
    assertThat(second.knownTo()).isEqualTo(NOW + 60);
    // What the first one still says is not heard, nor is what has been told before.
    anna.close(first, NOW + 120);
    bert.close(second, NOW + 60);
    bert.close(second, NOW + 120);
    assertThat(((CatalogMoved) next(ear).value()).dataTo()).isEqualTo(NOW + 120);
    bert.close(second, NOW + 180);
    assertThat(((CatalogMoved) next(ear).value()).dataTo()).isEqualTo(NOW + 180);
    assertThat(bert.computations()).extracting(it -> it.notBefore()).doesNotContain(NOW + 60);
  }

  @Test
  void aCarrierWithoutItsLinkGivesWayToOneThatHasIt() throws Exception {
    await(watch(anna, "a", QUERY));
    await(watch(bert, "b", QUERY));
    StartStream first = anna.order();

    anna.link(Connection.RECONNECTING);

    assertThat(anna.stop().id()).isEqualTo(first.id());
    assertThat(bert.order().knownTo()).isEqualTo(NOW);
    // And keeps it: a hand-over more would serve nobody.
    anna.link(Connection.CONNECTED);
    bert.link(Connection.CONNECTED);
    await(watch(anna, "c", QUERY));
    assertThat(anna.orders()).isEmpty();
  }

  @Test
  void movesTheStreamAwayFromASessionWhoseClockIsBehind() throws Exception {
    anna.clockAhead(-600);
    await(watch(anna, "a", QUERY));
    StartStream first = anna.order();

    await(watch(bert, "b", QUERY));

    assertThat(anna.stop().id()).isEqualTo(first.id());
    assertThat(bert.order().knownTo()).isEqualTo(first.knownTo());
  }

  @Test
  void movesTheStreamToTheCommonClockWhenAClockStepsAndNotBack() throws Exception {
    ScriptedStreamHost carl = new ScriptedStreamHost(bus, "3", NOW);
    await(watch(anna, "a", QUERY));
    await(watch(bert, "b", QUERY));
    await(watch(carl, "c", QUERY));
    StartStream first = anna.order();

    anna.stepClock(3_600);

    assertThat(anna.stop().id()).isEqualTo(first.id());
    assertThat(bert.order().knownTo()).isEqualTo(first.knownTo());
    anna.stepClock(0);
    unwatch("nobody's");
    assertThat(anna.orders()).isEmpty();
    assertThat(carl.orders()).isEmpty();
  }

  @Test
  void aSessionThatEndsTakesItsWatchersAlong() throws Exception {
    await(watch(anna, "a", QUERY));
    await(watch(bert, "b", QUERY));
    anna.order();

    anna.vanish();
    bus.publish(
        SessionDirectory.ENDED, new SessionEnded(anna.id(), anna.user(), Reason.LOGGED_OUT));

    BlockingQueue<EncodedOnce<WatchUpdate>> ear = hear(bert.user());
    BlockingQueue<EncodedOnce<WatchUpdate>> gone = hear(anna.user());
    bert.close(bert.order(), NOW + 60);
    next(ear);
    assertThat(gone).isEmpty();
  }

  @Test
  void whatWasOrderedIsOrderedAgainOnceThisServerIsBackAmongTheOthers() throws Exception {
    await(watch(anna, "a", QUERY));
    StartStream order = anna.order();

    bus.publish(Cluster.REJOINED, new Cluster.Rejoined());

    assertThat(anna.order()).isEqualTo(order);
  }

  @Test
  void aCarrierThatIsGoneIsReplacedEvenIfNobodySaysSo() throws Exception {
    await(watch(anna, "a", QUERY));
    await(watch(bert, "b", QUERY));
    StartStream order = anna.order();

    anna.link(Connection.CLOSED);

    assertThat(bert.order().knownTo()).isEqualTo(NOW);
    // It may only seem so: then nobody would ever tell it.
    assertThat(anna.stop().id()).isEqualTo(order.id());
  }

  @Test
  void anOrderThatIsTakenButNotAnsweredIsCalledOff() throws Exception {
    anna.refuse(FailureKind.BUSY);
    await(watch(anna, "a", QUERY));

    StartStream order = anna.order();

    assertThat(anna.stop().id()).isEqualTo(order.id());
  }

  @Test
  void anOrderThatNobodyTakesGoesToTheNext() throws Exception {
    await(watch(anna, "a", QUERY));
    anna.order();
    await(watch(bert, "b", QUERY));
    bert.vanish();

    unwatch("a");

    await(watch(anna, "a", QUERY));
    assertThat(anna.order().knownTo()).isEqualTo(NOW);
  }

  @Test
  void theLastOneToLeaveEndsTheFeed() throws Exception {
    await(watch(anna, "a", QUERY));
    await(watch(anna, "b", query(20)));
    StartStream order = anna.order();

    unwatch("a");
    unwatch("b");

    assertThat(anna.stop().id()).isEqualTo(order.id());
    await(watch(anna, "a", QUERY));
    assertThat(anna.order().id()).isNotEqualTo(order.id());
  }

  @Test
  void anotherViewOfTheSameAssetKeepsTheFeed() throws Exception {
    await(watch(anna, "a", QUERY));
    anna.order();

    await(watch(anna, "a", query(20)));
    await(watch(anna, "a", query(20)));

    assertThat(anna.orders()).isEmpty();
  }

  @Test
  void theRunningCandleOfAPastMinuteIsNotTold() throws Exception {
    await(watch(anna, "a", QUERY));
    StartStream order = anna.order();
    BlockingQueue<EncodedOnce<WatchUpdate>> ear = hear(anna.user());

    anna.move(order, new Candle(NOW - 60, 1, 1, 1, 1));
    anna.move(order, new Candle(NOW, 1, 1, 1, 1));
    anna.move(order, new Candle(NOW, 1, 2, 1, 2));
    anna.close(order, NOW + 60);
    anna.move(order, new Candle(NOW + 60, 3, 3, 3, 3));

    assertThat(((CandleRuns) next(ear).value()).running().candle().close()).isEqualTo(1);
    assertThat(next(ear).value()).isInstanceOf(CatalogMoved.class);
    assertThat(((CandleRuns) next(ear).value()).running().candle().close()).isEqualTo(3);
  }

  @Test
  void aComputationThatFailsIsMadeUpFor() throws Exception {
    await(watch(anna, "a", QUERY));
    StartStream order = anna.order();
    BlockingQueue<EncodedOnce<WatchUpdate>> ear = hear(anna.user());
    anna.gate(Future.failedFuture(Failure.of(FailureKind.BROKER_TIMEOUT)));
    anna.close(order, NOW + 60);
    assertThat(anna.computation().notBefore()).isZero();
    assertThat(anna.computation().notBefore()).isEqualTo(NOW + 60);
    anna.gate(Future.succeededFuture());

    // Without another candle that would ask for it.
    CatalogMoved update = (CatalogMoved) next(ear).value();

    assertThat(update.dataTo()).isEqualTo(NOW + 60);
  }

  private static double payout(CatalogMoved update) {
    assertThat(update.summary().money().payout()).isEqualTo(update.asset().payout());
    return update.asset().payout();
  }

  @Test
  void nobodyIsToldAnotherAccountsPayout() throws Exception {
    bert.payout(0.6);
    Promise<Void> gate = Promise.promise();
    anna.gate(gate.future());
    bert.gate(gate.future());
    Future<Watched> first = watch(anna, "a", QUERY);
    Future<Watched> second = watch(bert, "b", QUERY);
    gate.complete();
    assertThat(await(first).catalog().summary().money().payout()).isEqualTo(0.8);
    assertThat(await(second).catalog().summary().money().payout()).isEqualTo(0.6);
    assertThat(await(second).catalog().asset().payout()).isEqualTo(0.6);
    BlockingQueue<EncodedOnce<WatchUpdate>> annas = hear(anna.user());
    BlockingQueue<EncodedOnce<WatchUpdate>> berts = hear(bert.user());

    anna.close(anna.order(), NOW + 60);

    assertThat(payout((CatalogMoved) next(annas).value())).isEqualTo(0.8);
    assertThat(payout((CatalogMoved) next(berts).value())).isEqualTo(0.6);
    assertThat(annas).isEmpty();
    assertThat(berts).isEmpty();
    assertThat(bert.orders()).isEmpty();
  }

  @Test
  void aPayoutThatChangesWhileSomebodyWatchesIsToldToThatAccountAlone() throws Exception {
    await(watch(anna, "a", QUERY));
    await(watch(bert, "b", QUERY));
    BlockingQueue<EncodedOnce<WatchUpdate>> annas = hear(anna.user());
    BlockingQueue<EncodedOnce<WatchUpdate>> berts = hear(bert.user());
    bert.payout(0.6);
    StartStream order = anna.order();

    anna.close(order, NOW + 60);

    CatalogMoved update = (CatalogMoved) next(berts).value();
    while (payout(update) == 0.8) {
      // The news of the close, which do not wait until the accounts have been asked.
      update = (CatalogMoved) next(berts).value();
    }
    assertThat(update.dataTo()).isEqualTo(NOW + 60);
    anna.close(order, NOW + 120);
    assertThat(payout((CatalogMoved) next(berts).value())).isEqualTo(0.6);
    assertThat(payout((CatalogMoved) next(annas).value())).isEqualTo(0.8);
    assertThat(payout((CatalogMoved) next(annas).value())).isEqualTo(0.8);
    assertThat(annas).isEmpty();
  }

  @Test
  void whoIsShownWhatOthersWatchAlreadyJoinsThem() throws Exception {
    bert.payout(0.6);
    await(watch(anna, "a", QUERY));
    await(watch(bert, "b", QUERY));
    BlockingQueue<EncodedOnce<WatchUpdate>> berts = hear(bert.user());
    bert.payout(0.8);

    anna.close(anna.order(), NOW + 60);

    CatalogMoved update = (CatalogMoved) next(berts).value();
    while (payout(update) == 0.6) {
      update = (CatalogMoved) next(berts).value();
    }
    assertThat(update.dataTo()).isEqualTo(NOW + 60);
    assertThat(await(bus.request(WatchService.ADDRESS, new GetWatchState())).boards()).isEqualTo(1);
  }
}
