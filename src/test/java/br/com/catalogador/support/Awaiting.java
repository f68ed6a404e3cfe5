package br.com.catalogador.support;

import br.com.catalogador.failure.Failure;
import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** Waits on the test's thread, for at most ten seconds, for what the event loops bring about. */
public final class Awaiting {
  public static final int LIMIT_SECONDS = 10;

  /** Leaves the processors to those who are waited for. */
  private static final long BETWEEN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

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

  /** What a test asks again and again; may fail in any way. */
  public interface Question {
    boolean isSo() throws Exception;
  }

  /** Asks again until it is so, for twice as long. */
  public static void until(Question question) {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(2 * LIMIT_SECONDS);
    while (!isSo(question)) {
      if (System.nanoTime() > limit) {
        throw new AssertionError("it did not become so within " + 2 * LIMIT_SECONDS + " seconds");
      }
      LockSupport.parkNanos(BETWEEN_NANOS);
    }
  }

  private static boolean isSo(Question question) {
    try {
      return question.isSo();
    } catch (Exception cause) {
      throw new AssertionError(cause);
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
