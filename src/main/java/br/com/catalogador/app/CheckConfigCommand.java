package br.com.catalogador.app;

import br.com.catalogador.app.server.TemporaryFolder;
import br.com.catalogador.app.settings.Configuration;
import br.com.catalogador.app.settings.Settings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command {@code check-config}: reads the configuration as the server would, opens the files
 * that it names, and reports all mistakes; where there are none it says so, or prints values in
 * effect for a script. Exit code 0 when the server would start with it, 1 when the folder for
 * temporary files cannot be used, 2 for mistakes and when there is nothing to check.
 */
@Command(
    name = "check-config",
    description = "Confere a configuração sem iniciar nada.",
    mixinStandardHelpOptions = true)
final class CheckConfigCommand implements Callable<Integer> {
  @Mixin private ConfigurationSource source;
  @Spec private CommandSpec spec;

  @Option(
      names = "--print",
      paramLabel = "CHAVE",
      description =
          "Escreve só o valor que vale para uma chave, por exemplo http.managementPort; nunca o de"
              + " um segredo. Várias: repita, uma linha para cada uma.")
  private List<String> keys = List.of();

  @Override
  public Integer call() {
    Language language = Language.of(spec);
    PrintWriter out = spec.commandLine().getOut();
    Settings settings = source.settings(Map.of(), Set.of());
    Configuration configuration = Configuration.read(settings);
    if (keys.isEmpty() && settings.files().isEmpty() && settings.variables().isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), language.text("config.none", ConfigurationSource.DEFAULT_FILE));
    }
    Optional<String> folder =
        TemporaryFolder.problem(
            Path.of(System.getProperty("java.io.tmpdir")), TemporaryFolder.NEEDED_BYTES);
    if (folder.isPresent()) {
      spec.commandLine().getErr().println(language.translate(folder.get()));
      return ExitCode.SOFTWARE;
    }
    if (!keys.isEmpty()) {
      keys.stream().map(key -> value(settings, key)).toList().forEach(out::println);
      return ExitCode.OK;
    }
    StringBuilder line =
        new StringBuilder(
            language.text("config.good", configuration.simulated() ? "simulated" : "live"));
    if (!settings.files().isEmpty()) {
      line.append(' ').append(language.text("config.files", joined(settings.files())));
    }
    if (!settings.variables().isEmpty()) {
      line.append(' ').append(language.text("config.environment", joined(settings.variables())));
    }
    out.println(line);
    return ExitCode.OK;
  }

  private static String joined(List<?> names) {
    return names.stream().map(Object::toString).collect(Collectors.joining(", "));
  }

  private String value(Settings settings, String key) {
    try {
      return settings.value(key);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
  }
}
