package br.com.catalogador.ranking;

import static br.com.catalogador.ranking.Results.asset;
import static br.com.catalogador.support.Awaiting.await;
import static br.com.catalogador.support.Awaiting.failure;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.candle.Asset;
import br.com.catalogador.candle.Asset.Category;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.matrix.MatrixOrder;
import br.com.catalogador.ranking.SharedResults.Ended;
import br.com.catalogador.ranking.SharedResults.Result;
import br.com.catalogador.ranking.SharedResults.UpdateKey;
import br.com.catalogador.ranking.message.CancelRanking;
import br.com.catalogador.ranking.message.ClearRanking;
import br.com.catalogador.ranking.message.Evidence;
import br.com.catalogador.ranking.message.GetRanking;
import br.com.catalogador.ranking.message.RankingError;
import br.com.catalogador.ranking.message.RankingParameters;
import br.com.catalogador.ranking.message.RankingView;
import br.com.catalogador.ranking.message.RankingView.Progress;
import br.com.catalogador.ranking.message.RankingView.Status;
import br.com.catalogador.ranking.message.SetAutoUpdate;
import br.com.catalogador.ranking.message.StartRanking;
import br.com.catalogador.strategy.CatalogSettings;
import br.com.catalogador.strategy.Strategies;
import br.com.catalogador.strategy.TieRule;
import br.com.catalogador.support.SettableTime;
import br.com.catalogador.support.VirtualTimers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The state machine, on the test's own thread; timers never fire. */
@ExtendWith(VertxExtension.class)
class RankingTest {
  private static final RankingParameters ALL = parameters(List.of(), null, null);

  private final SharedResults results = new SharedResults(1 << 20);
  private final SettableTime time = new SettableTime(1_790_000_000);
  private ScriptedHost host;
  private Ranking ranking;
  private Vertx vertx;

  @BeforeEach
  void create(Vertx given) {
    vertx = new VirtualTimers(given, time::millis).vertx();
    host =
        new ScriptedHost(
            time,
            asset("A", 0.8),
            asset("B", 0.85),
            asset("C", 0.9),
            asset("CLOSED", Category.OTC, false, 0.9),
            asset("D", Category.CRYPTO, true, null));
    ranking = new Ranking(vertx, host, 2, host, results, host::publish, null);
  }

  @AfterEach
  void close() {
    ranking.close();
  }

  private static RankingParameters parameters(
      List<String> symbols, Category category, Double minPayout) {
    return new RankingParameters(
        new CatalogSettings(Strategies.MINORIA, Timeframe.M1, 10, Results.MARTINGALE, TieRule.LOSS),
        MatrixOrder.WIN_RATE,
        5,
        symbols,
        category,
        minPayout);
  }

  private RankingView start(RankingParameters parameters) {
    return await(ranking.start(new StartRanking(parameters)));
  }

  private RankingView view() {
    return await(ranking.view(new GetRanking()));
  }

  private RankingView cancel() {
    return await(ranking.cancel(new CancelRanking()));
  }

  private RankingView autoUpdate(boolean enabled) {
    return await(ranking.autoUpdate(new SetAutoUpdate(enabled)));
  }

  private static List<String> symbols(RankingView view) {
    return view.entries().stream().map(entry -> entry.asset().symbol()).toList();
  }

  @Test
  void isIdleAtFirst() {
    assertThat(view()).isEqualTo(RankingView.none(false));
  }

  @Test
  void aRunAnalyzesEveryOpenAssetOnceWithinTheConcurrencyLimit() {
    RankingView begun = start(ALL);

    assertThat(begun.status()).isEqualTo(Status.RUNNING);
    assertThat(begun.id()).isNotNull();
    assertThat(begun.progress()).isEqualTo(new Progress(4, 0, 0, "B", 0, null));
    assertThat(host.underWay()).containsExactly("A", "B");
    host.succeed("B", 9, 1);
    assertThat(host.underWay()).containsExactly("A", "C");
    host.succeed("A", 8, 2);
    host.succeed("C", 10, 0);
    host.succeed("D", 5, 5);

    assertThat(view().status()).isEqualTo(Status.DONE);
    assertThat(view().id()).isEqualTo(begun.id());
    assertThat(symbols(view())).containsExactly("C", "B", "A", "D");
    assertThat(host.asked("CLOSED")).isZero();
    assertThat(List.of(host.asked("A"), host.asked("B"), host.asked("C"), host.asked("D")))
        .containsOnly(1);
  }

