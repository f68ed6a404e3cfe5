package br.com.catalogador.bus;

import io.vertx.core.Future;

/** Decides whether a service may answer requests now. Thread-safe. */
public interface ServiceGuard {
  boolean isOpen();

  /**
   * Opens the guard. Called for each request that arrives while it is not open.
   *
   * @return completes when the service may answer; its failure is the reply to the request
   */
  Future<Void> open();
}
