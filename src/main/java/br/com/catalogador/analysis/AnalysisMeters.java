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

/** How many analyses wait for a worker. */
final class AnalysisMeters {
  private final Map<Urgency, AtomicInteger> waiting = new EnumMap<>(Urgency.class);

  private AnalysisMeters(MeterRegistry registry) {
    for (Urgency urgency : Urgency.values()) {
      AtomicInteger count = new AtomicInteger();
      waiting.put(urgency, count);
      Gauge.builder("catalogador.analysis.waiting", count, AtomicInteger::get)
          .description("analyses that wait for a worker")
          .tag("urgency", urgency.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
  }

  static AnalysisMeters of(Vertx vertx) {
    return Meters.of(vertx, AnalysisMeters.class, AnalysisMeters::new);
  }

  void queued(Urgency urgency) {
    waiting.get(urgency).incrementAndGet();
  }

  void left(Urgency urgency) {
    waiting.get(urgency).decrementAndGet();
  }
}
