package br.com.catalogador.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A separate process for any number of servers of the packaged jar, whose classes are loaded and
 * compiled once for all of them. A test process has at most one, which ends with it.
 */
final class ServerHost {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static ServerHost ofThisProcess;

  /** Ends when its standard input is closed, at the latest once this object is garbage. */
  private final Process process;

  private final URI uri;

  private ServerHost(Process process) throws IOException {
    this.process = process;
    this.uri = URI.create(RunningServer.awaitAddress(process));
  }

  /** The host of this test process; the first call starts it. */
  static synchronized ServerHost of(Path jar) throws IOException, InterruptedException {
    if (ofThisProcess == null) {
      String classPath = jar + File.pathSeparator + testClasses();
      ofThisProcess =
          new ServerHost(
              RunningServer.java(jar, "-cp", classPath, ServerHost.class.getName()).start());
    }
    return ofThisProcess;
  }

  private static Path testClasses() {
    return Path.of(
        URI.create(
            ServerHost.class.getProtectionDomain().getCodeSource().getLocation().toString()));
  }

  /**
   * Starts a server.
   *
   * @param settings configuration keys and values, among them the ports
   */
  void start(Map<String, String> settings) throws IOException, InterruptedException {
    send("POST", settings);
  }

  /** Stops the server with these ports. */
  void stop(Map<String, String> settings) throws IOException, InterruptedException {
    send("DELETE", settings);
  }

  private void send(String method, Map<String, String> settings)
      throws IOException, InterruptedException {
    String body = new JsonObject(new HashMap<>(settings)).encode();
    if (!process.isAlive()) {
      throw new IllegalStateException("the host of the servers ended: " + process.exitValue());
    }
    HttpRequest request =
        HttpRequest.newBuilder(uri).method(method, BodyPublishers.ofString(body)).build();
    HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != HttpURLConnection.HTTP_OK) {
      throw new IllegalStateException("the host of the servers: " + answer.body());
    }
  }

  /** Runs the host until its standard input, which its test process holds, is closed. */
  public static void main(String[] args) throws IOException {
    Map<String, RunningServer> servers = new ConcurrentHashMap<>();
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/", exchange -> answer(exchange, servers));
    http.start();
    System.out.println("http://127.0.0.1:" + http.getAddress().getPort() + "/");
    System.in.transferTo(OutputStream.nullOutputStream());
    System.exit(0);
  }

  private static void answer(HttpExchange exchange, Map<String, RunningServer> servers)
      throws IOException {
    JsonObject settings =
        new JsonObject(
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    String port = settings.getString("http.port");
    StringWriter failure = new StringWriter();
    int status = HttpURLConnection.HTTP_OK;
    try {
      if (exchange.getRequestMethod().equals("POST")) {
        servers.put(port, RunningServer.start(alternating(settings)));
      } else {
        servers.remove(port).close();
      }
    } catch (Exception e) {
      status = HttpURLConnection.HTTP_INTERNAL_ERROR;
      e.printStackTrace(new PrintWriter(failure));
    }
    byte[] body = failure.toString().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static String[] alternating(JsonObject settings) {
    return settings.stream()
        .flatMap(setting -> Stream.of(setting.getKey(), (String) setting.getValue()))
        .toArray(String[]::new);
  }
}