  @Test
  void remainingTimeIsEstimatedFromTheAverageTimePerAsset() {
    start(ALL);
    time.forward(Duration.ofSeconds(3));
    host.succeed("A", 8, 2);

    assertThat(view().progress()).isEqualTo(new Progress(4, 1, 0, "C", 3_000, 9_000L));

    time.forward(Duration.ofSeconds(1));
    List.of("B", "C", "D").forEach(symbol -> host.succeed(symbol, 9, 1));
    time.forward(Duration.ofSeconds(60));

    assertThat(view().progress()).isEqualTo(new Progress(4, 4, 0, null, 4_000, 0L));
    assertThat(view().startedAt()).isEqualTo(time.instant().minusSeconds(64));
    assertThat(view().finishedAt()).isEqualTo(time.instant().minusSeconds(60));
  }

  @Test
  void aFailedAssetIsListedAsErrorAndTheRunContinues() {
    start(ALL);
    host.fail("A", Failure.of(FailureKind.BROKER_REFUSED, Map.of("brokerStatus", 4040)));
    List.of("B", "C", "D").forEach(symbol -> host.succeed(symbol, 9, 1));

    assertThat(view().status()).isEqualTo(Status.DONE);
    assertThat(view().progress()).isEqualTo(new Progress(4, 4, 1, null, 0, 0L));
    assertThat(view().errors())
        .containsExactly(
            new RankingError("A", FailureKind.BROKER_REFUSED, Map.of("brokerStatus", 4040)));
    assertThat(symbols(view())).containsExactly("B", "C", "D");
  }

  @Test
  void theRunFailsOnlyWhenEveryAssetFails() {
    start(ALL);
    for (String symbol : List.of("A", "B", "C", "D")) {
      host.fail(symbol, Failure.of(FailureKind.BROKER_TIMEOUT));
    }

    assertThat(view().status()).isEqualTo(Status.FAILED);
    assertThat(view().errors()).hasSize(4);
  }

  @Test
  void theRunFailsWhenTheAssetsCannotBeListed() {
    host.listing(Future.failedFuture(Failure.of(FailureKind.BROKER_UNAVAILABLE)));

    assertThat(start(ALL).status()).isEqualTo(Status.FAILED);
    assertThat(view().errors())
        .containsExactly(new RankingError(null, FailureKind.BROKER_UNAVAILABLE, Map.of()));
  }

  @Test
  void theRunIsDoneAtOnceWhenNoAssetMatches() {
    assertThat(start(parameters(List.of(), Category.INDEX, null)).status()).isEqualTo(Status.DONE);
    assertThat(view().progress()).isEqualTo(new Progress(0, 0, 0, null, 0, 0L));
  }

  @Test
  void categoryAndMinimumPayoutFilterTheAssets() {
    start(parameters(List.of(), Category.OTC, 0.85));
    assertThat(host.underWay()).containsExactly("B", "C");
    cancel();

    start(parameters(List.of(), Category.CRYPTO, null));
    assertThat(view().progress().total()).isEqualTo(1);
    assertThat(host.asked("D")).isEqualTo(1);
  }

  @Test
  void aChosenAssetThatIsClosedIsAnErrorAndNotAnalyzed() {
    start(parameters(List.of("C", "CLOSED"), null, null));
    host.succeed("C", 9, 1);

    assertThat(view().status()).isEqualTo(Status.DONE);
    assertThat(view().progress()).isEqualTo(new Progress(2, 2, 1, null, 0, 0L));
    assertThat(view().errors())
        .containsExactly(
            new RankingError("CLOSED", FailureKind.ASSET_CLOSED, Map.of("asset", "CLOSED")));
    assertThat(host.asked("CLOSED")).isZero();
  }

  @Test
  void anUnknownSymbolIsRejectedByNameAndThePreviousRankingStays() {
    start(ALL);
    cancel();
    RankingView before = view();

    Failure refused =
        failure(ranking.start(new StartRanking(parameters(List.of("A", "NOPE"), null, null))));

    assertThat(refused.kind()).isEqualTo(FailureKind.INVALID_PARAMETER);
    assertThat(refused.facts().getString("field")).isEqualTo("assets");
    assertThat(refused.facts().getString("got")).isEqualTo("NOPE");
    assertThat(view()).isEqualTo(before);
    assertThat(host.published()).last().isEqualTo(before);
  }

