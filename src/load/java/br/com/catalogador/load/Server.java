package br.com.catalogador.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged server with its built-in simulator, in a process of its own on this machine. */
final class Server implements AutoCloseable {
  private static final int SECONDS_TO_START_AND_STOP = 30;
  private static final int CLOCK_TICKS = 100;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final int port;
  private final int managementPort;
  private final int simulatorPort;

  private Server(Process process, int port, int managementPort, int simulatorPort) {
    this.process = process;
    this.port = port;
    this.managementPort = managementPort;
    this.simulatorPort = simulatorPort;
  }

  /**
   * Starts the jar and waits until it answers.
   *
   * @param javaOptions e.g. {@code -Xmx512m}
   * @param settings names of environment variables without the prefix, and values
   */
  static Server start(Path jar, Path log, List<String> javaOptions, Map<String, String> settings)
      throws IOException, InterruptedException {
    int port = freePort();
    int managementPort = freePort();
    int simulatorPort = freePort();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(javaOptions);
    command.addAll(List.of("-jar", jar.toString(), "serve", "--simulated"));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(log.toFile());
    settings.forEach((name, value) -> builder.environment().put("CATALOGADOR_" + name, value));
    builder.environment().put("CATALOGADOR_HTTP_PORT", Integer.toString(port));
    builder.environment().put("CATALOGADOR_HTTP_MANAGEMENT_PORT", Integer.toString(managementPort));
    builder.environment().put("CATALOGADOR_SIMULATOR_PORT", Integer.toString(simulatorPort));
    Server server = new Server(builder.start(), port, managementPort, simulatorPort);
    server.awaitStart(log);
    return server;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitStart(Path log) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_START_AND_STOP);
    while (!Files.readString(log).contains("http://")) {
      if (process.waitFor(50, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
        throw new IOException("the server did not start:\n" + Files.readString(log));
      }
    }
  }

  int port() {
    return port;
  }

  /** Resident memory in MB. */
  long residentMegabytes() throws IOException {
    Matcher matcher =
        Pattern.compile("VmRSS:\\s+(\\d+) kB")
            .matcher(Files.readString(Path.of("/proc/" + process.pid() + "/status")));
    return matcher.find() ? Long.parseLong(matcher.group(1)) / 1024 : -1;
  }

  /** Seconds of processor time used so far. */
  double cpuSeconds() throws IOException {
    String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Double.parseDouble(fields[11]) + Double.parseDouble(fields[12])) / CLOCK_TICKS;
  }

  /** Sum of the values of a metric whose name and labels match. */
  double metric(String pattern) throws IOException, InterruptedException {
    Pattern line = Pattern.compile("^(?:" + pattern + ")(?:\\{[^}]*})? (\\S+)$", Pattern.MULTILINE);
    Matcher matcher = line.matcher(get(managementPort, "/metrics"));
    double sum = 0;
    while (matcher.find()) {
      sum += Double.parseDouble(matcher.group(1));
    }
    return sum;
  }

  /** What the simulated broker has counted, as JSON text. */
  String brokerCounts() throws IOException, InterruptedException {
    return get(simulatorPort, "/control/counts");
  }

  private String get(int at, String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + at + path)).build();
    return http.send(request, BodyHandlers.ofString()).body();
  }

  @Override
  public void close() {
    process.destroy();
    process
        .onExit()
        .orTimeout(SECONDS_TO_START_AND_STOP, TimeUnit.SECONDS)
        .exceptionally(late -> process.destroyForcibly())
        .join();
  }
}
