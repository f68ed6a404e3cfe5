package br.com.catalogador.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import br.com.catalogador.simulator.Recording;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The command line of {@code check-broker}, against the simulator that it starts itself. */
class CheckBrokerCommandTest {
  private static final String EMAIL = "demo@catalogador.local";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String input, Map<String, String> environment, String... arguments) {
    CheckBrokerCommand command =
        new CheckBrokerCommand(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            environment,
            null,
            Duration.ofMillis(1_500));
    return new CommandLine(command)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  @Test
  void printsTheStepsTheVerdictAndTheShortenedAccount() {
    int code = run("demo-1234\n", Map.of(), "--email", EMAIL);

    assertThat(err.toString()).isEmpty();
    assertThat(code).isZero();
    assertThat(out.toString())
        .startsWith("Catalogador ")
        .contains(" · check-broker · ", " · simulated · d***@c***")
        .contains("ok      login ")
        .contains("ok      ao vivo ")
        .endsWith("Veredito: tudo funciona: um usuário consegue entrar e analisar.\n")
        .doesNotContain("demo-1234", EMAIL);
  }

  @Test
  void printsOneJsonDocumentAndNothingElse() {
    int code =
        run("", Map.of("CATALOGADOR_PASSWORD", "wrong"), "--email", EMAIL, "--format", "json");

    assertThat(code).isEqualTo(1);
    assertThat(err.toString()).isEmpty();
    JsonObject report = new JsonObject(out.toString());
    assertThat(report.encodePrettily() + "\n").isEqualTo(out.toString());
    assertThat(report.getString("mode")).isEqualTo("simulated");
    assertThat(report.getString("account")).isEqualTo("d***@c***");
    assertThat(report.getString("outcome")).isEqualTo("failed");
    assertThat(report.getJsonArray("steps").getJsonObject(2).getString("finding"))
        .isEqualTo("wrong_password");
  }

  @Test
  void readsASessionFromStandardInput() {
    int code = run("stale-session\n", Map.of(), "--ssid", "-");

    assertThat(code).isEqualTo(1);
    assertThat(out.toString())
        .contains("pulado  login ", "falhou  autenticação ")
        .doesNotContain("stale-session");
  }

  @Test
  void recordsTheSessionWithoutSecretsAndTheSimulatorCanPlayIt(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("session.jsonl");

    int code = run("demo-1234\n", Map.of(), "--email", EMAIL, "--record", file.toString());

    assertThat(code).isZero();
    List<String> lines = Files.readAllLines(file);
    assertThat(lines)
        .allSatisfy(line -> assertThat(line).doesNotContain("demo", "catalogador.local"));
    assertThat(lines.stream().map(JsonObject::new).flatMap(line -> line.fieldNames().stream()))
        .contains("format", "http", "socket", "sent", "received")
        .doesNotContain("unreadable", "end");
    assertThatCode(() -> Recording.read(lines)).doesNotThrowAnyException();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void doesNotOverwriteAFileAndSaysSoBeforeTheLogin(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("mine.txt"), "mine");

    int code = run("demo-1234\n", Map.of(), "--email", EMAIL, "--record", file.toString());

    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("--record quer um arquivo novo, e " + file + " já existe");
    assertThat(Files.readString(file)).isEqualTo("mine");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --email a@b.c                | falta a senha na entrada padrão
          --ssid -                     | falta a sessão na entrada padrão
          --ssid - --email a@b.c       | --ssid e --email não vão juntos
          --ssid 0123                  | --ssid só aceita -, a entrada padrão
          --format xml                 | expected text or json, not xml
          --password demo-1234         | Unknown options: '--password', 'demo-1234'
          """)
  void refusesWrongUseWithExitCode2(String arguments, String message) {
    assertThat(run("", Map.of(), arguments.split(" "))).isEqualTo(2);
    assertThat(err.toString()).contains(message);
    assertThat(out.toString()).isEmpty();
  }
}
