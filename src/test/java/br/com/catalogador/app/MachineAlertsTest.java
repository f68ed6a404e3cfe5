package br.com.catalogador.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The alerts on the machine and the public address, by Prometheus's own test of rules. */
class MachineAlertsTest {
  @TempDir private Path folder;

  static boolean hasPromtool() {
    return Files.isExecutable(Path.of("/usr/bin/promtool"));
  }

  @Test
  @EnabledIf(value = "hasPromtool", disabledReason = "no promtool here")
  void eachAlertFiresWhenItShouldAndOnlyThen() throws Exception {
    Files.copy(Path.of("conf/monitoring/maquina.yaml"), folder.resolve("maquina.yaml"));
    Path test = folder.resolve("maquina-test.yaml");
    Files.copy(Path.of("src/test/resources/machine/maquina-test.yaml"), test);

    Process promtool =
        new ProcessBuilder("promtool", "test", "rules", test.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(promtool.getInputStream().readAllBytes());

    assertThat(promtool.waitFor()).as(said).isZero();
  }
}
