package br.com.catalogador.support;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;

/**
 * Promises that call their listeners on the context of the caller, whichever thread completes them,
 * so that the request id stays with the work that follows. In a class of its own because Vert.x
 * offers this in its internal packages only.
 */
public final class ContextPromise {
  private ContextPromise() {}

  /** A promise for the current context, or for a new one outside of Vert.x. */
  public static <T> Promise<T> of(Vertx vertx) {
    return ((ContextInternal) vertx.getOrCreateContext()).promise();
  }
}
