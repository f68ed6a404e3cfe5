package br.com.catalogador.bus;

import io.vertx.core.Future;

/** Says whether a service may answer now. For any thread. */
public interface ServiceGuard {
  boolean isOpen();

  /**
   * Makes sure that the service may answer. Called for each request that arrives while the guard is
   * not open.
   *
   * @return fails with what the request is answered with instead
   */
  Future<Void> open();
}
