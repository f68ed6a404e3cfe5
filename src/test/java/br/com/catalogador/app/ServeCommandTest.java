package br.com.catalogador.app;

import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.app.server.HazelcastClassFilter;
import java.io.InputStream;
import java.io.ObjectInputFilter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command sets for the whole process, so each test has a process of its own. */
class ServeCommandTest {
  /** Of a network for documentation (RFC 5737): no machine has it, so no cluster is joined. */
  private static final String CLUSTERED =
      """
      broker: {mode: live}
      auth: {secret: 0123456789abcdef0123456789abcdef}
      sessions: {store: redis}
      cluster: {enabled: true, host: 192.0.2.1, members: [192.0.2.1:5701]}
      """;

  @TempDir private Path folder;

  @Test
  void aServerOfAClusterLimitsAllJavaDeserializationOfItsProcess() throws Exception {
    Path configuration = Files.writeString(folder.resolve("catalogador.yaml"), CLUSTERED);

    assertThat(filterAfter("serve", "--config", configuration.toString()))
        .isEqualTo(HazelcastClassFilter.limits().toString());
  }

  private static String filterAfter(String... arguments) throws Exception {
    ProcessBuilder java =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Filter.class.getName());
    java.command().addAll(List.of(arguments));
    Process process = java.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (InputStream printed = process.getInputStream()) {
      String[] lines = new String(printed.readAllBytes(), StandardCharsets.UTF_8).split("\n");
      return lines[lines.length - 1];
    } finally {
      process.destroyForcibly();
    }
  }

  /** Runs a command, then prints the filter of the process. */
  static final class Filter {
    private Filter() {}

    public static void main(String[] arguments) {
      Main.commands(Language.PT).execute(arguments);
      System.out.println(ObjectInputFilter.Config.getSerialFilter());
      System.exit(0);
    }
  }
}
