package br.com.catalogador.web.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * Encodes response bodies: large ones on worker threads, because on a small heap they would block
 * the event loop for too long. All HTTP verticles of the process share a few threads, so that large
 * responses of one client leave processors for others; each thread also keeps the buffers of its
 * JSON encoder.
 */
public final class BodyEncoder {
  private static final String NAME = "large-bodies";
  private static final int PROCESSORS_PER_THREAD = 2;

  private final WorkerExecutor workers;

  public BodyEncoder(Vertx vertx) {
    this.workers = vertx.createSharedWorkerExecutor(NAME, threads());
  }

  static int threads() {
    return Math.max(1, Runtime.getRuntime().availableProcessors() / PROCESSORS_PER_THREAD);
  }

  /** Computes something large on a worker, such as what a large body says. */
  public <T> Future<T> compute(Callable<T> computation) {
    return workers.executeBlocking(computation, false);
  }

  /**
   * Encodes a body.
   *
   * @param large whether to use a worker; otherwise the future is complete at once
   */
  public Future<Buffer> encode(boolean large, Supplier<Buffer> encoder) {
    return large
        ? workers.executeBlocking(encoder::get, false)
        : Future.succeededFuture(encoder.get());
  }
}
