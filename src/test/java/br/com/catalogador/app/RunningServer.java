package br.com.catalogador.app;

import br.com.catalogador.app.management.Metrics;
import br.com.catalogador.app.server.ClusteredVertx;
import br.com.catalogador.app.server.MainVerticle;
import br.com.catalogador.app.settings.Configuration;
import br.com.catalogador.app.settings.Settings;
import br.com.catalogador.support.BrokerControl;
import br.com.catalogador.support.Ports;
import br.com.catalogador.support.Scrape;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * The running product with its simulated broker: in this process, or, with the system property
 * {@code catalogador.jar}, the packaged jar in a separate process.
 */
public final class RunningServer implements AutoCloseable {
  private static final int SECONDS_TO_START_AND_STOP = 30;

  /** Exit code of a JVM that was stopped by SIGTERM. */
  private static final int ENDED_BY_SIGNAL = 143;

  private final String url;
  private final String managementUrl;
  private final BrokerControl simulator;
  private final Map<String, String> settings;
  private final InstantSource time;
  private final Stoppable system;

  private interface Stoppable {
    void stop() throws Exception;

    /** Kills it, as far as possible. */
    void kill() throws Exception;

    /** Sends a signal; only for a separate process. */
    default void signal(String name) throws Exception {
      throw new UnsupportedOperationException("the product runs in this process");
    }

    /** Only for a product in this process. */
    default Vertx vertx() {
      throw new UnsupportedOperationException("the product runs in a process of its own");
    }
  }

  private record Inside(Vertx vertx, MainVerticle main) implements Stoppable {
    @Override
    public void stop() throws Exception {
      await(main.drain());
      await(vertx.close());
    }

    @Override
    public void kill() throws Exception {
      await(vertx.close());
    }
  }

  private record OnItsOwn(Process process) implements Stoppable {
    @Override
    public void stop() throws InterruptedException {
      if (!process.isAlive()) {
        return;
      }
      process.destroy();
      if (!process.waitFor(SECONDS_TO_START_AND_STOP, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("the jar did not stop when told to");
      }
      if (process.exitValue() != ENDED_BY_SIGNAL) {
        throw new IllegalStateException("the jar ended with " + process.exitValue());
      }
    }

    @Override
    public void signal(String name) throws Exception {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    }

    @Override
    public void kill() throws InterruptedException {
      process.toHandle().destroyForcibly();
      process.waitFor(SECONDS_TO_START_AND_STOP, TimeUnit.SECONDS);
    }
  }

  private record Hosted(ServerHost host, Map<String, String> settings) implements Stoppable {
    @Override
    public void stop() throws IOException, InterruptedException {
      host.stop(settings);
    }

    @Override
    public void kill() {
      throw new UnsupportedOperationException("the product shares its process");
    }
  }

  private RunningServer(Map<String, String> settings, InstantSource time, boolean isHosted)
      throws Exception {
    this.url = "http://127.0.0.1:" + settings.get("http.port");
    this.managementUrl = "http://127.0.0.1:" + settings.get("http.managementPort");
    this.simulator = new BrokerControl("http://127.0.0.1:" + settings.get("simulator.port"));
    this.settings = settings;
    this.time = time;
    if (isInThisProcess()) {
      this.system = inThisProcess(settings, time);
    } else {
      this.system = isHosted ? hosted(jar(), settings) : inItsOwn(jar(), settings);
    }
  }

  /** Whether the product runs in this process, so its clock can be set. */
  public static boolean isInThisProcess() {
    return System.getProperty("catalogador.jar") == null;
  }

  /** The packaged jar; only where the product does not run in this process. */
  static Path jar() {
    return Path.of(System.getProperty("catalogador.jar")).toAbsolutePath();
  }

  /**
   * Starts the product on free ports.
   *
   * @param settings configuration keys and values, alternating; {@code {http.port}} in a value
   *     stands for the port
   */
  public static RunningServer start(String... settings) throws Exception {
    return start(Clock.systemUTC(), settings);
  }

  /**
   * As {@link #start(String...)}, but a server of the jar shares its process with others of this
   * test process. For tests that do not need to kill it or to measure its process.
   */
  static RunningServer hosted(String... settings) throws Exception {
    return new RunningServer(complete(settings), Clock.systemUTC(), true);
  }

  /** Starts the product and its broker with a given clock; in this process only. */
  public static RunningServer start(InstantSource time, String... settings) throws Exception {
    return new RunningServer(complete(settings), time, false);
  }

  private static Map<String, String> complete(String... settings) throws IOException {
    Map<String, String> given = new HashMap<>();
    given.put("http.port", Integer.toString(Ports.free()));
    given.put("http.managementPort", Integer.toString(Ports.free()));
    given.put("simulator.port", Integer.toString(Ports.free()));
    // Else a test on the real clock would meet a closed market at some times of day.
    given.put("simulator.alwaysOpen", "true");
    // Tests log in the same user more often than the limits allow.
    given.put("auth.loginAttempts", "1000");
    // Faults of one test's broker must not reach another's.
    given.put("history.path", "");
    for (int i = 0; i < settings.length; i += 2) {
      given.put(settings[i], settings[i + 1]);
    }
    String port = given.get("http.port");
    given.replaceAll((key, value) -> value.replace("{http.port}", port));
    return given;
  }

