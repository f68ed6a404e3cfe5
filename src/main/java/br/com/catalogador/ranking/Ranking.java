package br.com.catalogador.ranking;

import br.com.catalogador.bus.Bus;
import br.com.catalogador.bus.ServiceGuard;
import br.com.catalogador.bus.ServiceRegistration;
import br.com.catalogador.candle.Asset;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.ranking.message.CancelRanking;
import br.com.catalogador.ranking.message.ClearRanking;
import br.com.catalogador.ranking.message.EnterAnalysis;
import br.com.catalogador.ranking.message.GetRanking;
import br.com.catalogador.ranking.message.RankingOrder;
import br.com.catalogador.ranking.message.RankingParameters;
import br.com.catalogador.ranking.message.RankingView;
import br.com.catalogador.ranking.message.RankingView.Status;
import br.com.catalogador.ranking.message.Rankings;
import br.com.catalogador.ranking.message.SetAutoUpdate;
import br.com.catalogador.ranking.message.StartRanking;
import br.com.catalogador.session.HostedService;
import br.com.catalogador.session.message.CatalogView;
import br.com.catalogador.session.message.GetCatalog;
import br.com.catalogador.support.Throttle;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * One user's ranking: absent, running, or ended. Hosted by the user's session: confined to its
 * event loop, and closed with it.
 */
public final class Ranking implements Rankings, HostedService {
  /** At most four publications per second, the one at the end of a run included. */
  private static final long PUBLISH_PAUSE_MILLIS = 334;

  private static final long STORE_PAUSE_MILLIS = 2_000;

  private final HostedService.Host host;
  private final int concurrency;
  private final InstantSource time;
  private final Throttle publishing;
  private final Throttle storing;
  private final RankingMeters meters;
  private RankingState state;

  /** What a run without results replaces until it has some; null for none. */
  private RankingState before;

  private boolean autoUpdate;

  /**
   * @param concurrency maximum number of concurrent analyses of a run
   * @param publish receives the view when it has changed, throttled
   * @param restored the ranking as last stored; null for none
   */
  Ranking(
      Vertx vertx,
      HostedService.Host host,
      int concurrency,
      Consumer<RankingView> publish,
      RankingView restored) {
    this.host = host;
    this.concurrency = concurrency;
    this.time = host.localTime();
    this.publishing = new Throttle(vertx, PUBLISH_PAUSE_MILLIS, () -> publish.accept(view()));
    this.storing =
        new Throttle(vertx, STORE_PAUSE_MILLIS, () -> host.store(RankingRecord.encode(view())));
    this.meters = RankingMeters.of(vertx);
    if (restored != null) {
      autoUpdate = restored.autoUpdate();
      state = restored.status() == Status.IDLE ? null : RankingState.restored(restored, time);
    }
  }

  /** The ranking of a session, see {@link HostedService.Factory}. */
  public static Ranking hostedBy(Vertx vertx, HostedService.Host host, String stored) {
    Bus bus = Bus.of(vertx);
    return new Ranking(
        vertx,
        host,
        host.concurrentAnalyses(),
        view -> bus.publish(Rankings.views(host.session()), view),
        RankingRecord.decode(stored).orElse(null));
  }

  @Override
  public ServiceRegistration<?> serve(Bus bus, ServiceGuard guard) {
    return bus.serve(Rankings.address(host.session()), this, guard);
  }

  private RankingView view() {
    return state == null ? RankingView.none(autoUpdate) : state.view(autoUpdate);
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
    RankingState previous = state;
    RankingState begun = RankingState.ofRun(newId(), request.parameters(), time);
    before = previous != null && previous.hasResults() ? previous : null;
    state = begun;
    publishing.runNow();
    return new RankingRun(host, begun, concurrency, () -> runChanged(begun))
        .start()
        .onFailure(
            ignored -> {
              if (state == begun) {
                restore(previous);
                publishing.runNow();
              }
            })
        .map(ignored -> begun.view(autoUpdate));
  }

  private void restore(RankingState previous) {
    state = previous;
    before = null;
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
      before = null;
    }
    if (ofRun.isRunning()) {
      publishing.request();
      storing.request();
    } else {
      meters.ended(state.status(), state.elapsed());
      publishAndStore();
    }
  }

  /** For changes that must not be delayed or lost by the throttles. */
  private Future<RankingView> publishAndStore() {
    publishing.runNow();
    storing.runNow();
    return Future.succeededFuture(view());
  }

  @Override
  public Future<RankingView> view(GetRanking request) {
    host.used();
    return Future.succeededFuture(view());
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
    state.end(Status.CANCELLED);
    meters.ended(state.status(), state.elapsed());
  }

  @Override
  public Future<RankingView> clear(ClearRanking request) {
    host.used();
    if (isRunning()) {
      cancelRun();
    }
    state = null;
    before = null;
    return publishAndStore();
  }

  @Override
  public Future<RankingView> autoUpdate(SetAutoUpdate request) {
    host.used();
    autoUpdate = request.enabled();
    return publishAndStore();
  }

  @Override
  public Future<RankingView> enter(EnterAnalysis request) {
    if (autoUpdate && state == null) {
      state = ofSingleAnalysis(request);
    }
    if (autoUpdate && state != null && isComparable(request)) {
      state.enter(AssetResult.of(request));
      publishing.request();
      storing.request();
    }
    return Future.succeededFuture(view());
  }

  private boolean isComparable(EnterAnalysis request) {
    return state.parameters().query(request.asset().symbol()).equals(atOwnPayout(request));
  }

  /** A requested payout equal to the asset's own counts as the asset's own. */
  private static GetCatalog atOwnPayout(EnterAnalysis request) {
    GetCatalog query = request.query();
    Asset asset = request.asset();
    return query.payout() != null && query.payout().equals(asset.payout())
        ? query.withoutPayout()
        : query;
  }

  /**
   * A ranking with the parameters of a single analysis; null if they are not valid for a ranking.
   */
  private RankingState ofSingleAnalysis(EnterAnalysis request) {
    GetCatalog query = request.query();
    RankingParameters parameters =
        new RankingParameters(
            query.settings(),
            RankingOrder.WIN_RATE,
            RankingParameters.DEFAULT_MIN_OPERATIONS,
            List.of(),
            null,
            null);
    boolean possible =
        query.settings().days() == 0
            && query.settings().quadrants() >= RankingParameters.MIN_QUADRANTS
            && query.settings().quadrants() <= RankingParameters.MAX_QUADRANTS
            && parameters.query(request.asset().symbol()).equals(atOwnPayout(request));
    return possible ? RankingState.ofSingleAnalyses(newId(), parameters, time) : null;
  }

  /** Called for analyses over HTTP; those of watched catalogs arrive through {@link #enter}. */
  @Override
  public void analyzed(GetCatalog query, CatalogView view) {
    enter(EnterAnalysis.of(query, view));
  }

  @Override
  public void close() {
    if (isRunning()) {
      cancelRun();
    }
    state = null;
    before = null;
    autoUpdate = false;
    publishing.close();
    storing.close();
  }
}
