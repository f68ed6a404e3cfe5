package br.com.catalogador.ranking;

import br.com.catalogador.analysis.message.Analysis;
import br.com.catalogador.analysis.message.JudgeCells;
import br.com.catalogador.analysis.message.StopJudging;
import br.com.catalogador.bus.Bus;
import br.com.catalogador.bus.ServiceGuard;
import br.com.catalogador.bus.ServiceRegistration;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.matrix.Matrix;
import br.com.catalogador.ranking.SharedResults.Ended;
import br.com.catalogador.ranking.SharedResults.UpdateKey;
import br.com.catalogador.ranking.message.CancelRanking;
import br.com.catalogador.ranking.message.ClearRanking;
import br.com.catalogador.ranking.message.GetRanking;
import br.com.catalogador.ranking.message.LookAtRanking;
import br.com.catalogador.ranking.message.RankingParameters;
import br.com.catalogador.ranking.message.RankingView;
import br.com.catalogador.ranking.message.RankingView.Status;
import br.com.catalogador.ranking.message.Rankings;
import br.com.catalogador.ranking.message.SetAutoUpdate;
import br.com.catalogador.ranking.message.StartRanking;
import br.com.catalogador.session.HostedService;
import br.com.catalogador.support.ContextPromise;
import br.com.catalogador.support.Throttle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One user's ranking: absent, running, or ended. Hosted by the user's session: confined to its
 * event loop, and closed with it. Only what it compares is stored; a ranking of an earlier process
 * is computed anew when somebody asks for it.
 */
public final class Ranking implements Rankings, HostedService {
  private static final Logger LOG = LoggerFactory.getLogger(Ranking.class);

  /** At most four publications per second, the one at the end of a run included. */
  private static final long PUBLISH_PAUSE_MILLIS = 334;

  private final HostedService.Host host;
  private final int concurrency;
  private final InstantSource time;
  private final Judges judges;
  private final Throttle publishing;
  private final RankingMeters meters;
  private final SharedResults results;
  private final CloseSubscription closes;
  private RankingState state;

  /** What a run without results replaces until it has some; null for none. */
  private RankingState before;

  /** What an earlier process has stored and nobody has asked for yet; null for none. */
  private RankingRecord stored;

  private boolean autoUpdate;

  /** The update that is being computed for all viewers of the same; null for none. */
  private SharedUpdate updating;

  /** The newest close that came meanwhile, UTC epoch seconds; 0 for none. */
  private long closedMeanwhile;

  private record SharedUpdate(RankingState state, Promise<Ended> ended) {}

  /** Simulates markets for the cells of a run. */
  interface Judges {
    Future<Matrix> judge(JudgeCells cells);

    /** Nobody waits for the answer of a run any more. */
    void stop(String run);
  }

  /**
   * @param concurrency maximum number of concurrent analyses of a run
   * @param results those of all rankings of this server
   * @param publish receives the view when it has changed, throttled
   * @param stored the ranking as last stored; null for none
   */
  Ranking(
      Vertx vertx,
      HostedService.Host host,
      int concurrency,
      Judges judges,
      SharedResults results,
      Consumer<RankingView> publish,
      RankingRecord stored) {
    this.host = host;
    this.concurrency = concurrency;
    this.judges = judges;
    this.time = host.localTime();
    this.publishing = new Throttle(vertx, PUBLISH_PAUSE_MILLIS, () -> publish.accept(published()));
    this.meters = RankingMeters.of(vertx, results);
    this.results = results;
    this.closes = new CloseSubscription(Bus.of(vertx), host.session(), this::closed);
    if (stored != null) {
      autoUpdate = stored.autoUpdate();
      this.stored = stored.parameters() == null ? null : stored;
    }
  }

  /** The ranking of a session, see {@link HostedService.Factory}. */
  public static Ranking hostedBy(Vertx vertx, HostedService.Host host, String stored) {
    Bus bus = Bus.of(vertx);
    return new Ranking(
        vertx,
        host,
        host.concurrentAnalyses(),
        judgesOn(bus),
        SharedResults.of(vertx),
        view -> bus.publish(Rankings.views(host.session()), view),
        RankingRecord.decode(stored).orElse(null));
  }

  private static Judges judgesOn(Bus bus) {
    return new Judges() {
      @Override
      public Future<Matrix> judge(JudgeCells cells) {
        return bus.request(Analysis.ADDRESS, cells);
      }

      @Override
      public void stop(String run) {
        bus.request(Analysis.ADDRESS, new StopJudging(run));
      }
    };
  }

  @Override
  public ServiceRegistration<?> serve(Bus bus, ServiceGuard guard) {
    return bus.serve(Rankings.address(host.session()), this, guard);
  }

  private RankingView part(GetRanking part) {
    return state == null ? RankingView.none(autoUpdate) : state.view(autoUpdate, part);
  }

  private RankingView view() {
    return part(new GetRanking());
  }

  private RankingView published() {
    return part(GetRanking.first(Rankings.MOST_PUBLISHED));
  }

  private boolean isRunning() {
    return state != null && state.isRunning();
  }

  @Override
  public Future<RankingView> start(StartRanking request) {
    host.used();
    if (isRunning()) {
      return Future.failedFuture(Failure.of(FailureKind.RANKING_RUNNING));
    }
    return run(newId(), request.parameters());
  }

  private Future<RankingView> run(String id, RankingParameters wanted) {
    RankingState previous = state;
    RankingState begun = new RankingState(id, wanted.withOwn(host.ownStrategies()), time, results);
    before = previous != null && previous.hasResults() ? previous : null;
    state = begun;
    stored = null;
    publishing.runNow();
    subscribeIfViewed();
    return new RankingRun(host, begun, concurrency, results, judges::judge, () -> runChanged(begun))
        .start()
        .onSuccess(ignored -> store())
        .onFailure(
            ignored -> {
              if (state == begun) {
                restore(previous);
                publishing.runNow();
              }
            })
        .map(ignored -> begun.view(autoUpdate, new GetRanking()));
  }

