package br.com.catalogador.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** One short round of what {@code scripts/chaos} does at length, against the packaged jar. */
@EnabledIfSystemProperty(
    named = "catalogador.jar",
    matches = ".+",
    disabledReason = "servers are killed and frozen, so each has to be a process of its own")
class ChaosIT {
  private static final Path JAR = Path.of(System.getProperty("catalogador.jar", ""));

  @Test
  void aServerThatStoodStillLeavesEachUserOneSessionAndNoTokenAfterTheLogout() throws Exception {
    assertThat(Fault.FREEZE.round(JAR, 1, 24).bad()).isEmpty();
  }
}
