package br.com.catalogador.ranking;

import br.com.catalogador.ranking.message.RankingView.Status;
import br.com.catalogador.support.Meters;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** Metrics of the runs of all users' rankings. */
final class RankingMeters {
  private final Map<Status, Timer> runs = new EnumMap<>(Status.class);

  private RankingMeters(MeterRegistry registry, SharedResults results) {
    for (Status status : new Status[] {Status.DONE, Status.CANCELLED, Status.FAILED}) {
      runs.put(
          status,
          Timer.builder("catalogador.ranking.runs")
              .description("runs of rankings that have ended")
              .tag("status", status.name())
              .register(registry));
    }
    Gauge.builder("catalogador.ranking.waiting", results, SharedResults::waiting)
        .description("rankings that wait for their turn")
        .register(registry);
  }

  /**
   * @param results those of all rankings of the server
   */
  static RankingMeters of(Vertx vertx, SharedResults results) {
    return Meters.of(vertx, RankingMeters.class, registry -> new RankingMeters(registry, results));
  }

  /** Records a run that has ended with one of the three final states. */
  void ended(Status status, Duration elapsed) {
    runs.get(status).record(elapsed);
  }
}
