package br.com.catalogador.support;

import br.com.catalogador.failure.Failure;
import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** Blocks the test's thread until a future completes or a condition holds. */
public final class Awaiting {
  public static final int LIMIT_SECONDS = 10;

  /** First pause between checks; pauses leave the processors to the event loops. */
  private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** Longest pause: a check may be a request, which also costs the server that answers it. */
  private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

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

  /** Blocks until a condition holds, for at most 20 seconds; pauses grow from 1 to 50 ms. */
  public static void until(Condition condition) {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(2 * LIMIT_SECONDS);
    long pause = FIRST_PAUSE_NANOS;
    while (!holds(condition)) {
      if (System.nanoTime() > limit) {
        throw new AssertionError(
            "the condition did not hold within " + 2 * LIMIT_SECONDS + " seconds");
      }
      LockSupport.parkNanos(pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
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