  @Test
  void startFailsWithSessionEndedWhenTheSessionHasEnded() {
    host.listing(Future.failedFuture(Failure.of(FailureKind.SESSION_ENDED)));

    assertThat(failure(ranking.start(new StartRanking(ALL))).kind())
        .isEqualTo(FailureKind.SESSION_ENDED);
    assertThat(view()).isEqualTo(RankingView.none(false));
  }

  @Test
  void aSecondRunIsRejectedDuringARun() {
    Promise<Void> listed = Promise.promise();
    host.listing(listed.future());
    Future<RankingView> first = ranking.start(new StartRanking(ALL));

    assertThat(failure(ranking.start(new StartRanking(ALL))).kind())
        .isEqualTo(FailureKind.RANKING_RUNNING);
    listed.complete();
    assertThat(failure(ranking.start(new StartRanking(ALL))).kind())
        .isEqualTo(FailureKind.RANKING_RUNNING);
    assertThat(view().id()).isEqualTo(await(first).id());
  }

  @Test
  void cancelKeepsResultsSoFarAndIgnoresLaterOnes() {
    start(ALL);
    host.succeed("A", 8, 2);

    RankingView cancelled = cancel();

    assertThat(cancelled.status()).isEqualTo(Status.CANCELLED);
    assertThat(cancelled.progress()).isEqualTo(new Progress(4, 1, 0, null, 0, 0L));
    assertThat(symbols(cancelled)).containsExactly("A");
    host.succeed("B", 9, 1);
    host.fail("C", Failure.of(FailureKind.BROKER_TIMEOUT));
    assertThat(view()).isEqualTo(cancelled);
    assertThat(host.asked("D")).isZero();
  }

  @Test
  void cancelBringsBackTheRankingBeforeARunWithoutResults() {
    start(parameters(List.of("C"), null, null));
    host.succeed("C", 9, 1);
    RankingView before = view();
    start(ALL);

    RankingView cancelled = cancel();

    assertThat(cancelled.status()).isEqualTo(Status.CANCELLED);
    assertThat(cancelled.entries()).isEmpty();
    assertThat(view()).isEqualTo(before);
    host.succeed("A", 8, 2);
    assertThat(view()).isEqualTo(before);
  }

  @Test
  void aRunWithAResultHasReplacedTheRankingBefore() {
    start(parameters(List.of("C"), null, null));
    host.succeed("C", 9, 1);
    start(ALL);
    host.succeed("A", 8, 2);

    cancel();

    assertThat(symbols(view())).containsExactly("A");
    assertThat(view().status()).isEqualTo(Status.CANCELLED);
  }

  @Test
  void aRunCancelledBeforeTheListAnalyzesNothing() {
    Promise<Void> listed = Promise.promise();
    host.listing(listed.future());
    Future<RankingView> started = ranking.start(new StartRanking(ALL));

    cancel();
    listed.complete();

    assertThat(await(started).status()).isEqualTo(Status.CANCELLED);
    assertThat(host.underWay()).isEmpty();
  }

  @Test
  void aNewRunIgnoresResultsOfACancelledOne() {
    start(ALL);
    cancel();
    start(parameters(List.of("C"), null, null));

    host.succeed("A", 10, 0);

    assertThat(view().entries()).isEmpty();
    assertThat(view().progress()).isEqualTo(new Progress(1, 0, 0, "C", 0, null));
  }

  @Test
  void cancelIsRejectedWithoutARun() {
    assertThat(failure(ranking.cancel(new CancelRanking())).kind())
        .isEqualTo(FailureKind.RANKING_NOT_RUNNING);
    start(parameters(List.of("A"), null, null));
    host.succeed("A", 9, 1);
    assertThat(failure(ranking.cancel(new CancelRanking())).kind())
        .isEqualTo(FailureKind.RANKING_NOT_RUNNING);
  }

  @Test
  void clearRemovesTheRankingAndEndsARun() {
    autoUpdate(true);
    start(ALL);

    assertThat(await(ranking.clear(new ClearRanking()))).isEqualTo(RankingView.none(true));
    host.succeed("A", 9, 1);
    host.succeed("B", 9, 1);

    assertThat(view()).isEqualTo(RankingView.none(true));
    assertThat(host.underWay()).isEmpty();
    assertThat(host.stored()).last().isEqualTo(new RankingRecord(null, null, true));
  }

  // What is published and stored

