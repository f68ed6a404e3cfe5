package br.com.catalogador.app;

import br.com.catalogador.app.management.Build;
import br.com.catalogador.app.settings.ConfigurationException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** Entry point of the jar: runs the command and exits with its code. */
@Command(
    name = "catalogador",
    description = "Cataloga a Estratégia da Minoria. Não envia ordens.",
    subcommands = {
      ServeCommand.class,
      CatalogCommand.class,
      SimulateCommand.class,
      CheckConfigCommand.class,
      CheckBrokerCommand.class
    },
    versionProvider = Main.Version.class,
    mixinStandardHelpOptions = true)
public final class Main {
  private static final Set<String> ABOUT_THE_PROGRAM = Set.of("-h", "--help", "-V", "--version");

  /** The text for {@code --version}. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"Catalogador " + Build.current().version()};
    }
  }

  private Main() {}

  public static void main(String[] args) {
    System.exit(
        commands()
            .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
            .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
            .execute(serveByDefault(args)));
  }

  /** The command line; exit code 0 on success, 1 on failure, 2 for wrong options. */
  static CommandLine commands() {
    return new CommandLine(new Main())
        .setExecutionExceptionHandler(
            (cause, command, arguments) -> {
              command.getErr().println(cause.getMessage());
              return cause instanceof ConfigurationException ? 2 : 1;
            });
  }

  /** The arguments with {@code serve} in front if they do not name a command. */
  private static String[] serveByDefault(String[] args) {
    boolean serve =
        args.length == 0 || args[0].startsWith("-") && !ABOUT_THE_PROGRAM.contains(args[0]);
    return serve ? Stream.concat(Stream.of("serve"), Stream.of(args)).toArray(String[]::new) : args;
  }
}
