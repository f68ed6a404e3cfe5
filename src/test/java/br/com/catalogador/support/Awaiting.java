package br.com.catalogador.support;

import br.com.catalogador.bus.Failure;
import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits on the test's thread, for at most ten seconds, for what the event loops bring about. */
public final class Awaiting {
  public static final int LIMIT_SECONDS = 10;

  private Awaiting() {}

  public static <T> T await(Future<T> future) {
    try {
      return future.await(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException late) {
      // A future may also have failed with a time-out of its own; it is complete then.
      throw new AssertionError(
          future.isComplete() ? late : "nothing came within " + LIMIT_SECONDS + " seconds");
    }
  }

  /** The failure a future ends with. */
  public static Failure failure(Future<?> future) {
    Throwable cause = await(future.transform(done -> Future.succeededFuture(done.cause())));
    if (cause instanceof Failure failure) {
      return failure;
    }
    throw new AssertionError(cause == null ? "it succeeded: " + future.result() : cause);
  }
}
