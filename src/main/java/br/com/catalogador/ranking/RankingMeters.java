package br.com.catalogador.ranking;

import br.com.catalogador.ranking.message.RankingView.Status;
import br.com.catalogador.support.Meters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** Metrics of the runs of all users' rankings. */
final class RankingMeters {
  private final Map<Status, Timer> runs = new EnumMap<>(Status.class);

  private RankingMeters(MeterRegistry registry) {
    for (Status status : new Status[] {Status.DONE, Status.CANCELLED, Status.FAILED}) {
      runs.put(
          status,
          Timer.builder("catalogador.ranking.runs")
              .description("runs of rankings that have ended")
              .tag("status", status.name())
              .register(registry));
    }
  }

  static RankingMeters of(Vertx vertx) {
    return Meters.of(vertx, RankingMeters.class, RankingMeters::new);
  }

  /** Records a run that has ended with one of the three final states. */
  void ended(Status status, Duration elapsed) {
    runs.get(status).record(elapsed);
  }
}
