package br.com.catalogador.broker;

import br.com.catalogador.broker.PolariumLink.State;
import br.com.catalogador.support.Meters;
import br.com.catalogador.support.Timings;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What is counted of the ways to the broker: of all links of this process together, never of one.
 */
public final class BrokerMeters {
  private static final String OTHER = "other";

  /** The requests there are: whatever else somebody makes up is one kind. */
  private static final Set<String> NAMES =
      Set.of(
          "authenticate",
          "setOptions",
          "subscribeMessage",
          "unsubscribeMessage",
          "core.get-profile",
          "balances.get-available-balances",
          "binary-options.get-initialization-data",
          "get-candles");

  private final Map<State, AtomicInteger> links = new EnumMap<>(State.class);
  private final Timings requests;
  private final Counter losses;
  private final Counter reconnects;
  private final Counter reauthentications;
  private final Counter silentSockets;
  private final Counter paced;
  private final Counter limited;

  private BrokerMeters(MeterRegistry registry) {
    for (State state : State.values()) {
      links.put(state, new AtomicInteger());
    }
    gauge(registry, "CONNECTING", State.CONNECTING, State.AUTHENTICATING);
    gauge(registry, "CONNECTED", State.READY);
    gauge(registry, "RECONNECTING", State.RECONNECTING);
    gauge(registry, "AUTH_FAILED", State.AUTH_FAILED);
    requests =
        new Timings(
            registry,
            "catalogador.broker.requests",
            "requests to the broker, with the time they waited for their turn",
            "name");
    losses =
        Counter.builder("catalogador.broker.losses")
            .description("sockets to the broker that were lost")
            .register(registry);
    reconnects =
        Counter.builder("catalogador.broker.reconnects")
            .description("links to the broker that came back")
            .register(registry);
    reauthentications =
        Counter.builder("catalogador.broker.reauthentications")
            .description("links that authenticated again since the broker ended their session")
            .register(registry);
    silentSockets =
        Counter.builder("catalogador.broker.silent.sockets")
            .description("sockets replaced since nothing came on them")
            .register(registry);
    paced =
        Counter.builder("catalogador.broker.paced")
            .description("requests held back to keep the pace")
            .register(registry);
    limited =
        Counter.builder("catalogador.broker.limited")
            .description("requests that the broker refused as too many")
            .register(registry);
  }

  private void gauge(MeterRegistry registry, String name, State... states) {
    Gauge.builder("catalogador.sessions", this, all -> all.links(states))
        .description("sessions that have a verticle, by the state of their link to the broker")
        .tag("state", name)
        .register(registry);
  }

  public static BrokerMeters of(Vertx vertx) {
    return Meters.of(vertx, BrokerMeters.class, BrokerMeters::new);
  }

  /** How many links are in one of those states. */
  public int links(State... states) {
    int sum = 0;
    for (State state : states) {
      sum += links.get(state).get();
    }
    return sum;
  }

  /** A link has begun. */
  void begun(State state) {
    links.get(state).incrementAndGet();
  }

  /** A link has gone from one state into another. */
  void moved(State from, State to) {
    links.get(from).decrementAndGet();
    // Nobody wants to know how many there have ever been.
    if (to != State.CLOSED) {
      links.get(to).incrementAndGet();
    }
    if (to == State.RECONNECTING) {
      losses.increment();
    } else if (from == State.RECONNECTING && to == State.READY) {
      reconnects.increment();
    }
  }

  /** A link authenticates again since the broker does not accept its session any more. */
  void reauthenticating() {
    reauthentications.increment();
  }

  /** A socket is replaced since nothing came on it. */
  void silent() {
    silentSockets.increment();
  }

  /** A request is held back to keep the pace. */
  void paced() {
    paced.increment();
  }

  /** The broker has refused a request as one too many. */
  void limited() {
    limited.increment();
  }

  /**
   * A request has ended.
   *
   * @param name of the request
   * @param cause what it failed with, or null
   * @param askedAt by {@link System#nanoTime}
   */
  void answered(String name, Throwable cause, long askedAt) {
    String known = NAMES.contains(name) ? name : OTHER;
    requests.record(known, cause, System.nanoTime() - askedAt);
  }
}
