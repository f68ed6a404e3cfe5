package br.com.catalogador.web;

import br.com.catalogador.bus.Meters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;

/** What is counted of the clients' connections, of all HTTP verticles together. */
final class ClientMeters {
  private static final CutReason[] REASONS = CutReason.values();

  private final Counter[] cuts = new Counter[REASONS.length];

  private ClientMeters(MeterRegistry registry) {
    for (CutReason reason : REASONS) {
      cuts[reason.ordinal()] =
          Counter.builder("catalogador.http.cuts")
              .description("connections that were closed without a last word")
              .tag("reason", reason.code())
              .register(registry);
    }
  }

  static ClientMeters of(Vertx vertx) {
    return Meters.of(vertx, ClientMeters.class, ClientMeters::new);
  }

  void cut(CutReason why) {
    cuts[why.ordinal()].increment();
  }
}
