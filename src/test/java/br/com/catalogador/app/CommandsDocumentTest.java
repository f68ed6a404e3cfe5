package br.com.catalogador.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the commands in the table of {@code docs/comandos.md}, and holds the table to its word. */
class CommandsDocumentTest {
  private static final Path DOCUMENT = Path.of("docs", "comandos.md");
  private static final Pattern ROW =
      Pattern.compile("^\\| `(.+?)` \\| (\\d) \\| (.+) \\|$", Pattern.MULTILINE);

  /** A row of the table. */
  private record Row(String command, int code, String said) {
    @Override
    public String toString() {
      return command;
    }
  }

  static Stream<Row> rows() throws IOException {
    return ROW.matcher(Files.readString(DOCUMENT))
        .results()
        .map(
            (MatchResult row) ->
                new Row(row.group(1), Integer.parseInt(row.group(2)), row.group(3)));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void endsAndSaysAsDocumented(Row row) {
    StringWriter said = new StringWriter();
    String[] arguments = row.command().split(" ");

    int code =
        Main.commands(Language.of(arguments))
            .setOut(new PrintWriter(said, true))
            .setErr(new PrintWriter(said, true))
            .execute(arguments);

    assertThat(said.toString()).contains(row.said());
    assertThat(code).isEqualTo(row.code());
  }

  @Test
  void everyCommandIsInTheTable() throws IOException {
    assertThat(rows().map(row -> row.command().replaceFirst("--lang en ", "").split(" ")[0]))
        .containsAll(Main.commands(Language.PT).getSubcommands().keySet());
  }
}
