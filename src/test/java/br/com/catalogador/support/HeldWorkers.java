package br.com.catalogador.support;

import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Semaphore;

/** Blocks the single analysis worker thread, so that a test decides when queued work runs. */
public final class HeldWorkers implements AutoCloseable {
  private final Semaphore permits = new Semaphore(0);
  private final WorkerExecutor workers;
  private volatile boolean released;

  private HeldWorkers(Vertx vertx) {
    workers = vertx.createSharedWorkerExecutor("analysis", 1);
  }

  /** Blocks the worker of a server that was started with one. */
  public static HeldWorkers hold(Vertx vertx) {
    HeldWorkers held = new HeldWorkers(vertx);
    held.block();
    return held;
  }

  private void block() {
    workers.executeBlocking(
        () -> {
          permits.acquire();
          if (!released) {
            block();
          }
          return null;
        },
        false);
  }

  /** Runs the work that is queued now, then blocks again. */
  public void runQueued() {
    permits.release();
  }

  /** Stops blocking. */
  public void release() {
    released = true;
    permits.release();
  }

  @Override
  public void close() {
    release();
    workers.close();
  }
}
