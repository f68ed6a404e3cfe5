package br.com.catalogador.live;

import static br.com.catalogador.support.Awaiting.await;
import static br.com.catalogador.support.Awaiting.failure;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.bus.Cluster;
import br.com.catalogador.bus.Failure;
import br.com.catalogador.bus.FailureKind;
import br.com.catalogador.bus.News;
import br.com.catalogador.candle.Candle;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.live.message.GetLiveState;
import br.com.catalogador.live.message.Live;
import br.com.catalogador.live.message.LiveUpdate;
import br.com.catalogador.live.message.LiveUpdate.CandleRuns;
import br.com.catalogador.live.message.LiveUpdate.CatalogMoved;
import br.com.catalogador.live.message.Unwatch;
import br.com.catalogador.live.message.Watch;
import br.com.catalogador.live.message.Watched;
import br.com.catalogador.live.message.WatcherId;
import br.com.catalogador.session.message.Carry;
import br.com.catalogador.session.message.GetCatalog;
import br.com.catalogador.session.message.SessionDirectory;
import br.com.catalogador.session.message.SessionEnded;
import br.com.catalogador.session.message.SessionEnded.Reason;
import br.com.catalogador.session.message.SessionView.Connection;
import br.com.catalogador.session.message.UserId;
import br.com.catalogador.strategy.Strategies;
import br.com.catalogador.strategy.TieRule;
import br.com.catalogador.support.Awaiting;
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

/** Who computes and who carries, and what is told to whom. */
@ExtendWith(VertxExtension.class)
class LiveVerticleTest {
  /** A whole minute. */
  private static final long NOW = 1_790_000_040;

  private static final GetCatalog QUERY = query(10);

  /** Stands still unless a test moves it. */
  private final AtomicLong nanos = new AtomicLong();

  private Bus bus;
  private ScriptedCarrier anna;
  private ScriptedCarrier bert;

  @BeforeEach
  void start(Vertx vertx) {
    bus = Bus.install(vertx);
    await(vertx.deployVerticle(new LiveVerticle(nanos::get)));
    anna = new ScriptedCarrier(bus, "1", NOW);
    bert = new ScriptedCarrier(bus, "2", NOW);
  }

  private static GetCatalog query(int quadrants) {
    return new GetCatalog(
        "EURUSD", Timeframe.M1, Strategies.MINORIA, quadrants, 2, TieRule.LOSS, null, 2, false);
  }

  private Future<Watched> watch(ScriptedCarrier session, String socket, GetCatalog query) {
    return bus.request(
        Live.ADDRESS, new Watch(new WatcherId(socket), session.user(), session.id(), query));
  }

  private void unwatch(String socket) {
    await(bus.request(Live.ADDRESS, new Unwatch(new WatcherId(socket))));
  }

  private BlockingQueue<News<LiveUpdate>> hear(UserId user) {
    BlockingQueue<News<LiveUpdate>> told = new LinkedBlockingQueue<>();
    await(bus.listen(Live.updates(user), told::add).completion());
    return told;
  }

