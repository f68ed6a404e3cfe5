package br.com.catalogador.session.directory;

import br.com.catalogador.support.ContextPromise;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Runs the tasks of one key one after another, in the order in which they were added. Confined to
 * the directory's event loop.
 */
final class SerialExecutor<K> {
  private final Map<K, Future<?>> last = new HashMap<>();

  /** Runs a task once the earlier tasks of its key have completed, with success or failure. */
  <T> Future<T> run(K key, Supplier<Future<T>> task) {
    Future<?> previous = last.getOrDefault(key, Future.succeededFuture());
    Future<T> result = ContextPromise.follow(previous).transform(ignored -> task.get());
    last.put(key, result);
    // Does nothing when another task has been added.
    return result.onComplete(ignored -> last.remove(key, result));
  }
}
