package br.com.catalogador.app;

import br.com.catalogador.app.settings.Configuration;
import br.com.catalogador.app.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command {@code check-config}: reads the configuration and reports all mistakes, or prints one
 * value in effect for a script.
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
    Settings settings = source.settings(Map.of(), Set.of());
    Configuration configuration = Configuration.read(settings);
    spec.commandLine()
        .getOut()
        .println(
            keys.isEmpty()
                ? "Configuração certa, modo "
                    + (configuration.simulated() ? "simulated" : "live")
                    + "."
                : keys.stream()
                    .map(key -> value(settings, key))
                    .collect(Collectors.joining(System.lineSeparator())));
    return 0;
  }

  private String value(Settings settings, String key) {
    try {
      return settings.value(key);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
  }
}
