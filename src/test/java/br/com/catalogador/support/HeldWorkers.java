package br.com.catalogador.support;

import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Semaphore;

/**
 * Stands in the way of the one thread that analyses: whoever is ready for it at a time gets through
 * when the test says so, and nobody else.
 */
public final class HeldWorkers implements AutoCloseable {
  private final Semaphore turns = new Semaphore(0);
  private final WorkerExecutor workers;
  private volatile boolean over;

  private HeldWorkers(Vertx vertx) {
    workers = vertx.createSharedWorkerExecutor("analysis", 1);
  }

  /** Holds the workers of a product that has been started with one. */
  public static HeldWorkers hold(Vertx vertx) {
    HeldWorkers held = new HeldWorkers(vertx);
    held.stand();
    return held;
  }

  private void stand() {
    workers.executeBlocking(
        () -> {
          turns.acquire();
          if (!over) {
            stand();
          }
          return null;
        },
        false);
  }

  /** Lets those through who are ready now. */
  public void letReadyOnes() {
    turns.release();
  }

  /** Lets everybody through from now on. */
  public void release() {
    over = true;
    turns.release();
  }

  @Override
  public void close() {
    release();
    workers.close();
  }
}
