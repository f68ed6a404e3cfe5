package br.com.catalogador.broker;

import br.com.catalogador.failure.Failure;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** Something that takes requests to the broker's services. */
public interface BrokerRequests {

  /**
   * Asks one of the broker's services.
   *
   * @param name the service's request, e.g. {@code get-candles}
   * @param version the version of that request, e.g. {@code 2.0}
   * @param body its parameters
   * @return the answer, or within the request time-out a {@link Failure}: BROKER_REFUSED with the
   *     {@code brokerStatus}, BROKER_TIMEOUT when it does not answer, BROKER_UNAVAILABLE when it
   *     cannot be reached, SESSION_ENDED when it does not accept the session any more
   */
  Future<Frame> request(String name, String version, JsonObject body);

  /** The broker's clock, kept by whoever is connected to it. */
  BrokerClock clock();
}
