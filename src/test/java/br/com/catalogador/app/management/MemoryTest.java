package br.com.catalogador.app.management;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.app.management.Health.Status;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryTest {
  @ParameterizedTest
  @CsvSource({"0,UP,0", "0.9,UP,90", "0.91,DEGRADED,91"})
  void isDegradedWhenItIsStillFullAfterACollection(double share, Status status, long percent) {
    Health.Reading reading = new Memory(() -> share).read();

    assertThat(reading.status()).isEqualTo(status);
    assertThat(reading.facts().getLong("percentAfterCollection")).isEqualTo(percent);
  }

  @Test
  void measuresTheHeapOfThisProcess() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    Memory.ofProcess().register(registry);
    System.gc();

    assertThat(registry.get("catalogador.memory.after.gc").gauge().value())
        .isGreaterThan(0)
        .isLessThan(0.9);
  }
}
