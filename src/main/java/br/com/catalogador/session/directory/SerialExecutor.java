package br.com.catalogador.session.directory;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Runs the tasks of one key one after another, in the order in which they came. Lives on the
 * directory's event loop.
 */
final class SerialExecutor<K> {
  private final Map<K, Future<?>> last = new HashMap<>();

  /** Runs a task once the tasks before it of the same key have ended, however they have. */
  <T> Future<T> run(K key, Supplier<Future<T>> task) {
    Future<?> before = last.getOrDefault(key, Future.succeededFuture());
    Future<T> done = before.transform(ended -> task.get());
    last.put(key, done);
    // Unless another task has been added.
    return done.onComplete(ended -> last.remove(key, done));
  }
}
