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

/**
 * What the command sets for the whole process, and loads, so each test has a process of its own.
 */
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

  @Test
  void onlyTheServerLoadsWhatItLogsWith() throws Exception {
    Path candles = Files.writeString(folder.resolve("velas.csv"), "from,open,high,low,close\n");

    String loaded =
        printedBy("-Xlog:class+load:stdout", Main.class, "candles", candles.toString(), "--to=csv");

    assertThat(loaded)
        .contains("br.com.catalogador.app.CandlesCommand ")
        .doesNotContain("ch.qos.logback");
  }

  private static String filterAfter(String... arguments) throws Exception {
    String[] lines = printedBy("-XX:+UseSerialGC", Filter.class, arguments).split("\n");
    return lines[lines.length - 1];
  }

  private static String printedBy(String option, Class<?> main, String... arguments)
      throws Exception {
    ProcessBuilder java =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            option,
            "-cp",
            System.getProperty("java.class.path"),
            main.getName());
    java.command().addAll(List.of(arguments));
    Process process = java.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (InputStream printed = process.getInputStream()) {
      return new String(printed.readAllBytes(), StandardCharsets.UTF_8);
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
