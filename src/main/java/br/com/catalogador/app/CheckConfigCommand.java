package br.com.catalogador.app;

import br.com.catalogador.app.settings.Configuration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code check-config}: reads the configuration and reports all mistakes. */
@Command(
    name = "check-config",
    description = "Confere a configuração sem iniciar nada.",
    mixinStandardHelpOptions = true)
final class CheckConfigCommand implements Callable<Integer> {
  @Mixin private ConfigurationSource source;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Configuration configuration = source.read(Map.of());
    spec.commandLine()
        .getOut()
        .println(
            "Configuração certa, modo " + (configuration.simulated() ? "simulated" : "live") + ".");
    return 0;
  }
}
