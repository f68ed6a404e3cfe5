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

/** Keeps the number of meters small, regardless of what clients send. */
final class MeterRules implements MeterFilter {
  private static final String HTTP_SERVER = "vertx.http.server";
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH");

  /** Path prefix of the operators' port. */
  private static final List<String> OPERATORS = List.of("/health", "/metrics", "/loggers");

  /** Of other times sum and count are enough. */
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
        .meterFilter(MeterFilter.deny(MeterRules::isUseless))
        .meterFilter(new MeterRules());
  }

  private static boolean isUseless(Meter.Id id) {
    String route = id.getTag("route");
    // The operators' own requests, and a pool for each connection to Redis, by a random name.
    return route != null && OPERATORS.stream().anyMatch(route::startsWith)
        || "redis".equals(id.getTag("pool_type"));
  }

  @Override
  public Meter.Id map(Meter.Id id) {
    return id.getName().startsWith(HTTP_SERVER)
        ? id.replaceTags(id.getTags().stream().map(MeterRules::tidy).toList())
        : id;
  }

  private static Tag tidy(Tag tag) {
    return switch (tag.getKey()) {
      case "route" -> Tag.of("route", template(tag.getValue()));
      // A client may make up as many as it likes.
      case "method" -> METHODS.contains(tag.getValue()) ? tag : Tag.of("method", "other");
      default -> tag;
    };
  }

  /**
   * The routes a request has come by as one path: {@code /api/v1/>/catalog} is {@code
   * /api/v1/catalog}. A request that no route has taken has none.
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
