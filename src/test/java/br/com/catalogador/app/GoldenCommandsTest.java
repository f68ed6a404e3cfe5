package br.com.catalogador.app;

import br.com.catalogador.support.Golden;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Compares the output of the command line with recorded files, byte for byte. */
class GoldenCommandsTest {
  private final StringBuilder transcript = new StringBuilder();
  private String input = "";

  @ParameterizedTest
  @ValueSource(strings = {"json", "csv", "table"})
  void catalogOutputIsUnchanged(String format) throws IOException {
    for (JsonObject vector : vectors("minoria")) {
      catalog(vector, "", format);
    }
    // one vector per strategy, with few quadrants
    for (JsonObject vector : vectors("strategies")) {
      catalog(vector, "2", format);
    }
    Golden.assertRecorded("command/catalog-" + format + ".txt", transcript.toString());
  }

  private void catalog(JsonObject vector, String quadrants, String format) {
    JsonObject parameters = vector.getJsonObject("input");
    input = parameters.encode();
    List<String> options = new ArrayList<>(List.of("--candles=-", "--format=" + format));
    for (String name : List.of("strategy", "now", "martingale", "tie", "multiplier")) {
      options.add("--" + name + "=" + parameters.getValue(name));
    }
    options.add(
        "--quadrants=" + (quadrants.isEmpty() ? parameters.getValue("quadrants") : quadrants));
    if (parameters.getValue("payout") != null) {
      options.add("--payout=" + parameters.getValue("payout"));
    }
    if (parameters.getBoolean("recover")) {
      options.add("--recover");
    }
    run(vector.getString("name"), options.toArray(String[]::new));
  }

  @Test
  void errorOutputIsUnchanged() throws IOException {
    for (String option :
        List.of(
            "--quadrants=0",
            "--martingale=6",
            "--strategy=magic",
            "--tie=draw",
            "--timeframe=M2",
            "--format=xml",
            "--payout=87",
            "--now=-1",
            "--sure-win")) {
      run(option, "--candles=-", option);
    }
    run("no candles");
    run("no such file", "--candles=/no/such/file.csv");
    input = "from,open,high,low,close\n60,1,1,1,x\n";
    run("a candle that is none", "--candles=-");
    Golden.assertRecorded("command/mistakes.txt", transcript.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "serve",
        "catalog",
        "candles",
        "matrix",
        "hours",
        "history",
        "simulate",
        "check-config",
        "check-broker"
      })
  void helpOutputIsUnchanged(String command) throws IOException {
    run(command + " --help", () -> Main.commands(Language.PT), command, "--help");
    Golden.assertRecorded("command/help-" + command + ".txt", transcript.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "serve",
        "catalog",
        "candles",
        "matrix",
        "hours",
        "history",
        "simulate",
        "check-config",
        "check-broker"
      })
  void englishHelpOutputIsUnchanged(String command) throws IOException {
    run(
        "help " + command,
        () -> Main.commands(Language.EN),
        ("help " + command).strip().split(" "));
    Golden.assertRecorded(
        "command/help-en" + (command.isEmpty() ? "" : "-" + command) + ".txt",
        transcript.toString());
  }

  private void run(String title, String... arguments) {
    InputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
    run(
        title,
        () -> Main.configure(new CommandLine(new CatalogCommand(in)), Language.PT),
        arguments);
  }

  private void run(String title, Supplier<CommandLine> commands, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        commands
            .get()
            .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
            .setUsageHelpWidth(100)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    transcript.append("## ").append(title).append(", exit code ").append(code).append('\n');
    // the help is recorded in another file
    transcript.append(out).append(err.toString().replaceFirst("(?s)Uso:.*", "")).append('\n');
  }

  private static List<JsonObject> vectors(String file) throws IOException {
    String path = "/vectors/" + file + ".json";
    try (InputStream in = GoldenCommandsTest.class.getResourceAsStream(path)) {
      return new JsonArray(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .stream().map(JsonObject.class::cast).toList();
    }
  }
}
