package br.com.catalogador.analysis;

import br.com.catalogador.analysis.message.Analyze.Urgency;
import br.com.catalogador.support.Meters;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Metrics of the analysis queue. */
final class AnalysisMeters {
  private final Map<Urgency, AtomicInteger> waiting = new EnumMap<>(Urgency.class);

  private AnalysisMeters(MeterRegistry registry) {
    for (Urgency urgency : Urgency.values()) {
      AtomicInteger count = new AtomicInteger();
      waiting.put(urgency, count);
      Gauge.builder("catalogador.analysis.waiting", count, AtomicInteger::get)
          .description("analyses that wait for a worker")
          .tag("urgency", label(urgency))
          .register(registry);
    }
  }

  /** The label of watched catalogs is older than the constant's name; dashboards use it. */
  private static String label(Urgency urgency) {
    return urgency == Urgency.WATCHED ? "live" : urgency.name().toLowerCase(Locale.ROOT);
  }

  static AnalysisMeters of(Vertx vertx) {
    return Meters.of(vertx, AnalysisMeters.class, AnalysisMeters::new);
  }

  void queued(Urgency urgency) {
    waiting.get(urgency).incrementAndGet();
  }

  void dequeued(Urgency urgency) {
    waiting.get(urgency).decrementAndGet();
  }
}
