package br.com.catalogador.bus;

import br.com.catalogador.support.Meters;
import br.com.catalogador.support.Timings;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;

/** How long the rooms take to answer each other, from when a request reaches its service. */
final class BusMeters {
  private final Timings requests;

  private BusMeters(MeterRegistry registry) {
    requests =
        new Timings(
            registry,
            "catalogador.bus.requests",
            "requests between rooms, from their arrival to the answer",
            "request");
  }

  static BusMeters of(Vertx vertx) {
    return Meters.of(vertx, BusMeters.class, BusMeters::new);
  }

  void answered(String request, Throwable cause, long nanos) {
    requests.ended(request, cause, nanos);
  }
}
