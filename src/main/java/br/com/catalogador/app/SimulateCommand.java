package br.com.catalogador.app;

import br.com.catalogador.app.settings.DurationText;
import br.com.catalogador.simulator.Recording;
import br.com.catalogador.simulator.ReplayVerticle;
import br.com.catalogador.simulator.SimulatedUsers;
import br.com.catalogador.simulator.SimulatorOptions;
import br.com.catalogador.simulator.SimulatorVerticle;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command {@code simulate}: runs the broker simulator until the process is stopped. */
@Command(
    name = "simulate",
    description = "Inicia só o simulador da corretora, em 127.0.0.1.",
    mixinStandardHelpOptions = true)
public final class SimulateCommand implements Callable<Integer> {
  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final long STOP_SECONDS = 5;

  @Option(
      names = "--port",
      paramLabel = "PORTA",
      description = "Porta; 0, o padrão, é qualquer uma livre.")
  private int port;

  @Option(names = "--seed", description = "Semente do mercado (padrão ${DEFAULT-VALUE}).")
  private long seed = SimulatorOptions.DEFAULT_SEED;

  @Option(
      names = "--always-open",
      description = "Nenhum ativo fecha; sem ela, cada um tem seu horário.")
  private boolean alwaysOpen;

  @Option(
      names = "--latency",
      description = "Demora de cada resposta, como 30ms ou 2s; nenhuma sem ela.",
      converter = DurationConverter.class)
  private Duration latency = Duration.ZERO;

  @Option(
      names = "--jitter",
      description = "Até tanto mais de demora, ao acaso; nenhuma sem ela.",
      converter = DurationConverter.class)
  private Duration jitter = Duration.ZERO;

  @Option(
      names = "--faults",
      description =
          "O que falha desde o início, em JSON como o de POST /control/faults: '{\"garbage\":2}'."
              + " GET diz todos os campos.")
  private String faults = "{}";

  @Option(
      names = "--replay",
      paramLabel = "ARQUIVO",
      description =
          "Repete uma gravação de check-broker --record em lugar de inventar um mercado: qualquer"
              + " login é aceito, os mesmos pedidos recebem as respostas gravadas.")
  private Path replay;

  @Spec private CommandSpec spec;

  /**
   * Returns 0 after an interrupt of the thread, 1 when the simulator cannot start, 2 for wrong
   * options. A stop of the process closes the simulator in a shutdown hook.
   */
  @Override
  public Integer call() {
    Vertx vertx = Vertx.vertx();
    try {
      if (replay == null) {
        simulate(vertx);
      } else {
        replay(vertx);
      }
    } catch (ParameterException e) {
      close(vertx);
      throw e;
    } catch (Exception e) { // also checked ones, e.g. BindException
      String reason = Language.of(spec).translate(String.valueOf(e.getMessage()));
      spec.commandLine().getErr().println(text("simulate.failed", reason));
      close(vertx);
      return FAILED;
    }
    waitForStop(vertx);
    return OK;
  }

  private void simulate(Vertx vertx) {
    SimulatorVerticle simulator;
    try {
      SimulatorOptions options =
          new SimulatorOptions(port, seed, alwaysOpen, latency, jitter, faults);
      simulator = new SimulatorVerticle(options, Clock.systemUTC());
      vertx.deployVerticle(simulator).await();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    String address = SimulatorVerticle.HOST + ":" + simulator.port();
    PrintWriter out = spec.commandLine().getOut();
    out.println(text("simulate.title", "" + seed, "" + latency.toMillis()));
    printAddresses(address);
    printAddress("simulate.counts", "http://" + address + "/control/counts");
    printAddress("simulate.faults", "http://" + address + "/control/faults");
    out.println(text("simulate.users", SimulatedUsers.PASSWORD));
    out.println("  " + SimulatedUsers.DEMO);
    out.println("  " + SimulatedUsers.DEMO_2FA);
    String last = "user" + (SimulatedUsers.LOAD_USERS - 1);
    out.println("  " + text("simulate.range", "user0@catalogador.local", last));
    out.println(text("simulate.stop"));
    out.flush();
  }

  private String text(String key, Object... arguments) {
    return Language.of(spec).text(key, arguments);
  }

  private void replay(Vertx vertx) throws IOException {
    ReplayVerticle player = new ReplayVerticle(port, Recording.read(lines(replay)));
    vertx.deployVerticle(player).await();
    PrintWriter out = spec.commandLine().getOut();
    out.println(text("simulate.replay", replay));
    printAddresses(SimulatorVerticle.HOST + ":" + player.port());
    out.println(text("simulate.stop"));
    out.flush();
  }

  private static List<String> lines(Path file) throws IOException {
    try {
      return Files.readAllLines(file);
    } catch (NoSuchFileException e) {
      throw new IOException("there is no file " + file, e);
    } catch (CharacterCodingException e) {
      throw new IOException(file + " is not a text in UTF-8", e);
    }
  }

  private void printAddresses(String address) {
    printAddress("simulate.login", "http://" + address + SimulatorVerticle.LOGIN_PATH);
    printAddress("simulate.socket", "ws://" + address + SimulatorVerticle.SOCKET_PATH);
  }

  private void printAddress(String name, String address) {
    spec.commandLine().getOut().printf("  %-10s %s%n", text(name), address);
  }

  /** Blocks until the thread is interrupted or the JVM stops, and closes Vert.x. */
  private void waitForStop(Vertx vertx) {
    Thread hook = new Thread(() -> close(vertx));
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException ignored) {
      Runtime.getRuntime().removeShutdownHook(hook);
      close(vertx);
    }
  }

  private void close(Vertx vertx) {
    try {
      vertx.close().await(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException ignored) {
      spec.commandLine().getErr().println(text("simulate.late"));
    }
  }

  /** Reads {@code 30ms}, {@code 2s}, {@code 5m} or {@code 1h}. */
  static final class DurationConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      try {
        return DurationText.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("'" + text + "' is no duration such as 30ms or 2s");
      }
    }
  }
}