  @Test
  void statusChangesArePublishedAtOnceAndParametersStored() {
    RankingParameters ofTwo = parameters(List.of("A", "B"), null, null);
    String id = start(ofTwo).id();
    assertThat(host.published()).extracting(RankingView::status).containsExactly(Status.RUNNING);
    assertThat(host.stored()).containsExactly(new RankingRecord(id, ofTwo, false));
    host.succeed("A", 9, 1);
    host.succeed("B", 9, 1);

    assertThat(host.published()).last().isEqualTo(view());
    assertThat(host.published()).hasSize(2);
    assertThat(host.stored()).hasSize(1);
    assertThat(autoUpdate(true)).isEqualTo(view());
    assertThat(host.published()).last().isEqualTo(view());
    assertThat(host.stored()).last().isEqualTo(new RankingRecord(id, ofTwo, true));
  }

  @Test
  void everyOperationCountsAsUseOfTheSession() {
    start(parameters(List.of("A"), null, null));
    view();
    cancel();
    autoUpdate(true);
    await(ranking.clear(new ClearRanking()));
    assertThat(host.uses()).isEqualTo(5);
  }

  @Test
  void nothingIsPublishedOrStoredAfterClose() {
    autoUpdate(true);
    start(ALL);
    ranking.close();
    int published = host.published().size();
    int stored = host.stored().size();

    host.succeed("A", 9, 1);
    host.succeed("B", 9, 1);

    assertThat(host.underWay()).isEmpty();
    assertThat(host.published()).hasSize(published);
    assertThat(host.stored()).hasSize(stored);
  }

  // Restored

  private void restore(RankingRecord stored) {
    ranking = new Ranking(vertx, host, 2, host, results, host::publish, stored);
  }

  @Test
  void aStoredRankingIsComputedAnewWhenItIsNextAskedFor() {
    RankingRecord stored =
        new RankingRecord("stored", parameters(List.of("A", "B"), null, null), true);
    restore(stored);
    assertThat(host.underWay()).isEmpty();

    assertThat(view().status()).isEqualTo(Status.RUNNING);
    assertThat(view().id()).isEqualTo("stored");
    host.succeed("A", 8, 2);
    host.succeed("B", 9, 1);

    assertThat(view().status()).isEqualTo(Status.DONE);
    assertThat(view().parameters()).isEqualTo(stored.parameters());
    assertThat(view().autoUpdate()).isTrue();
    assertThat(symbols(view())).containsExactly("B", "A");
  }

  @Test
  void clearForgetsAStoredRanking() {
    restore(new RankingRecord("stored", ALL, false));

    assertThat(await(ranking.clear(new ClearRanking()))).isEqualTo(RankingView.none(false));

    assertThat(view()).isEqualTo(RankingView.none(false));
    assertThat(host.stored()).last().isEqualTo(new RankingRecord(null, null, false));
  }

  // Shared and bounded

  private static SharedResults resultsOf(int cells) {
    return new SharedResults((long) cells * SharedResults.CELL_BYTES);
  }

  private static Result result(int cells) {
    CellResult cell =
        new CellResult(
            asset("A", 0.8),
            Strategies.MINORIA,
            0,
            Results.result("A", 0.8, 9, 0, 0, 1).counted().cells().get(0),
            Evidence.NONE,
            Results.COMPUTED_AT);
    return new Result(Collections.nCopies(cells, cell), null, null);
  }

  @Test
  void resultsKeepAtMostTheirBytesAndTheLeastRecentlyUsedGoesFirst() {
    SharedResults ofFour = resultsOf(4);
    Object first = ofFour.keep(result(2));
    Object second = ofFour.keep(result(2));
    assertThat(ofFour.known(first)).isEqualTo(result(2));

    Object third = ofFour.keep(result(1));

    assertThat(ofFour.known(second)).isNull();
    assertThat(ofFour.known(first)).isEqualTo(result(2));
    assertThat(ofFour.known(third)).isEqualTo(result(1));
    Object tooLarge = ofFour.keep(result(5));
    assertThat(ofFour.known(tooLarge)).isNull();
  }

  @Test
  void theNewestResultStaysHoweverOftenTheOthersAreAskedFor() {
    SharedResults ofFour = resultsOf(4);
    Object old = ofFour.keep(result(3));
    for (int i = 0; i < 20; i++) {
      assertThat(ofFour.known(old)).isNotNull();
    }

    Object newest = ofFour.keep(result(3));

    assertThat(ofFour.known(newest)).isEqualTo(result(3));
    assertThat(ofFour.known(old)).isNull();
  }

