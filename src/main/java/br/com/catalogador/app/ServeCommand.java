package br.com.catalogador.app;

import br.com.catalogador.app.server.ServerProcess;
import br.com.catalogador.app.settings.Configuration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code serve}: runs the server until the process is stopped. */
@Command(
    name = "serve",
    description = "Inicia o servidor (o padrão quando nenhum comando é dado).",
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
  @Option(names = "--simulated", description = "Usa o simulador da corretora: preços inventados.")
  private boolean simulated;

  @Option(names = "--port", paramLabel = "PORTA", description = "Porta HTTP (padrão 5000).")
  private String port;

  @Mixin private ConfigurationSource source;

  @Override
  public Integer call() throws InterruptedException {
    Configuration configuration = source.read(given());
    configuration.log().use();
    return ServerProcess.run(configuration);
  }

  private Map<String, String> given() {
    Map<String, String> given = new HashMap<>();
    if (simulated) {
      given.put("broker.mode", "simulated");
    }
    if (port != null) {
      given.put("http.port", port);
    }
    return given;
  }
}
