package br.com.catalogador.app.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import br.com.catalogador.support.Prometheus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The alert rules as Prometheus reads them; skipped on a machine without promtool. */
class AlertRulesTest {
  private static final Path FOLDER = Path.of("docs", "grafana");

  @BeforeEach
  void findPromtool() {
    assumeTrue(Prometheus.promtool().isPresent(), "no promtool on this machine");
  }

  private static String promtool(String... arguments) throws Exception {
    String[] command = new String[arguments.length + 1];
    command[0] = Prometheus.promtool().orElseThrow();
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    Process process =
        new ProcessBuilder(command).directory(FOLDER.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  @Test
  void prometheusAcceptsTheRules() throws Exception {
    assertThat(promtool("check", "rules", "alertas.yaml")).contains("14 rules found");
  }

  @Test
  void everyAlertRingsWhenItMustAndOnlyThen() throws Exception {
    assertThat(promtool("test", "rules", "alertas_teste.yaml")).contains("SUCCESS");

    String tests = Files.readString(FOLDER.resolve("alertas_teste.yaml"));
    assertThat(alerts(FOLDER.resolve("alertas.yaml")))
        .allSatisfy(
            alert ->
                assertThat(tests).contains("name: " + alert + " toca", "name: " + alert + " cala"));
  }

  private static List<String> alerts(Path rules) throws IOException {
    return Pattern.compile("- alert: (\\w+)")
        .matcher(Files.readString(rules))
        .results()
        .map((MatchResult found) -> found.group(1))
        .toList();
  }
}
