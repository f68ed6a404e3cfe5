package br.com.catalogador.analysis;

import br.com.catalogador.analysis.message.JudgeCells;
import br.com.catalogador.matrix.Matrix;
import br.com.catalogador.matrix.MatrixOrder;
import br.com.catalogador.matrix.MatrixRun;
import br.com.catalogador.matrix.Simulator;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Callable;

/**
 * One matrix whose markets are simulated in slices: first its cells are counted, then any number of
 * slices may run at the same time, then it is judged. Confined to one event loop, except for the
 * slices that it hands out.
 */
final class Simulation {
  /** How long a slice keeps a worker from more urgent work. */
  private static final long SLICE_NANOS = 3_000_000;

  private final JudgeCells request;
  private final Promise<Matrix> answer;
  private final Queue<Simulator> idle = new ArrayDeque<>();
  private MatrixRun run;
  private boolean isCounting;
  private boolean hasMarkets = true;
  private int slices;

  Simulation(JudgeCells request, Promise<Matrix> answer) {
    this.request = request;
    this.answer = answer;
  }

  String id() {
    return request.run();
  }

  Future<Matrix> answer() {
    return answer.future();
  }

  /** Whether a worker could do something for it now. */
  boolean hasWork() {
    // Until the end of the counting is reported, another thread may be about to set the run.
    return !isCounting && (run == null || hasMarkets || !idle.isEmpty());
  }

  /** The next slice of the work, for a worker. Its result is to be given to {@link #done}. */
  Callable<Simulator> slice() {
    if (run == null) {
      isCounting = true;
      return () -> {
        run = MatrixRun.ofCounted(request.matrix(), request.assets());
        return null;
      };
    }
    slices++;
    Simulator simulator = idle.isEmpty() ? run.simulator() : idle.remove();
    return () -> {
      long end = System.nanoTime() + SLICE_NANOS;
      while (simulator.step()) {
        if (System.nanoTime() >= end) {
          return simulator;
        }
      }
      return null;
    };
  }

  /**
   * A slice has been done.
   *
   * @param simulator what it has returned; null when no market was left for it
   * @return whether everything is simulated, so that the matrix is to be judged
   */
  boolean done(Simulator simulator) {
    if (isCounting) {
      isCounting = false;
      return false;
    }
    slices--;
    if (simulator == null) {
      hasMarkets = false;
    } else {
      idle.add(simulator);
    }
    return !hasMarkets && slices == 0 && idle.isEmpty();
  }

  /** The result, for a worker. */
  Matrix judge() {
    return run.result(MatrixOrder.EVIDENCE);
  }

  /** Answers, once. */
  void complete(Matrix matrix, Throwable cause) {
    if (cause == null) {
      answer.tryComplete(matrix);
    } else {
      answer.tryFail(cause);
    }
  }
}
