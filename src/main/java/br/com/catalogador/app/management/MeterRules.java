package br.com.catalogador.app.management;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Meter filter that bounds the number of meters, whatever clients send. */
final class MeterRules implements MeterFilter {
  private static final String HTTP_SERVER = "vertx.http.server";
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH");

  /** Path prefixes of the operators' port. */
  private static final List<String> OPERATORS = List.of("/health", "/metrics", "/loggers");

  /** Timers with a histogram; others have sum and count only. */
  private static final Set<String> WITH_BUCKETS =
      Set.of(
          HTTP_SERVER + ".response.time",
          "vertx.redis.processing.time",
          "vertx.pool.queue.time",
          "catalogador.bus.requests",
          "catalogador.broker.requests",
          "catalogador.event.loop.lag",
          "catalogador.ranking.runs");

  private static final double[] BUCKETS =
      Stream.of(1, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000)
          .mapToDouble(millis -> Duration.ofMillis(millis).toNanos())
          .toArray();

  private static final DistributionStatisticConfig IN_BUCKETS =
      DistributionStatisticConfig.builder().serviceLevelObjectives(BUCKETS).build();

  private MeterRules() {}

  /** Must be called before any meter is registered. */
  static void apply(MeterRegistry registry) {
    registry
        .config()
        .meterFilter(MeterFilter.deny(MeterRules::isUnwanted))
        .meterFilter(new MeterRules());
  }

  private static boolean isUnwanted(Meter.Id id) {
    String route = id.getTag("route");
    // Requests of operators, and the pool of each connection to Redis, which has a random name.
    return route != null && OPERATORS.stream().anyMatch(route::startsWith)
        || "redis".equals(id.getTag("pool_type"));
  }

  @Override
  public Meter.Id map(Meter.Id id) {
    return id.getName().startsWith(HTTP_SERVER)
        ? id.replaceTags(id.getTags().stream().map(MeterRules::normalize).toList())
        : id;
  }

  private static Tag normalize(Tag tag) {
    return switch (tag.getKey()) {
      case "route" -> Tag.of("route", template(tag.getValue()));
      // Clients may send any method name.
      case "method" -> METHODS.contains(tag.getValue()) ? tag : Tag.of("method", "other");
      default -> tag;
    };
  }

  /**
   * Joins the routes that have handled a request to one path: {@code /api/v1/>/catalog} gives
   * {@code /api/v1/catalog}; {@code none} when no route has.
   */
  static String template(String routes) {
    String path = "";
    for (String route : routes.split(">")) {
      boolean again = route.startsWith(path);
      path = again ? route : path.replaceAll("/$", "") + route;
    }
    return path.isEmpty() ? "none" : path;
  }

  @Override
  public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
    return WITH_BUCKETS.contains(id.getName()) ? IN_BUCKETS.merge(config) : config;
  }
}
