package br.com.catalogador.ranking;

import br.com.catalogador.candle.Asset;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.ranking.message.RankingError;
import br.com.catalogador.session.message.CatalogView;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;

/**
 * Fills a board: lists the assets and analyses each, several at a time. What fails for a reason
 * that may pass is tried once more at the end, unless nothing at all succeeded; what fails then
 * stands among the board's errors. Nothing of it reaches the board after its end, and nothing new
 * is asked. Lives on the session's event loop.
 */
final class RankingRun {
  /** What ails the broker, the way to it or this server, and not the asset. */
  private static final Set<FailureKind> MAY_PASS =
      Set.of(
          FailureKind.BROKER_TIMEOUT,
          FailureKind.BROKER_UNAVAILABLE,
          FailureKind.BROKER_LIMIT,
          FailureKind.BUSY);

  private final RankingHost host;
  private final RankingState board;
  private final int atOnce;
  private final Listener listener;
  private final Queue<String> waiting = new ArrayDeque<>();
  private final List<RankingError> toTryAgain = new ArrayList<>();
  private int underWay;
  private boolean goingOn;
  private boolean lastTry;
  private boolean anySucceeded;

  /** Hears how a run gets on. */
  interface Listener {
    /** There is something new on the board. */
    void advanced();

    /** The run is over, by itself. */
    void ended();
  }

  /**
   * @param board of a run that begins now
   * @param atOnce how many analyses may be under way
   */
  RankingRun(RankingHost host, RankingState board, int atOnce, Listener listener) {
    this.host = host;
    this.board = board;
    this.atOnce = atOnce;
    this.listener = listener;
  }

  /**
   * Begins.
   *
   * @return completes once the assets are known, or have failed to be; fails, and nothing runs,
   *     with INVALID_PARAMETER for an unknown symbol and with SESSION_ENDED
   */
  Future<Void> begin() {
    return host.assets().transform(this::listed);
  }

  private Future<Void> listed(AsyncResult<List<Asset>> list) {
    if (!board.isRunning()) {
      return Future.succeededFuture();
    }
    if (list.succeeded()) {
      return choose(list.result());
    }
    RankingError error = error(null, list.cause());
    if (error.kind() == FailureKind.SESSION_ENDED) {
      return Future.failedFuture(list.cause());
    }
    board.failedAltogether(error);
    listener.ended();
    return Future.succeededFuture();
  }

  private Future<Void> choose(List<Asset> listed) {
    AssetSelection selection;
    try {
      selection = AssetSelection.of(listed, board.parameters());
    } catch (Failure unknownSymbol) {
      return Future.failedFuture(unknownSymbol);
    }
    board.expect(selection.symbols().size() + selection.closed().size());
    selection.closed().forEach(board::failed);
    waiting.addAll(selection.symbols());
    listener.advanced();
    goOn();
    return Future.succeededFuture();
  }

  /**
   * Begins as many analyses as may be under way. An analysis that is over before it was waited for
   * ends up here again, and is left to the loop that began it: hundreds in a row would not fit on
   * the stack.
   */
  private void goOn() {
    if (goingOn) {
      return;
    }
    goingOn = true;
    while (board.isRunning() && underWay < atOnce && (!waiting.isEmpty() || hasMoreToTry())) {
      analyze(waiting.remove());
    }
    goingOn = false;
    if (board.isRunning() && underWay == 0) {
      board.complete();
      listener.ended();
    }
  }

  /** Once nothing is under way any more, takes what is to be tried again, or gives it up. */
  private boolean hasMoreToTry() {
    if (underWay > 0 || toTryAgain.isEmpty()) {
      return false;
    }
    lastTry = true;
    if (anySucceeded) {
      toTryAgain.forEach(error -> waiting.add(error.asset()));
    } else {
      toTryAgain.forEach(board::failed);
    }
    toTryAgain.clear();
    return !waiting.isEmpty();
  }

  private void analyze(String symbol) {
    underWay++;
    board.begun(symbol);
    host.analyze(board.parameters().query(symbol))
        .onComplete(
            analysis -> {
              underWay--;
              if (board.isRunning()) {
                settle(symbol, analysis);
                listener.advanced();
                goOn();
              }
            });
  }

  private void settle(String symbol, AsyncResult<CatalogView> analysis) {
    if (analysis.succeeded()) {
      anySucceeded = true;
      board.succeeded(AssetResult.of(analysis.result()));
      return;
    }
    RankingError error = error(symbol, analysis.cause());
    if (!lastTry && MAY_PASS.contains(error.kind())) {
      toTryAgain.add(error);
    } else {
      board.failed(error);
    }
  }

  private static RankingError error(String symbol, Throwable cause) {
    Failure failure = Failure.from(cause);
    return new RankingError(symbol, failure.kind(), failure.facts().getMap());
  }
}
