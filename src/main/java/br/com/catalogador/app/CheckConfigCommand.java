package br.com.catalogador.app;

import br.com.catalogador.app.settings.Configuration;
import br.com.catalogador.app.settings.Settings;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
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
              + " um segredo.")
  private String key;

  @Override
  public Integer call() {
    Settings settings = source.settings(Map.of(), Set.of());
    Configuration configuration = Configuration.read(settings);
    spec.commandLine()
        .getOut()
        .println(
            key == null
                ? "Configuração certa, modo "
                    + (configuration.simulated() ? "simulated" : "live")
                    + "."
                : value(settings));
    return 0;
  }

  private String value(Settings settings) {
    try {
      return settings.value(key);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
  }
}