  @Test
  void aRankingThatDidNotFitAnyMoreIsComputedAnewWhenItIsNextAskedFor() {
    SharedResults ofTwo = resultsOf(2);
    ranking = new Ranking(vertx, host, 2, host, ofTwo, host::publish, null);
    String id = start(parameters(List.of("A", "B"), null, null)).id();
    host.succeed("A", 8, 2);
    host.succeed("B", 9, 1);
    assertThat(symbols(view())).containsExactly("B", "A");

    ofTwo.keep(result(1));

    assertThat(view().status()).isEqualTo(Status.RUNNING);
    assertThat(view().id()).isEqualTo(id);
    host.succeed("A", 8, 2);
    host.succeed("B", 9, 1);
    assertThat(view().status()).isEqualTo(Status.DONE);
    assertThat(symbols(view())).containsExactly("B", "A");
    assertThat(List.of(host.asked("A"), host.asked("B"))).containsOnly(2);
  }

  private void startAndCountA() {
    start(parameters(List.of("A", "B"), null, null));
    host.succeed("A", 9, 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cleared", "cancelled, cleared", "cancelled, replaced", "closed"})
  void resultsThatNobodyCanAskForTakeNoRoomFromOthers(String end) {
    SharedResults ofFour = resultsOf(4);
    Object others = ofFour.keep(result(3));
    ranking = new Ranking(vertx, host, 2, host, ofFour, host::publish, null);

    startAndCountA();
    if (end.startsWith("cancelled")) {
      cancel();
    }
    if (end.endsWith("replaced")) {
      startAndCountA();
    }
    if (end.equals("closed")) {
      ranking.close();
    } else {
      await(ranking.clear(new ClearRanking()));
    }
    Object next = ofFour.keep(result(1));

    assertThat(ofFour.known(others)).isEqualTo(result(3));
    assertThat(ofFour.known(next)).isEqualTo(result(1));
  }

  @Test
  void runsWhoseCellsDoNotFitWaitForTheirTurnInOrder() {
    SharedResults shared = resultsOf(2 * 5);
    List<ScriptedHost> hosts = new ArrayList<>();
    List<Ranking> rankings = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      ScriptedHost its = new ScriptedHost(time, asset("A", 0.8), asset("B", 0.8), asset("C", 0.8));
      hosts.add(its);
      rankings.add(new Ranking(vertx, its, 2, its, shared, its::publish, null));
      await(rankings.get(i).start(new StartRanking(ALL)));
    }

    assertThat(hosts.stream().map(ScriptedHost::underWay))
        .containsExactly(List.of("A", "B"), List.of(), List.of(), List.of());
    assertThat(shared.waiting()).isEqualTo(3);
    RankingView waiting = await(rankings.get(1).view(new GetRanking()));
    assertThat(waiting.status()).isEqualTo(Status.RUNNING);
    assertThat(waiting.progress()).isEqualTo(new Progress(3, 0, 0, null, 0, null));

    await(rankings.get(2).cancel(new CancelRanking()));
    List.of("A", "B", "C").forEach(symbol -> hosts.get(0).succeed(symbol, 9, 1));
    assertThat(hosts.stream().map(ScriptedHost::underWay))
        .containsExactly(List.of(), List.of("A", "B"), List.of(), List.of());

    await(rankings.get(1).cancel(new CancelRanking()));
    assertThat(hosts.get(3).underWay()).containsExactly("A", "B");
    assertThat(shared.waiting()).isZero();
    rankings.forEach(Ranking::close);
  }

  @Test
  void anUpdateIsSharedFromItsBeginningAndMadeAgainForAllWhenItFails() {
    UpdateKey key = new UpdateKey(ALL, List.of(), 0);
    Ended ended = new Ended("key", Status.DONE, 1, 0, List.of());
    Promise<Ended> failing = Promise.promise();
    Promise<Ended> succeeding = Promise.promise();
    List<String> makers = new ArrayList<>();
    List<Future<Ended>> followers = new ArrayList<>();
    Runnable follow =
        () ->
            followers.add(
                results.update(
                    key,
                    () -> {
                      makers.add("follower");
                      return succeeding.future();
                    }));
    Future<Ended> first =
        results.update(
            key,
            () -> {
              makers.add("first");
              follow.run();
              return failing.future();
            });
    follow.run();
    assertThat(makers).containsExactly("first");

    failing.fail(Failure.of(FailureKind.INTERRUPTED));
    succeeding.complete(ended);

    assertThat(makers).containsExactly("first", "follower");
    assertThat(failure(first).kind()).isEqualTo(FailureKind.INTERRUPTED);
    assertThat(followers).hasSize(2).allSatisfy(it -> assertThat(await(it)).isEqualTo(ended));
  }

  // Simulated markets

  @Test
  void rowsComeBeforeTheMarketsAreSimulated() {
    Promise<Void> simulated = Promise.promise();
    host.judging(simulated.future());
    start(parameters(List.of("A"), null, null));
    host.succeed("A", 9, 1);

    assertThat(view().status()).isEqualTo(Status.RUNNING);
    assertThat(symbols(view())).containsExactly("A");
    assertThat(view().simulations()).isNull();
    simulated.complete();
    assertThat(view().status()).isEqualTo(Status.DONE);
    assertThat(view().simulations()).isZero();
  }

  @Test
  void cancelStopsTheSimulationAndKeepsTheRows() {
    Promise<Void> simulated = Promise.promise();
    host.judging(simulated.future());
    String id = start(parameters(List.of("A"), null, null)).id();
    host.succeed("A", 9, 1);

    cancel();
    simulated.complete();

    assertThat(host.stopped()).containsExactly(id);
    assertThat(view().status()).isEqualTo(Status.CANCELLED);
    assertThat(symbols(view())).containsExactly("A");
    assertThat(view().simulations()).isNull();
  }

  @Test
  void aRankingWhoseMarketsCannotBeSimulatedKeepsItsRowsAndSaysSo() {
    host.judging(Future.failedFuture(Failure.of(FailureKind.BUSY)));
    start(parameters(List.of("A"), null, null));
    host.succeed("A", 9, 1);

    assertThat(view().status()).isEqualTo(Status.DONE);
    assertThat(symbols(view())).containsExactly("A");
    assertThat(view().errors()).containsExactly(new RankingError(null, FailureKind.BUSY, Map.of()));
  }

  @Test
  void thousandsOfSynchronousFailuresAreListedAsErrors() {
    Asset[] many =
        IntStream.range(0, 20_000).mapToObj(i -> asset("A" + i, 0.8)).toArray(Asset[]::new);
    ScriptedHost failing = new ScriptedHost(time, many);
    failing.failAtOnce(Failure.of(FailureKind.BROKER_REFUSED));
    Ranking ofMany = new Ranking(vertx, failing, 10, failing, results, failing::publish, null);

    RankingView view = await(ofMany.start(new StartRanking(ALL)));

    assertThat(view.status()).isEqualTo(Status.FAILED);
    assertThat(view.errors()).hasSize(20_000);
    ofMany.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"BROKER_TIMEOUT", "BROKER_UNAVAILABLE", "BROKER_LIMIT", "BUSY"})
  void aTransientFailureIsRetriedOnceAtTheEnd(FailureKind kind) {
    start(ALL);
    host.fail("A", Failure.of(kind));
    host.fail("B", Failure.of(kind));
    host.succeed("C", 9, 1);
    assertThat(host.underWay()).containsExactly("D");
    host.succeed("D", 8, 2);

    assertThat(view().status()).isEqualTo(Status.RUNNING);
    assertThat(view().errors()).isEmpty();
    assertThat(view().progress().done()).isEqualTo(2);
    assertThat(host.underWay()).containsExactly("A", "B");
    host.succeed("A", 7, 3);
    host.fail("B", Failure.of(kind));

    assertThat(view().status()).isEqualTo(Status.DONE);
    assertThat(symbols(view())).containsExactly("C", "D", "A");
    assertThat(view().errors()).containsExactly(new RankingError("B", kind, Map.of()));
    assertThat(view().progress()).isEqualTo(new Progress(4, 4, 1, null, 0, 0L));
    assertThat(host.asked("B")).isEqualTo(2);
  }

  @Test
  void aRefusalOfTheBrokerIsNotRetried() {
    start(ALL);
    host.fail("A", Failure.of(FailureKind.BROKER_REFUSED));
    host.succeed("B", 9, 1);
    host.succeed("C", 9, 1);
    host.succeed("D", 9, 1);

    assertThat(view().status()).isEqualTo(Status.DONE);
    assertThat(host.asked("A")).isEqualTo(1);
  }

  @Test
  void nothingIsRetriedWhenNothingSucceeded() {
    start(ALL);
    for (String symbol : List.of("A", "B", "C", "D")) {
      host.fail(symbol, Failure.of(FailureKind.BROKER_TIMEOUT));
    }

    assertThat(view().status()).isEqualTo(Status.FAILED);
    assertThat(view().errors()).extracting(RankingError::asset).containsExactly("A", "B", "C", "D");
    assertThat(host.asked("A")).isEqualTo(1);
  }
}
