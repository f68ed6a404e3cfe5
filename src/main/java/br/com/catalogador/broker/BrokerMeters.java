package br.com.catalogador.broker;

import br.com.catalogador.broker.PolariumLink.State;
import br.com.catalogador.broker.ProtocolAnomalies.Kind;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.support.Meters;
import br.com.catalogador.support.Timings;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Metrics of the broker client, summed over all links of this process. */
public final class BrokerMeters {
  private static final String OTHER = "other";

  /** Request names used as label values; any other name is counted as {@link #OTHER}. */
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
  private final Map<String, RecentAnswers> recent = new ConcurrentHashMap<>();
  private final Timings requests;
  private final Map<Kind, Counter> unusable = new EnumMap<>(Kind.class);
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
    requests =
        new Timings(
            registry,
            "catalogador.broker.requests",
            "requests to the broker, time in the queue included",
            "name");
    for (Kind kind : Kind.values()) {
      unusable.put(
          kind,
          Counter.builder("catalogador.broker.unusable.frames")
              .description("frames from the broker that could not be used")
              .tag("kind", kind.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
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
            .description("links that authenticated again because the broker ended their session")
            .register(registry);
    silentSockets =
        Counter.builder("catalogador.broker.silent.sockets")
            .description("sockets replaced because nothing was received")
            .register(registry);
    paced =
        Counter.builder("catalogador.broker.paced")
            .description("requests delayed by the rate limit of this server")
            .register(registry);
    limited =
        Counter.builder("catalogador.broker.limited")
            .description("requests that the broker refused because of its rate limit")
            .register(registry);
  }

  public static BrokerMeters of(Vertx vertx) {
    return Meters.of(vertx, BrokerMeters.class, BrokerMeters::new);
  }

  /** The number of links in any of the given states. */
  public int links(State... states) {
    int sum = 0;
    for (State state : states) {
      sum += links.get(state).get();
    }
    return sum;
  }

  /** Counts a new link. */
  void opened(State state) {
    links.get(state).incrementAndGet();
  }

  /** Counts a change of a link's state. */
  void stateChanged(State from, State to) {
    links.get(from).decrementAndGet();
    // Closed links are not counted: their number would only grow.
    if (to != State.CLOSED) {
      links.get(to).incrementAndGet();
    }
    if (to == State.RECONNECTING) {
      losses.increment();
    } else if (from == State.RECONNECTING && to == State.READY) {
      reconnects.increment();
    }
  }

  /** Counts a link that authenticates again because the broker no longer accepts its session. */
  void reauthenticating() {
    reauthentications.increment();
  }

  /** Counts a frame that could not be used. */
  void unusable(Kind kind) {
    unusable.get(kind).increment();
  }

  /** Counts a socket that is replaced because nothing was received on it. */
  void silent() {
    silentSockets.increment();
  }

  /** Counts a request delayed by the rate limit of this server. */
  void paced() {
    paced.increment();
  }

  /** Counts a request that the broker refused because of its rate limit. */
  void limited() {
    limited.increment();
  }

  /**
   * Counts a completed request.
   *
   * @param name of the request
   * @param cause the failure, or null
   * @param askedAt start of the request by {@link System#nanoTime}
   */
  void answered(String name, Throwable cause, long askedAt) {
    String known = NAMES.contains(name) ? name : OTHER;
    requests.record(known, cause, System.nanoTime() - askedAt);
    recent
        .computeIfAbsent(known, ignored -> new RecentAnswers(System::nanoTime))
        .count(cause != null && Failure.from(cause).kind().code().startsWith("broker_"));
  }

  /** The names of requests most of which the broker has failed within the last minute, sorted. */
  public List<String> failing() {
    return recent.entrySet().stream()
        .filter(entry -> entry.getValue().mostFailed())
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }
}
