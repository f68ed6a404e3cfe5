package br.com.catalogador.simulator;

import io.vertx.core.Vertx;
import java.time.Duration;

/** What goes worse than it could between broker and client. */
final class Faults {
  private final Vertx vertx;
  private final long latencyMillis;

  Faults(Vertx vertx, Duration latency) {
    this.vertx = vertx;
    this.latencyMillis = latency.toMillis();
  }

  /** Gives an answer when it is due, on this event loop; answers keep their order. */
  void answer(Runnable answer) {
    if (latencyMillis == 0) {
      answer.run();
    } else {
      vertx.setTimer(latencyMillis, timer -> answer.run());
    }
  }
}
