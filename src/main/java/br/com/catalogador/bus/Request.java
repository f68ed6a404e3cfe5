package br.com.catalogador.bus;

import io.vertx.core.Future;

/**
 * A message that asks a service for something. Implementations are records, deeply immutable.
 *
 * <p>A request names the operation of the service that answers it, so a request without a handler
 * does not compile.
 *
 * @param <S> the service's interface
 * @param <R> type of the reply; deeply immutable; the reply may be null
 */
public interface Request<S, R> {

  /** Calls the operation that answers this request; runs on the service's own context. */
  Future<R> ask(S service);
}
