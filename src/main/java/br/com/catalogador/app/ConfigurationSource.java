package br.com.catalogador.app;

import br.com.catalogador.app.settings.Configuration;
import br.com.catalogador.app.settings.ConfigurationException;
import br.com.catalogador.app.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;

/** The option that names the configuration file, for every command that reads it. */
final class ConfigurationSource {
  private static final Path DEFAULT_FILE = Path.of("conf", "catalogador.yaml");

  @Option(
      names = "--config",
      paramLabel = "ARQUIVO",
      description = "Arquivo de configuração (padrão conf/catalogador.yaml, se existir).")
  private Path file;

  /**
   * Reads file, environment and command line.
   *
   * @param commandLine values by key that stand above the others
   * @throws ConfigurationException with every mistake
   */
  Configuration read(Map<String, String> commandLine) {
    Path found = file == null && Files.exists(DEFAULT_FILE) ? DEFAULT_FILE : file;
    return Configuration.read(new Settings(found, System.getenv(), commandLine));
  }
}
