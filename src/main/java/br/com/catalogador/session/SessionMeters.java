package br.com.catalogador.session;

import br.com.catalogador.broker.BrokerMeters;
import br.com.catalogador.broker.PolariumLink.State;
import br.com.catalogador.session.message.SessionView.Connection;
import br.com.catalogador.support.Meters;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;

/** Metrics of the sessions of this process. */
public final class SessionMeters {
  private SessionMeters(MeterRegistry registry, BrokerMeters links) {
    gauge(registry, links, Connection.CONNECTING, State.CONNECTING, State.AUTHENTICATING);
    gauge(registry, links, Connection.CONNECTED, State.READY);
    gauge(registry, links, Connection.RECONNECTING, State.RECONNECTING);
    gauge(registry, links, Connection.AUTH_FAILED, State.AUTH_FAILED);
  }

  private static void gauge(
      MeterRegistry registry, BrokerMeters links, Connection connection, State... states) {
    Gauge.builder("catalogador.sessions", links, all -> all.links(states))
        .description("sessions that have a verticle, by the state of their link to the broker")
        .tag("state", connection.name())
        .register(registry);
  }

  /** Registers the metrics, once for a Vert.x instance. */
  public static void register(Vertx vertx) {
    BrokerMeters links = BrokerMeters.of(vertx);
    Meters.of(vertx, SessionMeters.class, registry -> new SessionMeters(registry, links));
  }
}
