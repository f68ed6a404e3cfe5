package br.com.catalogador.support;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;

/**
 * Creates promises whose listeners run on the context of the caller, whichever thread completes
 * them, so that the {@link RequestId} is propagated. The only use of Vert.x's internal packages
 * that this needs.
 */
public final class ContextPromise {
  private ContextPromise() {}

  /** A promise for the current context, or for a new one on a thread that has none. */
  public static <T> Promise<T> of(Vertx vertx) {
    return ((ContextInternal) vertx.getOrCreateContext()).promise();
  }
}