  private void restore(RankingState previous) {
    state = previous;
    before = null;
    subscribeIfViewed();
  }

  private static String newId() {
    return UUID.randomUUID().toString();
  }

  /** Called by a run after each step; ignored if the ranking has been cleared or replaced. */
  private void runChanged(RankingState ofRun) {
    if (state != ofRun) {
      return;
    }
    if (ofRun.hasResults() || !ofRun.isRunning()) {
      forgetBefore();
    }
    if (ofRun.isRunning()) {
      publishing.request();
    } else {
      meters.ended(state.status(), state.elapsed());
      publishing.runNow();
      subscribeIfViewed();
    }
  }

  private void forgetBefore() {
    if (before != null) {
      before.forget();
      before = null;
    }
  }

  /**
   * Subscribes to the closes of the assets exactly while a finished ranking is to be kept fresh.
   */
  private void subscribeIfViewed() {
    boolean wanted =
        autoUpdate
            && state != null
            && !state.isRunning()
            && state.hasResults()
            && closes.hasViewers();
    if (!wanted) {
      closes.unsubscribe();
    } else if (!closes.isSubscribed()) {
      Timeframe timeframe = state.parameters().settings().timeframe();
      // One candle earlier: what has closed since the run comes at once.
      closes.subscribe(
          timeframe, timeframe.floor(state.computedAt()) - timeframe.seconds(), state.assetIds());
    }
  }

  /** Candles have closed: computes the ranking anew, once for all viewers of the same. */
  private void closed(long until) {
    subscribeIfViewed();
    if (updating != null) {
      closedMeanwhile = until;
      return;
    }
    if (!closes.isSubscribed() || state.isForgotten()) {
      return;
    }
    RankingState updated = state;
    host.assets()
        .map(listed -> AssetSelection.of(listed, updated.parameters()).open(listed))
        .compose(
            assets ->
                results.update(
                    new UpdateKey(updated.parameters(), assets, until), () -> computeAnew(updated)))
        .onSuccess(
            ended -> {
              // What could not be computed at all leaves the rows as they were.
              if (state == updated && ended.key() != null) {
                state.adopt(ended);
                publishing.runNow();
              }
            })
        .onFailure(
            cause -> LOG.debug("the ranking is updated at the next close: {}", cause.toString()));
  }

  private Future<Ended> computeAnew(RankingState of) {
    SharedUpdate run =
        new SharedUpdate(
            new RankingState(newId(), of.parameters(), time, results), ContextPromise.create());
    updating = run;
    new RankingRun(host, run.state(), concurrency, results, judges::judge, () -> finishIfEnded(run))
        .start()
        .onFailure(run.ended()::tryFail);
    return run.ended().future().onComplete(ignored -> updated());
  }

  private void updated() {
    updating = null;
    long until = closedMeanwhile;
    closedMeanwhile = 0;
    if (until > 0) {
      closed(until);
    }
  }

  private static void finishIfEnded(SharedUpdate run) {
    if (!run.state().isRunning()) {
      run.ended().tryComplete(run.state().ended());
    }
  }

  /** For changes that must not be delayed or lost by the throttle. */
  private Future<RankingView> publishAndStore() {
    publishing.runNow();
    store();
    return Future.succeededFuture(view());
  }

  private void store() {
    RankingRecord record =
        state == null
            ? new RankingRecord(null, null, autoUpdate)
            : new RankingRecord(state.id(), state.parameters(), autoUpdate);
    host.store((stored == null ? record : stored.with(autoUpdate)).encode());
  }

  @Override
  public Future<RankingView> view(GetRanking request) {
    host.used();
    if (stored != null) {
      run(stored.id(), stored.parameters());
    } else if (state != null && !state.isRunning() && state.isForgotten()) {
      run(state.id(), state.parameters());
    }
    return Future.succeededFuture(part(request));
  }

  @Override
  public Future<RankingView> cancel(CancelRanking request) {
    host.used();
    if (!isRunning()) {
      return Future.failedFuture(Failure.of(FailureKind.RANKING_NOT_RUNNING));
    }
    cancelRun();
    RankingView cancelled = view();
    if (before != null) {
      restore(before);
    }
    return publishAndStore().map(cancelled);
  }

  private void cancelRun() {
    judges.stop(state.id());
    state.end(Status.CANCELLED);
    meters.ended(state.status(), state.elapsed());
  }

  @Override
  public Future<RankingView> clear(ClearRanking request) {
    host.used();
    forget();
    stored = null;
    subscribeIfViewed();
    return publishAndStore();
  }

  /** Ends a run without keeping what it has computed; nothing is left to be asked for. */
  private void forget() {
    forgetBefore();
    if (state != null) {
      state.forget();
    }
    if (isRunning()) {
      cancelRun();
    }
    state = null;
  }

  @Override
  public Future<RankingView> autoUpdate(SetAutoUpdate request) {
    host.used();
    autoUpdate = request.enabled();
    subscribeIfViewed();
    return publishAndStore();
  }

  @Override
  public Future<RankingView> look(LookAtRanking request) {
    closes.view(request);
    subscribeIfViewed();
    return Future.succeededFuture(published());
  }

  @Override
  public void close() {
    forget();
    autoUpdate = false;
    closes.unsubscribe();
    if (updating != null && updating.state().isRunning()) {
      updating.state().forget();
      updating.state().end(Status.CANCELLED);
      updating.ended().tryFail(Failure.of(FailureKind.INTERRUPTED));
    }
    publishing.close();
  }
}
