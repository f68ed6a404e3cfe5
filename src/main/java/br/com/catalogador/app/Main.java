package br.com.catalogador.app;

import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point of the jar: finds the command and tells its exit code. */
@Command(
    name = "catalogador",
    description = "Cataloga a Estratégia da Minoria. Não envia ordens.",
    subcommands = {ServeCommand.class},
    mixinStandardHelpOptions = true)
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** Runs a command line: 0 done, 1 failed, 2 used wrongly. */
  static int run(String... args) {
    CommandLine commands = new CommandLine(new Main());
    commands.setExecutionExceptionHandler(Main::tell);
    return commands.execute(serveByDefault(args));
  }

  private static String[] serveByDefault(String[] args) {
    boolean helpOrCommand =
        args.length > 0
            && (!args[0].startsWith("-")
                || Stream.of("-h", "--help", "-V", "--version").anyMatch(args[0]::equals));
    return helpOrCommand
        ? args
        : Stream.concat(Stream.of("serve"), Stream.of(args)).toArray(String[]::new);
  }

  private static int tell(Exception cause, CommandLine command, CommandLine.ParseResult arguments) {
    command.getErr().println(cause.getMessage());
    return cause instanceof ConfigurationException ? 2 : 1;
  }
}
