package br.com.catalogador.support;

import br.com.catalogador.failure.Failure;
import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** Blocks the test's thread until a future completes or a condition holds. */
public final class Awaiting {
  public static final int LIMIT_SECONDS = 10;

  /** Pause between checks, which leaves the processors to the event loops. */
  private static final long BETWEEN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private Awaiting() {}

  public static <T> T await(Future<T> future) {
    try {
      return future.await(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      // A future may also have failed with a time-out of its own; it is complete then.
      throw new AssertionError(
          future.isComplete() ? e : "not completed within " + LIMIT_SECONDS + " seconds");
    }
  }

  /** A condition that is checked repeatedly. */
  public interface Condition {
    boolean holds() throws Exception;
  }

  /** Blocks until a condition holds, for at most 20 seconds. */
  public static void until(Condition condition) {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(2 * LIMIT_SECONDS);
    while (!holds(condition)) {
      if (System.nanoTime() > limit) {
        throw new AssertionError(
            "the condition did not hold within " + 2 * LIMIT_SECONDS + " seconds");
      }
      LockSupport.parkNanos(BETWEEN_NANOS);
    }
  }

  private static boolean holds(Condition condition) {
    try {
      return condition.holds();
    } catch (Exception e) {
      throw new AssertionError(e);
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
