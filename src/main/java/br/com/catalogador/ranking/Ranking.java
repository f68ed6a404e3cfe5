package br.com.catalogador.ranking;

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
import br.com.catalogador.session.message.GetCatalog;
import br.com.catalogador.support.Throttle;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/**
 * One user's ranking: none, one that runs, or one that has ended. Lives on its session's event loop
 * and ends with it.
 */
public final class Ranking implements Rankings {
  /** With one more at the end of a run these are never more than four within a second. */
  private static final long TELL_PAUSE_MILLIS = 334;

  private static final long KEEP_PAUSE_MILLIS = 2_000;

  private final RankingHost host;
  private final int atOnce;
  private final InstantSource time;
  private final Throttle telling;
  private final Throttle keeping;
  private final RankingMeters meters;
  private RankingState board;
  private boolean autoUpdate;

  /**
   * @param atOnce how many analyses of a run may be under way
   * @param time this machine's clock
   * @param restored the ranking as it was last kept; null for none
   */
  public Ranking(
      Vertx vertx, RankingHost host, int atOnce, InstantSource time, RankingView restored) {
    this.host = host;
    this.atOnce = atOnce;
    this.time = time;
    this.telling = new Throttle(vertx, TELL_PAUSE_MILLIS, () -> host.tell(view()));
    this.keeping = new Throttle(vertx, KEEP_PAUSE_MILLIS, () -> host.keep(view()));
    this.meters = RankingMeters.of(vertx);
    if (restored != null) {
      autoUpdate = restored.autoUpdate();
      board = restored.status() == Status.IDLE ? null : RankingState.restored(restored, time);
    }
  }

  private RankingView view() {
    return board == null ? RankingView.none(autoUpdate) : board.view(autoUpdate);
  }

  private boolean isRunning() {
    return board != null && board.isRunning();
  }

  @Override
  public Future<RankingView> start(StartRanking request) {
    host.used();
    if (isRunning()) {
      return Future.failedFuture(Failure.of(FailureKind.RANKING_RUNNING));
    }
    RankingState before = board;
    RankingState begun = RankingState.ofRun(newId(), request.parameters(), time);
    board = begun;
    telling.now();
    return new RankingRun(host, begun, atOnce, new Progressing(begun))
        .begin()
        .onFailure(refused -> returnTo(before, begun))
        .map(listed -> begun.view(autoUpdate));
  }

  private void returnTo(RankingState before, RankingState refused) {
    if (board == refused) {
      board = before;
      telling.now();
    }
  }

  private static String newId() {
    return UUID.randomUUID().toString();
  }

  /** A board that was cleared away has nothing to tell. */
  private final class Progressing implements RankingRun.Listener {
    private final RankingState filled;

    Progressing(RankingState filled) {
      this.filled = filled;
    }

    @Override
    public void advanced() {
      if (board == filled) {
        telling.changed();
        keeping.changed();
      }
    }

    @Override
    public void ended() {
      if (board == filled) {
        meters.ended(board.status(), board.elapsed());
        turned();
      }
    }
  }

  /** Something has changed that is neither to wait nor to be lost. */
  private Future<RankingView> turned() {
    telling.now();
    keeping.now();
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
    return turned();
  }

  private void cancelRun() {
    board.end(Status.CANCELLED);
    meters.ended(board.status(), board.elapsed());
  }

  @Override
  public Future<RankingView> clear(ClearRanking request) {
    host.used();
    if (isRunning()) {
      cancelRun();
    }
    board = null;
    return turned();
  }

  @Override
  public Future<RankingView> autoUpdate(SetAutoUpdate request) {
    host.used();
    autoUpdate = request.enabled();
    return turned();
  }

  @Override
  public Future<RankingView> enter(EnterAnalysis request) {
    if (autoUpdate && board == null) {
      board = foundedBy(request);
    }
    if (autoUpdate && board != null && isComparable(request)) {
      board.enter(AssetResult.of(request));
      telling.changed();
      keeping.changed();
    }
    return Future.succeededFuture(view());
  }

  private boolean isComparable(EnterAnalysis request) {
    return board.parameters().query(request.asset().symbol()).equals(atOwnPayout(request));
  }

  /** The asset's own payout given expressly is the asset's own payout. */
  private static GetCatalog atOwnPayout(EnterAnalysis request) {
    GetCatalog query = request.query();
    Asset asset = request.asset();
    return query.payout() != null && query.payout().equals(asset.payout())
        ? query.withoutPayout()
        : query;
  }

  /** A ranking with the parameters of a single analysis; null when a ranking cannot have them. */
  private RankingState foundedBy(EnterAnalysis request) {
    GetCatalog query = request.query();
    RankingParameters parameters =
        new RankingParameters(
            query.timeframe(),
            query.strategy(),
            query.quadrants(),
            query.martingale(),
            query.tie(),
            RankingOrder.WIN_RATE,
            RankingParameters.DEFAULT_MIN_OPERATIONS,
            List.of(),
            null,
            null);
    boolean possible =
        query.quadrants() >= RankingParameters.MIN_QUADRANTS
            && query.quadrants() <= RankingParameters.MAX_QUADRANTS
            && parameters.query(request.asset().symbol()).equals(atOwnPayout(request));
    return possible ? RankingState.ofSingleAnalyses(newId(), parameters, time) : null;
  }

  /** Ends with the session: what is under way reaches nobody any more. */
  public void close() {
    if (isRunning()) {
      cancelRun();
    }
    board = null;
    autoUpdate = false;
    telling.close();
    keeping.close();
  }
}
