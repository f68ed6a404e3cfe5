package br.com.catalogador.app;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command {@code simulate}: runs the broker simulator until the process is stopped. */
@Command(
    name = "simulate",
    description = "Runs only the broker simulator, on the loopback address.",
    mixinStandardHelpOptions = true)
public final class SimulateCommand implements Callable<Integer> {
  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final long STOP_SECONDS = 5;

  @Option(names = "--port", description = "Port to listen on; 0, the default, takes any free one.")
  private int port;

  @Option(names = "--seed", description = "Seed of the market; default ${DEFAULT-VALUE}.")
  private long seed = SimulatorOptions.defaults().seed();

  @Option(
      names = "--latency",
      description = "Delay of every answer, e.g. 30ms or 2s; none by default.",
      converter = DurationConverter.class)
  private Duration latency = Duration.ZERO;

  @Option(
      names = "--jitter",
      description = "Up to so much more delay of an answer, by chance; none by default.",
      converter = DurationConverter.class)
  private Duration jitter = Duration.ZERO;

  @Option(
      names = "--faults",
      description =
          "What goes wrong from the start, as JSON like that which POST /control/faults takes:"
              + " '{\"garbage\":2}'. GET tells all fields.")
  private String faults = "{}";

  @Option(
      names = "--replay",
      paramLabel = "FILE",
      description =
          "Plays a recording of check-broker --record instead of inventing a market: any login is"
              + " accepted, the same requests get the recorded answers.")
  private Path replay;

  @Spec private CommandSpec spec;

  /**
   * Returns 0 after an interrupt of the thread, 1 when the simulator cannot start. A stop of the
   * process closes the simulator in a shutdown hook.
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
    } catch (Exception e) { // also checked ones, e.g. BindException
      spec.commandLine().getErr().println("simulator cannot start: " + e.getMessage());
      close(vertx);
      return FAILED;
    }
    waitForStop(vertx);
    return OK;
  }

  private void simulate(Vertx vertx) {
    SimulatorOptions options = new SimulatorOptions(port, seed, latency, jitter, faults);
    SimulatorVerticle simulator = new SimulatorVerticle(options, Clock.systemUTC());
    vertx.deployVerticle(simulator).await();
    String address = SimulatorVerticle.HOST + ":" + simulator.port();
    PrintWriter out = spec.commandLine().getOut();
    out.println("Broker simulator, seed " + seed + ", latency " + latency.toMillis() + " ms");
    printAddresses(address);
    out.println("  counts  http://" + address + "/control/counts");
    out.println("  faults  http://" + address + "/control/faults");
    out.println("Users, all with password " + SimulatedUsers.PASSWORD);
    out.println("  " + SimulatedUsers.DEMO);
    out.println("  " + SimulatedUsers.DEMO_2FA);
    out.println("  user0@catalogador.local to user" + (SimulatedUsers.LOAD_USERS - 1));
    out.println("Ctrl-C stops it.");
    out.flush();
  }

  private void replay(Vertx vertx) throws IOException {
    ReplayVerticle player = new ReplayVerticle(port, Recording.read(lines(replay)));
    vertx.deployVerticle(player).await();
    PrintWriter out = spec.commandLine().getOut();
    out.println("Replay of " + replay + ", any user and password");
    printAddresses(SimulatorVerticle.HOST + ":" + player.port());
    out.println("Ctrl-C stops it.");
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
    PrintWriter out = spec.commandLine().getOut();
    out.println("  login   http://" + address + SimulatorVerticle.LOGIN_PATH);
    out.println("  socket  ws://" + address + SimulatorVerticle.SOCKET_PATH);
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
      spec.commandLine().getErr().println("simulator did not close in time");
    }
  }

  /** Reads {@code 30ms}, {@code 2s}, {@code 5m} or {@code 1h}. */
  static final class DurationConverter implements ITypeConverter<Duration> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

    @Override
    public Duration convert(String text) {
      Matcher matcher = FORM.matcher(text);
      if (!matcher.matches()) {
        throw new TypeConversionException("'" + text + "' is no duration such as 30ms or 2s");
      }
      long amount = Long.parseLong(matcher.group(1));
      return switch (matcher.group(2)) {
        case "ms" -> Duration.ofMillis(amount);
        case "s" -> Duration.ofSeconds(amount);
        case "m" -> Duration.ofMinutes(amount);
        default -> Duration.ofHours(amount);
      };
    }
  }
}
