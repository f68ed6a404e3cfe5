package br.com.catalogador.app;

import br.com.catalogador.app.settings.Configuration;
import br.com.catalogador.app.settings.ConfigurationException;
import br.com.catalogador.app.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Option;

/** The command-line option {@code --config}, shared by all commands that read the configuration. */
final class ConfigurationSource {
  static final Path DEFAULT_FILE = Path.of("conf", "catalogador.yaml");

  @Option(
      names = "--config",
      paramLabel = "ARQUIVO",
      description = "Arquivo de configuração (padrão conf/catalogador.yaml, se existir).")
  private Path file;

  /**
   * Reads the configuration from file, environment and command line.
   *
   * @param commandLine values by key, which override the others
   * @throws ConfigurationException with all mistakes
   */
  Configuration read(Map<String, String> commandLine) {
    return read(commandLine, Set.of());
  }

  /**
   * As {@link #read(Map)}.
   *
   * @param notSettings environment variables of the command's own, which are no settings
   */
  Configuration read(Map<String, String> commandLine, Set<String> notSettings) {
    return Configuration.read(settings(commandLine, notSettings));
  }

  /** The settings that {@link #read(Map, Set)} reads. */
  Settings settings(Map<String, String> commandLine, Set<String> notSettings) {
    Path found = file == null && Files.exists(DEFAULT_FILE) ? DEFAULT_FILE : file;
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.keySet().removeAll(notSettings);
    return new Settings(found, environment, commandLine);
  }
}
