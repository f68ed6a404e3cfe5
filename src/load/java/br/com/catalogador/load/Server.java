package br.com.catalogador.load;

import br.com.catalogador.support.BrokerControl;
import br.com.catalogador.support.JavaProcess;
import br.com.catalogador.support.Ports;
import br.com.catalogador.support.Scrape;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The packaged server and its simulated broker: in one process, as {@code serve --simulated} has
 * it, or in one each, so that what the server costs can be told apart.
 */
final class Server implements AutoCloseable {
  private static final long WEEK_MILLIS = 7 * 86_400_000L;

  /** Tuesday, 15:42 UTC, when every market is open; in milliseconds from the epoch's Thursday. */
  private static final long TUESDAY_MILLIS = 5 * 86_400_000L + (15 * 60 + 42) * 60_000L;

  private final HttpClient http = HttpClient.newHttpClient();
  private final JavaProcess process;
  private final JavaProcess broker;
  private final int port;
  private final int managementPort;
  private final BrokerControl control;

  private Server(JavaProcess process, JavaProcess broker, int[] ports) {
    this.process = process;
    this.broker = broker;
    this.port = ports[0];
    this.managementPort = ports[1];
    this.control = new BrokerControl("http://127.0.0.1:" + ports[2]);
  }

  /**
   * Starts the jar and waits until it answers.
   *
   * @param settings names of environment variables without the prefix, and values
   */
  static Server start(Options options, Map<String, String> settings)
      throws IOException, InterruptedException {
    int[] ports = {Ports.free(), Ports.free(), Ports.free()};
    Map<String, String> environment = new TreeMap<>();
    settings.forEach((name, value) -> environment.put("CATALOGADOR_" + name, value));
    environment.put("CATALOGADOR_HTTP_PORT", Integer.toString(ports[0]));
    environment.put("CATALOGADOR_HTTP_MANAGEMENT_PORT", Integer.toString(ports[1]));
    environment.put("CATALOGADOR_SIMULATOR_PORT", Integer.toString(ports[2]));
    JavaProcess broker = options.brokerApart ? broker(options, ports[2]) : null;
    if (broker != null) {
      String address = "127.0.0.1:" + ports[2];
      environment.put("CATALOGADOR_BROKER_MODE", "live");
      environment.put("CATALOGADOR_BROKER_SOCKET_URL", "ws://" + address + "/echo/websocket");
      environment.put("CATALOGADOR_BROKER_LOGIN_URL", "http://" + address + "/v2/login");
      environment.put("CATALOGADOR_AUTH_SECRET", "0123456789abcdef0123456789abcdef");
    }
    try {
      JavaProcess server =
          JavaProcess.start(
              log("server"),
              options.javaOptions,
              broker == null
                  ? List.of(options.jar.toString(), "serve", "--simulated")
                  : List.of(options.jar.toString(), "serve"),
              environment);
      return new Server(server, broker, ports);
    } catch (IOException notStarted) {
      if (broker != null) {
        broker.close();
      }
      throw notStarted;
    }
  }

  private static JavaProcess broker(Options options, int port)
      throws IOException, InterruptedException {
    return JavaProcess.start(
        log("broker"),
        List.of("-Xmx256m"),
        List.of(options.jar.toString(), "simulate", "--port", Integer.toString(port)),
        Map.of());
  }

  private static Path log(String name) throws IOException {
    return Files.createTempFile("catalogador-load-" + name, ".log");
  }

  int port() {
    return port;
  }

  JavaProcess process() {
    return process;
  }

  /** The simulated broker's own process; null when it is in the server's. */
  JavaProcess broker() {
    return broker;
  }

  /** The control of the simulated broker, wherever that is. */
  BrokerControl control() {
    return control;
  }

  Scrape metrics() throws IOException, InterruptedException {
    URI metrics = URI.create("http://127.0.0.1:" + managementPort + "/metrics");
    HttpResponse<String> response =
        http.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(metrics + " answered " + response.body());
    }
    return Scrape.of(response.body());
  }

  /**
   * Puts the broker's clock to a weekday, when every market is open; the seconds stay those of this
   * machine.
   *
   * @return milliseconds by which the broker's clock is now ahead of this machine's
   */
  long moveToAWeekday() throws IOException, InterruptedException {
    long minute = System.currentTimeMillis() / 60_000 * 60_000;
    long ahead = Math.floorMod(TUESDAY_MILLIS - minute, WEEK_MILLIS);
    control.fault(new JsonObject().put("clockOffset", ahead));
    return ahead;
  }

  @Override
  public void close() {
    process.close();
    if (broker != null) {
      broker.close();
    }
  }
}