  private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    T next = queue.poll(10, TimeUnit.SECONDS);
    assertThat(next).isNotNull();
    return next;
  }

  @Test
  void fiftyWatchersCostOneComputationPerClosedCandleAndAreToldOneObject() throws Exception {
    List<ScriptedCarrier> sessions = new ArrayList<>(List.of(anna));
    IntStream.range(10, 59).forEach(i -> sessions.add(new ScriptedCarrier(bus, "" + i, NOW)));
    List<BlockingQueue<News<LiveUpdate>>> ears =
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

    News<LiveUpdate> first = next(ears.get(0));
    for (BlockingQueue<News<LiveUpdate>> ear : ears.subList(1, 50)) {
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
    final BlockingQueue<News<LiveUpdate>> ear = hear(anna.user());

    first.complete();
    second.complete();
    await(last);
    anna.close(anna.order(), NOW + 60);

    assertThat(((CatalogMoved) next(ear).told()).query()).isEqualTo(QUERY);
  }

  @Test
  void aWatchThatFailsLeavesTheNextOneOfItsSocketAlone() throws Exception {
    Promise<Void> first = Promise.promise();
    Promise<Void> second = Promise.promise();
    Future<Watched> last = watchTwice(first.future(), second.future());
    final BlockingQueue<News<LiveUpdate>> ear = hear(anna.user());

    first.fail(Failure.of(FailureKind.BROKER_TIMEOUT));
    second.complete();
    await(last);
    anna.close(anna.order(), NOW + 60);

    assertThat(((CatalogMoved) next(ear).told()).query()).isEqualTo(QUERY);
  }

  @Test
  void whoSharesAComputationThatFailsIsAnsweredByHisOwnSession() {
    Promise<Void> gate = Promise.promise();
    anna.gate(gate.future());
    Future<Watched> first = watch(anna, "a", QUERY);
    Future<Watched> second = watch(bert, "b", QUERY);

    gate.fail(Failure.of(FailureKind.SESSION_ENDED));

    assertThat(failure(first).kind()).isEqualTo(FailureKind.SESSION_ENDED);
    assertThat(await(second).catalog().analysed().catalog().rows()).hasSize(10);
  }

  @Test
  void anUpdateHoldsWhatHasChangedSinceTheOneBefore() throws Exception {
    BlockingQueue<News<LiveUpdate>> ear = hear(anna.user());
    Watched watched = await(watch(anna, "a", QUERY));
    Carry order = anna.order();
    assertThat(order.toldTo()).isEqualTo(NOW);

    for (long end = NOW + 60; end <= NOW + 600; end += 60) {
      anna.close(order, end);
      CatalogMoved update = (CatalogMoved) next(ear).told();
      assertThat(update.candles().size()).isEqualTo(1);
      assertThat(update.candles().from(0)).isEqualTo(end - 60);
      assertThat(update.dataTo()).isEqualTo(end);
      assertThat(update.computedAt()).isEqualTo(end);
      assertThat(update.rowsChanged()).hasSizeLessThan(3);
      assertThat(update.rowsChanged())
          .doesNotContainAnyElementsOf(watched.catalog().analysed().catalog().rows());
    }
  }

  @Test
  void aWatchDuringAComputationIsNotAnsweredWithWhatHasPassed() throws Exception {
    await(watch(anna, "a", QUERY));
    Carry order = anna.order();
    Promise<Void> gate = Promise.promise();
    bert.gate(gate.future());
    Future<Watched> late = watch(bert, "b", query(20));
    assertThat(late.isComplete()).isFalse();

    BlockingQueue<News<LiveUpdate>> ear = hear(anna.user());
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
    Carry first = anna.order();
    BlockingQueue<News<LiveUpdate>> ear = hear(bert.user());
    anna.close(first, NOW + 60);
    next(ear);

    unwatch("a");

    assertThat(anna.stop().id()).isEqualTo(first.id());
    Carry second = bert.order();
    assertThat(second.toldTo()).isEqualTo(NOW + 60);
    // What the first one still says is not heard, nor is what has been told before.
    anna.close(first, NOW + 120);
    bert.close(second, NOW + 60);
    bert.close(second, NOW + 120);
    assertThat(((CatalogMoved) next(ear).told()).dataTo()).isEqualTo(NOW + 120);
    bert.close(second, NOW + 180);
    assertThat(((CatalogMoved) next(ear).told()).dataTo()).isEqualTo(NOW + 180);
    assertThat(bert.computations()).extracting(it -> it.notBefore()).doesNotContain(NOW + 60);
  }

  @Test
  void aCarrierWithoutItsLinkGivesWayToOneThatHasIt() throws Exception {
    await(watch(anna, "a", QUERY));
    await(watch(bert, "b", QUERY));
    Carry first = anna.order();

    anna.link(Connection.RECONNECTING);

    assertThat(anna.stop().id()).isEqualTo(first.id());
    assertThat(bert.order().toldTo()).isEqualTo(NOW);
    // And keeps it: a hand-over more would serve nobody.
    anna.link(Connection.CONNECTED);
    bert.link(Connection.CONNECTED);
    await(watch(anna, "c", QUERY));
    assertThat(anna.orders()).isEmpty();
  }

  @Test
  void aSessionThatEndsTakesItsWatchersAlong() throws Exception {
    await(watch(anna, "a", QUERY));
    await(watch(bert, "b", QUERY));
    anna.order();

    anna.vanish();
    bus.publish(
        SessionDirectory.ENDED, new SessionEnded(anna.id(), anna.user(), Reason.LOGGED_OUT));

    BlockingQueue<News<LiveUpdate>> ear = hear(bert.user());
    BlockingQueue<News<LiveUpdate>> gone = hear(anna.user());
    bert.close(bert.order(), NOW + 60);
    next(ear);
    assertThat(gone).isEmpty();
  }

  @Test
  void whatWasOrderedIsOrderedAgainOnceThisServerIsBackAmongTheOthers() throws Exception {
    await(watch(anna, "a", QUERY));
    Carry order = anna.order();

    bus.publish(Cluster.REJOINED, new Cluster.Rejoined());

    assertThat(anna.order()).isEqualTo(order);
  }

  @Test
  void aCarrierThatIsGoneIsReplacedEvenIfNobodySaysSo() throws Exception {
    await(watch(anna, "a", QUERY));
    await(watch(bert, "b", QUERY));
    Carry order = anna.order();

    anna.link(Connection.CLOSED);

    assertThat(bert.order().toldTo()).isEqualTo(NOW);
    // It may only seem so: then nobody would ever tell it.
    assertThat(anna.stop().id()).isEqualTo(order.id());
  }

  @Test
  void anOrderThatIsTakenButNotAnsweredIsCalledOff() throws Exception {
    anna.refuse(FailureKind.BUSY);
    await(watch(anna, "a", QUERY));

    Carry order = anna.order();

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
    assertThat(anna.order().toldTo()).isEqualTo(NOW);
  }

  @Test
  void theLastOneToLeaveEndsTheFeed() throws Exception {
    await(watch(anna, "a", QUERY));
    await(watch(anna, "b", query(20)));
    Carry order = anna.order();

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
    Carry order = anna.order();
    BlockingQueue<News<LiveUpdate>> ear = hear(anna.user());

    anna.move(order, new Candle(NOW - 60, 1, 1, 1, 1));
    anna.move(order, new Candle(NOW, 1, 1, 1, 1));
    anna.move(order, new Candle(NOW, 1, 2, 1, 2));
    anna.close(order, NOW + 60);
    anna.move(order, new Candle(NOW + 60, 3, 3, 3, 3));

    assertThat(((CandleRuns) next(ear).told()).running().candle().close()).isEqualTo(1);
    assertThat(next(ear).told()).isInstanceOf(CatalogMoved.class);
    assertThat(((CandleRuns) next(ear).told()).running().candle().close()).isEqualTo(3);
  }

  @Test
  void aComputationThatFailsIsMadeUpFor() throws Exception {
    await(watch(anna, "a", QUERY));
    Carry order = anna.order();
    BlockingQueue<News<LiveUpdate>> ear = hear(anna.user());
    anna.gate(Future.failedFuture(Failure.of(FailureKind.BROKER_TIMEOUT)));
    anna.close(order, NOW + 60);
    assertThat(anna.computation().notBefore()).isZero();
    assertThat(anna.computation().notBefore()).isEqualTo(NOW + 60);
    anna.gate(Future.succeededFuture());

    // Without another candle that would ask for it.
    CatalogMoved update = (CatalogMoved) next(ear).told();

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
    assertThat(await(first).catalog().analysed().summary().money().payout()).isEqualTo(0.8);
    assertThat(await(second).catalog().analysed().summary().money().payout()).isEqualTo(0.6);
    assertThat(await(second).catalog().asset().payout()).isEqualTo(0.6);
    BlockingQueue<News<LiveUpdate>> annas = hear(anna.user());
    BlockingQueue<News<LiveUpdate>> berts = hear(bert.user());

    anna.close(anna.order(), NOW + 60);

    assertThat(payout((CatalogMoved) next(annas).told())).isEqualTo(0.8);
    assertThat(payout((CatalogMoved) next(berts).told())).isEqualTo(0.6);
    assertThat(annas).isEmpty();
    assertThat(berts).isEmpty();
    assertThat(bert.orders()).isEmpty();
  }

  @Test
  void aPayoutThatChangesWhileSomebodyWatchesIsToldToThatAccountAlone() throws Exception {
    await(watch(anna, "a", QUERY));
    await(watch(bert, "b", QUERY));
    BlockingQueue<News<LiveUpdate>> annas = hear(anna.user());
    BlockingQueue<News<LiveUpdate>> berts = hear(bert.user());
    bert.payout(0.6);
    Carry order = anna.order();

    anna.close(order, NOW + 60);

    CatalogMoved update = (CatalogMoved) next(berts).told();
    while (payout(update) == 0.8) {
      // The news of the close, which do not wait until the accounts have been asked.
      update = (CatalogMoved) next(berts).told();
    }
    assertThat(update.dataTo()).isEqualTo(NOW + 60);
    anna.close(order, NOW + 120);
    assertThat(payout((CatalogMoved) next(berts).told())).isEqualTo(0.6);
    assertThat(payout((CatalogMoved) next(annas).told())).isEqualTo(0.8);
    assertThat(payout((CatalogMoved) next(annas).told())).isEqualTo(0.8);
    assertThat(annas).isEmpty();
  }

  @Test
  void whoIsShownWhatOthersWatchAlreadyJoinsThem() throws Exception {
    bert.payout(0.6);
    await(watch(anna, "a", QUERY));
    await(watch(bert, "b", QUERY));
    BlockingQueue<News<LiveUpdate>> berts = hear(bert.user());
    bert.payout(0.8);

    anna.close(anna.order(), NOW + 60);

    CatalogMoved update = (CatalogMoved) next(berts).told();
    while (payout(update) == 0.6) {
      update = (CatalogMoved) next(berts).told();
    }
    assertThat(update.dataTo()).isEqualTo(NOW + 60);
    assertThat(await(bus.request(Live.ADDRESS, new GetLiveState())).boards()).isEqualTo(1);
  }
}
