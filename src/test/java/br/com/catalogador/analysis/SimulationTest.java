package br.com.catalogador.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.analysis.message.JudgeCells;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.matrix.MatrixSettings;
import br.com.catalogador.matrix.Simulator;
import br.com.catalogador.strategy.Conditions;
import br.com.catalogador.strategy.Strategies;
import br.com.catalogador.strategy.TieRule;
import io.vertx.core.Promise;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class SimulationTest {
  private static final MatrixSettings SETTINGS =
      new MatrixSettings(
          List.of(Strategies.MINORIA), Timeframe.M1, 10, 2, TieRule.LOSS, Conditions.NONE, 5, 99);

  private final Simulation simulation =
      new Simulation(new JudgeCells("run", SETTINGS, List.of()), Promise.promise());

  @Test
  void noMarketIsSimulatedBeforeTheCountingIsToldToBeDone() throws Exception {
    Callable<Simulator> counting = simulation.slice();
    assertThat(simulation.hasWork()).isFalse();
    Simulator counted = counting.call();

    // The worker has counted, but its event loop does not know of it yet.
    assertThat(simulation.hasWork()).isFalse();
    assertThat(simulation.done(counted)).isFalse();

    assertThat(simulation.hasWork()).isTrue();
    assertThat(simulation.done(simulation.slice().call())).isTrue();
    assertThat(simulation.hasWork()).isFalse();
  }
}
