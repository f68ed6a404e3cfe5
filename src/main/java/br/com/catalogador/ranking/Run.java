package br.com.catalogador.ranking;

import br.com.catalogador.bus.Failure;
import br.com.catalogador.bus.FailureKind;
import br.com.catalogador.candle.Asset;
import br.com.catalogador.ranking.message.RankingError;
import br.com.catalogador.session.message.CatalogView;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/**
 * Fills a board: lists the assets and analyses each, several at a time. Nothing of it reaches the
 * board after its end, and nothing new is asked. Lives on the session's event loop.
 */
final class Run {
  private final RankingHost host;
  private final Board board;
  private final int atOnce;
  private final Listener listener;
  private final Queue<String> waiting = new ArrayDeque<>();
  private int underWay;

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
  Run(RankingHost host, Board board, int atOnce, Listener listener) {
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
    Selection selection;
    try {
      selection = Selection.of(listed, board.parameters());
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

  private void goOn() {
    while (board.isRunning() && underWay < atOnce && !waiting.isEmpty()) {
      analyse(waiting.remove());
    }
    if (board.isRunning() && underWay == 0) {
      board.complete();
      listener.ended();
    }
  }

  private void analyse(String symbol) {
    underWay++;
    board.begun(symbol);
    host.analyse(board.parameters().query(symbol))
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
      board.succeeded(Result.of(analysis.result()));
    } else {
      board.failed(error(symbol, analysis.cause()));
    }
  }

  private static RankingError error(String symbol, Throwable cause) {
    Failure failure = Failure.from(cause);
    return new RankingError(symbol, failure.kind(), failure.facts().getMap());
  }
}
