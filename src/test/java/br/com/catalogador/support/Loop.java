package br.com.catalogador.support;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** An event loop for tests of classes that are confined to one; records unhandled exceptions. */
public final class Loop {
  private final Context context;
  private final Queue<Throwable> unhandled = new ConcurrentLinkedQueue<>();

  public Loop(Vertx vertx) {
    context = vertx.getOrCreateContext();
    context.exceptionHandler(unhandled::add);
  }

  /** Runs a task on the loop; the returned future may be used on any thread. */
  public <T> Future<T> start(Supplier<Future<T>> work) {
    Promise<T> promise = Promise.promise();
    context.runOnContext(
        ignored -> {
          try {
            work.get().onComplete(promise);
          } catch (RuntimeException e) {
            promise.fail(e);
          }
        });
    return promise.future();
  }

  /** Reads a value on the loop. */
  public <T> T get(Supplier<T> value) {
    return Awaiting.await(start(() -> Future.succeededFuture(value.get())));
  }

  /** The unhandled exceptions, after all tasks that were started before have run. */
  public List<Throwable> unhandled() {
    return get(() -> List.copyOf(unhandled));
  }
}
