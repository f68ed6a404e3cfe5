package br.com.catalogador.ranking;

import br.com.catalogador.analysis.message.JudgeCells;
import br.com.catalogador.candle.Asset;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.matrix.Matrix;
import br.com.catalogador.matrix.MatrixSettings;
import br.com.catalogador.ranking.SharedResults.Question;
import br.com.catalogador.ranking.SharedResults.Result;
import br.com.catalogador.ranking.message.RankingError;
import br.com.catalogador.session.HostedService;
import br.com.catalogador.session.HostedService.AssetCells;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.function.Function;

/**
 * One run of a ranking: lists the assets, waits for its slot, and counts the cells of each asset,
 * several at a time; once all are counted, compares them with simulated markets of fair coins. An
 * analysis that fails for a transient reason is retried once at the end, unless no analysis at all
 * has succeeded; a failure of the retry is recorded as an error. Once the state has ended, results
 * are dropped and no further analysis starts. Confined to the session's event loop.
 */
final class RankingRun {
  /** Failures of the broker, the network or this server, not of the asset. */
  private static final Set<FailureKind> TRANSIENT =
      Set.of(
          FailureKind.BROKER_TIMEOUT,
          FailureKind.BROKER_UNAVAILABLE,
          FailureKind.BROKER_LIMIT,
          FailureKind.BUSY);

  private final HostedService.Host host;
  private final RankingState state;
  private final int concurrency;
  private final SharedResults results;
  private final Function<JudgeCells, Future<Matrix>> judge;
  private final Runnable changed;
  private final MatrixSettings matrix;
  private final Queue<String> waiting = new ArrayDeque<>();
  private final List<RankingError> toRetry = new ArrayList<>();
  private int inFlight;
  private boolean dispatching;
  private boolean retrying;
  private boolean anySucceeded;

  /**
   * @param state the state of a run that starts now
   * @param concurrency maximum number of concurrent analyses
   * @param results where those of equal questions are shared
   * @param judge simulates markets once every asset has been counted
   * @param changed called after each step that has changed the state, and once the run has
   *     completed
   */
  RankingRun(
      HostedService.Host host,
      RankingState state,
      int concurrency,
      SharedResults results,
      Function<JudgeCells, Future<Matrix>> judge,
      Runnable changed) {
    this.host = host;
    this.state = state;
    this.concurrency = concurrency;
    this.results = results;
    this.judge = judge;
    this.matrix = state.parameters().matrix();
    this.changed = changed;
  }

  /**
   * Starts the run.
   *
   * @return completes once the assets have been listed or the list has failed; fails, without a
   *     run, with INVALID_PARAMETER for an unknown symbol and with SESSION_ENDED
   */
  Future<Void> start() {
    return host.assets().transform(this::listed);
  }

  private Future<Void> listed(AsyncResult<List<Asset>> list) {
    if (!state.isRunning()) {
      return Future.succeededFuture();
    }
    if (list.succeeded()) {
      return selectAssets(list.result());
    }
    RankingError error = error(null, list.cause());
    if (error.kind() == FailureKind.SESSION_ENDED) {
      return Future.failedFuture(list.cause());
    }
    state.failedToList(error);
    changed.run();
    return Future.succeededFuture();
  }

  private Future<Void> selectAssets(List<Asset> listed) {
    AssetSelection selection;
    try {
      selection = AssetSelection.of(listed, state.parameters());
    } catch (Failure e) {
      return Future.failedFuture(e);
    }
    state.expect(selection.symbols().size() + selection.closed().size());
    selection.closed().forEach(state::failed);
    waiting.addAll(selection.symbols());
    changed.run();
    state.waitForSlot(waiting.size()).onSuccess(begun -> dispatch());
    return Future.succeededFuture();
  }

  /**
   * Starts analyses up to the concurrency limit. An analysis that completes synchronously re-enters
   * this method and is left to the outer loop, because hundreds of nested calls would overflow the
   * stack.
   */
  private void dispatch() {
    if (dispatching) {
      return;
    }
    dispatching = true;
    while (state.isRunning() && inFlight < concurrency && (!waiting.isEmpty() || startRetries())) {
      analyze(waiting.remove());
    }
    dispatching = false;
    if (state.isRunning() && inFlight == 0) {
      judge();
    }
  }

  /** Every asset has been counted or has failed. */
  private void judge() {
    if (!state.hasResults()) {
      complete();
      return;
    }
    Question question = state.question();
    results
        .get(question, state.size(), this::judgeCells)
        .onComplete(
            judged -> {
              if (state.isRunning()) {
                if (judged.succeeded()) {
                  state.setResultKey(question);
                } else {
                  state.notJudged(error(null, judged.cause()));
                }
                complete();
              }
            });
  }

  private Future<Result> judgeCells() {
    return judge
        .apply(new JudgeCells(state.id(), matrix, state.markets()))
        .map(state::withEvidence);
  }

  private void complete() {
    state.complete();
    changed.run();
  }

  /**
   * Once no analysis is in flight, queues the retries, or records their failures if no analysis has
   * succeeded.
   */
  private boolean startRetries() {
    if (inFlight > 0 || toRetry.isEmpty()) {
      return false;
    }
    retrying = true;
    if (anySucceeded) {
      toRetry.forEach(error -> waiting.add(error.asset()));
    } else {
      toRetry.forEach(state::failed);
    }
    toRetry.clear();
    return !waiting.isEmpty();
  }

  private void analyze(String symbol) {
    inFlight++;
    state.started(symbol);
    host.countCells(symbol, matrix, state.parameters().settings())
        .onComplete(
            analysis -> {
              inFlight--;
              if (state.isRunning()) {
                record(symbol, analysis);
                changed.run();
                dispatch();
              }
            });
  }

  private void record(String symbol, AsyncResult<AssetCells> analysis) {
    if (analysis.succeeded()) {
      anySucceeded = true;
      state.succeeded(analysis.result());
      return;
    }
    RankingError error = error(symbol, analysis.cause());
    if (!retrying && TRANSIENT.contains(error.kind())) {
      toRetry.add(error);
    } else {
      state.failed(error);
    }
  }

  private static RankingError error(String symbol, Throwable cause) {
    Failure failure = Failure.from(cause);
    return new RankingError(symbol, failure.kind(), failure.facts().getMap());
  }
}
