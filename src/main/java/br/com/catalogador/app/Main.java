package br.com.catalogador.app;

import br.com.catalogador.app.management.Build;
import br.com.catalogador.app.settings.ConfigurationException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** Entry point of the jar: runs the command and exits with its code. */
@Command(
    name = "catalogador",
    description = "Cataloga a Estratégia da Minoria. Não envia ordens.",
    synopsisSubcommandLabel = "[COMANDO]",
    subcommands = {
      CommandLine.HelpCommand.class,
      ServeCommand.class,
      CatalogCommand.class,
      CandlesCommand.class,
      MatrixCommand.class,
      HoursCommand.class,
      HistoryCommand.class,
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
    // Not flushed with each line: a command may write a million of them.
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    int code =
        commands(Language.of(args))
            .setOut(out)
            .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
            .execute(serveByDefault(args));
    out.flush();
    System.exit(code);
  }

  /** The command line; exit code 0 on success, 1 on failure, 2 for wrong options. */
  static CommandLine commands(Language language) {
    CommandLine main = new CommandLine(new Main());
    main.getCommandSpec().addOption(languageOption());
    return configure(main, language);
  }

  /** Lets a command speak a language, and tell in one line what is wrong. */
  static CommandLine configure(CommandLine command, Language language) {
    return command
        .setResourceBundle(language.bundle())
        .setParameterExceptionHandler((cause, arguments) -> wrongUse(cause, language))
        .setExecutionExceptionHandler(
            (cause, failed, arguments) -> {
              failed.getErr().println(language.translate(String.valueOf(cause.getMessage())));
              return cause instanceof ConfigurationException ? 2 : 1;
            });
  }

  /** Checked here; {@link Language#of(String[])} has read it before there was a command line. */
  private static OptionSpec languageOption() {
    return OptionSpec.builder("--lang")
        .paramLabel("pt|en")
        .type(Language.class)
        .converters(new LanguageConverter())
        .scopeType(ScopeType.INHERIT)
        .description("Língua da ajuda, dos erros e dos resultados: pt (padrão) ou en.")
        .build();
  }

  private static int wrongUse(ParameterException cause, Language language) {
    PrintWriter err = cause.getCommandLine().getErr();
    err.println(language.translate(cause.getMessage()));
    List<String> meant =
        cause instanceof UnmatchedArgumentException unmatched
            ? unmatched.getSuggestions()
            : List.of();
    if (meant.isEmpty()) {
      cause.getCommandLine().usage(err);
    } else {
      err.println(language.text("meant", String.join(", ", meant)));
    }
    return CommandLine.ExitCode.USAGE;
  }

  /** The arguments with {@code serve} in front if they do not name a command. */
  private static String[] serveByDefault(String[] args) {
    int first = args.length > 0 && args[0].startsWith("--lang") ? args[0].contains("=") ? 1 : 2 : 0;
    boolean serve =
        first >= args.length
            || args[first].startsWith("-") && !ABOUT_THE_PROGRAM.contains(args[first]);
    return serve ? Stream.concat(Stream.of("serve"), Stream.of(args)).toArray(String[]::new) : args;
  }

  static final class LanguageConverter extends LowerCaseConverter<Language> {
    LanguageConverter() {
      super(Language.class);
    }
  }
}
