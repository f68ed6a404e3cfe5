package br.com.catalogador.broker;

import br.com.catalogador.failure.Failure;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** Sends requests to the broker's services. */
public interface BrokerRequests {

  /**
   * Sends one request.
   *
   * @param name the service's request, e.g. {@code get-candles}
   * @param version the version of that request, e.g. {@code 2.0}
   * @param body its parameters
   * @return the answer; or, within the request time-out, a {@link Failure}: BROKER_REFUSED with the
   *     {@code brokerStatus}, BROKER_TIMEOUT when there is no answer, BROKER_UNAVAILABLE when the
   *     broker cannot be reached, BROKER_LIMIT when it refuses the request as one too many until
   *     the time-out, BUSY when this server's own rate limit delays it past the time-out,
   *     SESSION_ENDED when the broker no longer accepts the session id
   */
  Future<Frame> request(String name, String version, JsonObject body);

  /** The broker's clock as seen by this connection. */
  BrokerClock clock();
}
