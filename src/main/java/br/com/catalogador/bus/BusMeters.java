package br.com.catalogador.bus;

import br.com.catalogador.support.Meters;
import br.com.catalogador.support.Timings;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;

/**
 * Meters of requests over the bus: duration from arrival at the service to the reply, and result.
 */
final class BusMeters {
  private final Timings requests;

  private BusMeters(MeterRegistry registry) {
    requests =
        new Timings(
            registry,
            "catalogador.bus.requests",
            "requests over the bus, from arrival at the service to the reply",
            "request");
  }

  static BusMeters of(Vertx vertx) {
    return Meters.of(vertx, BusMeters.class, BusMeters::new);
  }

  void answered(String request, Throwable cause, long nanos) {
    requests.record(request, cause, nanos);
  }
}
