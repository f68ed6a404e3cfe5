package br.com.catalogador.support;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;

/**
 * Promises and futures whose listeners run on the context of the caller, whichever context
 * completes them, so that work that waits for an event of others continues with its own {@link
 * RequestId}. The only use of Vert.x's internal packages that this needs; <a
 * href="https://github.com/eclipse-vertx/vert.x/issues/4530">issue 4530</a> of Vert.x asks for it
 * in the public API.
 */
public final class ContextPromise {
  private ContextPromise() {}

  /** A promise for the current context; on a thread without one, a plain promise. */
  public static <T> Promise<T> create() {
    Context context = Vertx.currentContext();
    return context == null ? Promise.promise() : ((ContextInternal) context).promise();
  }

  /**
   * The result of a future that others wait for, too, or that belongs to another request: listeners
   * of the returned future run on the caller's context.
   */
  public static <T> Future<T> follow(Future<T> shared) {
    Promise<T> own = create();
    shared.onComplete(own);
    return own.future();
  }
}
