package br.com.catalogador.web.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import java.util.function.Supplier;

/**
 * Encodes the bodies of responses: a large one off the event loop, which it would block for too
 * long on a small heap. All HTTP verticles of the process share the few threads for these, so that
 * one client's large responses leave processors to the others, and because each thread keeps the
 * buffers of its JSON encoder.
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

  /** Completes at once with a body that is not large. */
  public Future<Buffer> encode(boolean large, Supplier<Buffer> encoder) {
    return large
        ? workers.executeBlocking(encoder::get, false)
        : Future.succeededFuture(encoder.get());
  }
}
