package br.com.catalogador.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(30)
class SimulateCommandTest {

  /** What the command prints until it runs; then it is interrupted. */
  private static List<String> printedBy(String... arguments) throws Exception {
    PipedWriter written = new PipedWriter();
    BufferedReader printed = new BufferedReader(new PipedReader(written));
    CompletableFuture<Integer> exit = new CompletableFuture<>();
    Thread process =
        new Thread(
            () ->
                exit.complete(
                    Main.configure(new CommandLine(new SimulateCommand()), Language.PT)
                        .setOut(new PrintWriter(written))
                        .execute(arguments)));
    process.start();

    List<String> lines = linesUntil(printed, "Ctrl-C encerra.");
    process.interrupt();

    assertThat(exit.get(10, TimeUnit.SECONDS)).isZero();
    return lines;
  }

  @Test
  void printsItsAddressesAndUsersAndStopsCleanlyWhenInterrupted() throws Exception {
    List<String> lines = printedBy("--seed", "7", "--latency", "30ms");

    assertThat(lines.get(0)).isEqualTo("Simulador da corretora, semente 7, demora de 30 ms");
    assertThat(lines.get(1)).matches("  login      http://127\\.0\\.0\\.1:\\d+/v2/login");
    assertThat(lines.get(2)).matches("  socket     ws://127\\.0\\.0\\.1:\\d+/echo/websocket");
    assertThat(lines).contains("  demo@catalogador.local", "  demo-2fa@catalogador.local");
  }

  private static List<String> linesUntil(BufferedReader reader, String last) throws IOException {
    List<String> lines = new ArrayList<>();
    String line;
    do {
      line = reader.readLine();
      lines.add(line);
    } while (!last.equals(line));
    return lines;
  }

  @Test
  void aReplayPrintsItsFileAndAddresses(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("session.jsonl");
    Files.writeString(
        file,
        "{\"format\":\"catalogador-recording\",\"version\":1,\"at\":\"2026-11-29T12:00:00Z\"}\n"
            + "{\"ms\":1,\"socket\":\"opened\"}\n");

    List<String> lines = printedBy("--replay", file.toString());

    assertThat(lines.get(0)).isEqualTo("Repetição de " + file + ", qualquer usuário e senha");
    assertThat(lines.get(1)).matches("  login      http://127\\.0\\.0\\.1:\\d+/v2/login");
    assertThat(lines.get(2)).matches("  socket     ws://127\\.0\\.0\\.1:\\d+/echo/websocket");
  }

  @Test
  void refusesAFileThatIsNoRecordingOrNotThere(@TempDir Path folder) throws IOException {
    Path other = Files.writeString(folder.resolve("other.txt"), "hello\n");
    Path missing = folder.resolve("missing.jsonl");

    assertThat(errorsOf("--replay", other.toString()))
        .isEqualToIgnoringNewLines("o simulador não inicia: a linha 1 não é um objeto JSON");
    assertThat(errorsOf("--replay", missing.toString()))
        .isEqualToIgnoringNewLines("o simulador não inicia: não há o arquivo " + missing);
  }

  private static String errorsOf(String... arguments) {
    StringWriter errors = new StringWriter();
    int status =
        Main.configure(new CommandLine(new SimulateCommand()), Language.PT)
            .setErr(new PrintWriter(errors, true))
            .execute(arguments);
    assertThat(status).isEqualTo(1);
    return errors.toString();
  }

  @Test
  void failsWithStatusOneWhenThePortIsTaken() throws IOException {
    StringWriter errors = new StringWriter();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int status =
          Main.configure(new CommandLine(new SimulateCommand()), Language.PT)
              .setErr(new PrintWriter(errors, true))
              .execute("--port", String.valueOf(taken.getLocalPort()));
      assertThat(status).isEqualTo(1);
    }
    assertThat(errors.toString()).startsWith("o simulador não inicia: ");
  }

  @Test
  void rejectsInvalidFaults() {
    StringWriter errors = new StringWriter();
    int status =
        Main.configure(new CommandLine(new SimulateCommand()), Language.PT)
            .setErr(new PrintWriter(errors, true))
            .execute("--faults", "{\"plague\":1}");
    assertThat(status).isEqualTo(2);
    assertThat(errors.toString()).contains("não há a falha plague");
  }

  @Test
  void rejectsAnInvalidLatency() {
    StringWriter errors = new StringWriter();
    int status =
        Main.configure(new CommandLine(new SimulateCommand()), Language.PT)
            .setErr(new PrintWriter(errors, true))
            .execute("--latency", "soon");
    assertThat(status).isEqualTo(2);
    assertThat(errors.toString()).contains("\"soon\" não é uma duração como 30ms ou 2s");
  }
}
