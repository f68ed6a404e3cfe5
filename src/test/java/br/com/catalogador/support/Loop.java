package br.com.catalogador.support;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** One event loop, for classes that live on one; remembers what was thrown there unhandled. */
public final class Loop {
  private final Context context;
  private final Queue<Throwable> unhandled = new ConcurrentLinkedQueue<>();

  public Loop(Vertx vertx) {
    context = vertx.getOrCreateContext();
    context.exceptionHandler(unhandled::add);
  }

  /** Starts work on the loop; tells its end to any thread. */
  public <T> Future<T> start(Supplier<Future<T>> work) {
    Promise<T> promise = Promise.promise();
    context.runOnContext(
        now -> {
          try {
            work.get().onComplete(promise);
          } catch (RuntimeException cause) {
            promise.fail(cause);
          }
        });
    return promise.future();
  }

  /** Reads something on the loop. */
  public <T> T get(Supplier<T> value) {
    return Awaiting.await(start(() -> Future.succeededFuture(value.get())));
  }

  /** What was thrown on the loop and nobody handled, once all work begun so far has run. */
  public List<Throwable> unhandled() {
    return get(() -> List.copyOf(unhandled));
  }
}
