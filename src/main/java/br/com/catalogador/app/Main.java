package br.com.catalogador.app;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point of the jar. */
@Command(name = "catalogador", subcommands = CatalogCommand.class)
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    int code =
        new CommandLine(new Main())
            .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
            .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
            .execute(args);
    System.exit(code);
  }
}