  /** Restarts the product on the same ports and with the same settings. */
  public RunningServer startAgain(String... changed) throws Exception {
    Map<String, String> given = new HashMap<>(settings);
    for (int i = 0; i < changed.length; i += 2) {
      given.put(changed[i], changed[i + 1]);
    }
    return new RunningServer(given, time, false);
  }

  /**
   * Ends the product at once: a separate process by SIGKILL, otherwise by closing its verticles.
   */
  public void kill() throws Exception {
    system.kill();
  }

  /** Suspends the process (SIGSTOP); only for a separate process. */
  void freeze() throws Exception {
    system.signal("STOP");
  }

  /** Resumes the process. */
  void thaw() throws Exception {
    system.signal("CONT");
  }

  private static Stoppable inThisProcess(Map<String, String> given, InstantSource time)
      throws Exception {
    Configuration configuration = Configuration.read(new Settings(null, Map.of(), given));
    Metrics metrics = new Metrics();
    Vertx vertx =
        ClusteredVertx.start(metrics, configuration.cluster())
            .await(SECONDS_TO_START_AND_STOP, TimeUnit.SECONDS);
    MainVerticle main = new MainVerticle(configuration, time, metrics);
    await(vertx.deployVerticle(main));
    return new Inside(vertx, main);
  }

  private static void await(io.vertx.core.Future<?> future)
      throws InterruptedException, ExecutionException, TimeoutException {
    future
        .toCompletionStage()
        .toCompletableFuture()
        .get(SECONDS_TO_START_AND_STOP, TimeUnit.SECONDS);
  }

  private static Stoppable inItsOwn(Path jar, Map<String, String> given)
      throws IOException, InterruptedException {
    ProcessBuilder command = java(jar, "-jar", jar.toString(), "serve");
    given.forEach((key, value) -> command.environment().put(Settings.variable(key), value));
    Process process = command.start();
    awaitAddress(process);
    return new OnItsOwn(process);
  }

  private static Stoppable hosted(Path jar, Map<String, String> given)
      throws IOException, InterruptedException {
    ServerHost host = ServerHost.of(jar);
    host.start(given);
    return new Hosted(host, given);
  }

  /** A process that runs the jar, or a test class with it, for seconds. */
  static ProcessBuilder java(Path jar, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // The optimizing compiler does not pay off.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                ClassArchive.option(jar)));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        // Else the pages of the checkout would be served, not those in the jar.
        .directory(jar.getParent().toFile())
        .redirectErrorStream(true);
  }

  /**
   * Waits until a process says the address on which it listens, and returns that line. All its
   * lines are repeated here.
   */
  static String awaitAddress(Process process) throws IOException {
    BufferedReader output = process.inputReader();
    List<String> said = new ArrayList<>();
    String address =
        Stream.generate(() -> readLine(output))
            .takeWhile(line -> line != null)
            .peek(System.out::println)
            .peek(said::add)
            .filter(line -> line.contains("http://"))
            .findFirst()
            .orElse(null);
    if (address == null) {
      throw new IOException(
          "the jar ended with " + process.onExit().join().exitValue() + ": " + said);
    }
    Thread drain = new Thread(() -> printAll(output), "jar-output");
    drain.setDaemon(true);
    drain.start();
    return address;
  }

  private static void printAll(BufferedReader output) {
    for (String line = readLine(output); line != null; line = readLine(output)) {
      System.out.println(line);
    }
  }

  private static String readLine(BufferedReader output) {
    try {
      return output.readLine();
    } catch (IOException ignored) {
      return null;
    }
  }

  /** The URL of the product, without a slash at the end. */
  public String url() {
    return url;
  }

  /** The URL of the operators' port, without a slash at the end. */
  String managementUrl() {
    return managementUrl;
  }

  /** A client of the operators' port. */
  ApiClient management() {
    return ApiClient.ofManagement(managementUrl);
  }

  /** The current metrics. */
  public Scrape metrics() {
    return Scrape.of(management().get("/metrics").text());
  }

  /** The URL of the simulated broker, without a slash at the end. */
  String simulatorUrl() {
    return simulator.url();
  }

  /** A client of the API without a login. */
  public ApiClient client() {
    return ApiClient.of(url);
  }

  /** A client logged in as a user of the simulator, given by the part before the {@code @}. */
  public ApiClient loggedIn(String user) {
    return client().loginAs(user + "@catalogador.local", "demo-1234");
  }

  /**
   * The number of requests of a name at the simulated broker; for {@code sockets}, {@code
   * subscriptions} and {@code streams} of quotes the number of open ones.
   */
  public long brokerRequests(String name) throws IOException, InterruptedException {
    return simulator.requests(name);
  }

  /** Switches faults of the simulated broker on, with the fields of its control route. */
  public void fault(JsonObject fault) throws IOException, InterruptedException {
    simulator.fault(fault);
  }

  /** Sets the practice balance of a simulator's user, given by the part before the {@code @}. */
  void balance(String user, double amount) throws IOException, InterruptedException {
    simulator.balance(user, amount);
  }

  /** Switches all faults off. */
  public void noFaults() throws IOException, InterruptedException {
    simulator.noFaults();
  }

  /** The current resources of the product; in this process only. */
  Inventory inventory() {
    return Inventory.of(vertx());
  }

  /** The Vert.x of the product; in this process only. */
  Vertx vertx() {
    return system.vertx();
  }

  @Override
  public void close() {
    try {
      system.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the product did not stop", e);
    }
  }
}
