package br.com.catalogador.app;

import static br.com.catalogador.support.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import br.com.catalogador.simulator.Recording;
import br.com.catalogador.simulator.SimulatorOptions;
import br.com.catalogador.simulator.SimulatorVerticle;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
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
  private static final String CHALLENGE =
      "HTTP/1.1 403 Forbidden\r\nserver: cloudflare\r\ncontent-type: text/html\r\n"
          + "content-length: 31\r\n\r\n<title>Just a moment...</title>";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String input, Map<String, String> environment, String... arguments) {
    return run(Language.PT, input, environment, arguments);
  }

  private int run(
      Language language, String input, Map<String, String> environment, String... arguments) {
    CheckBrokerCommand command =
        new CheckBrokerCommand(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            environment,
            null,
            Duration.ofSeconds(3));
    return new CommandLine(command)
        .setResourceBundle(language.bundle())
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

  @Test
  void checksByEachLocalAddressAndSaysWhichOneIsBlocked(@TempDir Path folder) throws Exception {
    Vertx vertx = Vertx.vertx();
    String config = folder.resolve("catalogador.yaml").toString();
    try {
      String broker = "://" + SimulatorVerticle.HOST + ":" + relayThatBlocks("127.0.0.2", vertx);
      Files.writeString(
          Path.of(config),
          """
          auth:
            secret: 0123456789abcdef0123456789abcdef
          broker:
            mode: live
            socketUrl: ws%1$s%2$s
            loginUrl: http%1$s%3$s
            twoFactorUrl: http%1$s%4$s
            localAddresses: [127.0.0.1, 127.0.0.2]
          """
              .formatted(
                  broker,
                  SimulatorVerticle.SOCKET_PATH,
                  SimulatorVerticle.LOGIN_PATH,
                  SimulatorVerticle.TWO_FACTOR_PATH));

      assertThat(run("demo-1234\n", Map.of(), "--email", EMAIL, "--config", config)).isEqualTo(1);
    } finally {
      await(vertx.close());
    }

    String verdict =
        "Veredito: não funciona, parou em login, saindo por 127.0.0.2: veio uma página de desafio,"
            + " que só um navegador resolve.\n";
    assertThat(out.toString())
        .containsSubsequence(
            "Saindo por 127.0.0.1\nok      nome ",
            "ok      login ",
            "ok      ao vivo ",
            "ok      logout ",
            "Saindo por 127.0.0.2\nok      nome ",
            "falhou  login ",
            "pulado  logout ")
        .endsWith(verdict);
  }

  /** Passes connections on to a simulated broker, but answers logins from one address itself. */
  private static int relayThatBlocks(String address, Vertx vertx) {
    SimulatorVerticle simulator =
        new SimulatorVerticle(SimulatorOptions.defaults(), Clock.systemUTC());
    await(vertx.deployVerticle(simulator));
    NetClient targets = vertx.createNetClient();
    NetServer relay =
        vertx
            .createNetServer()
            .connectHandler(
                here -> {
                  here.pause();
                  targets
                      .connect(simulator.port(), SimulatorVerticle.HOST)
                      .onSuccess(there -> relay(here, there, address));
                });
    return await(relay.listen(0, SimulatorVerticle.HOST)).actualPort();
  }

  private static void relay(NetSocket here, NetSocket there, String blocked) {
    boolean isBlocked = here.remoteAddress().host().equals(blocked);
    here.handler(
        bytes -> {
          if (isBlocked && bytes.toString().startsWith("POST " + SimulatorVerticle.LOGIN_PATH)) {
            here.end(Buffer.buffer(CHALLENGE));
          } else {
            there.write(bytes);
          }
        });
    there.handler(here::write);
    here.closeHandler(ignored -> there.close());
    there.closeHandler(ignored -> here.close());
    here.resume();
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --email a@b.c                       | there is no password on standard input
          --ssid -                            | there is no session on standard input
          --ssid - --email a@b.c              | --ssid and --email do not go together
          --ssid 0123                         | --ssid takes only -, standard input
          --ssid - --record /                 | --record wants a new file, and / exists already
          --ssid - --record /no/such/folder/x | --record cannot create /no/such/folder/x: java.nio
          """)
  void refusesWrongUseInEnglishToo(String arguments, String message) {
    String input = arguments.contains("--record") ? "session\n" : "";
    assertThat(run(Language.EN, input, Map.of(), arguments.split(" "))).isEqualTo(2);
    assertThat(err.toString()).startsWith(message);
    assertThat(out.toString()).isEmpty();
  }
}
