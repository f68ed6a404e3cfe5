package br.com.catalogador.attack;

import br.com.catalogador.app.BrokerProcess;
import br.com.catalogador.support.BrokerControl;
import br.com.catalogador.support.JavaProcess;
import br.com.catalogador.support.Ports;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged server as its service file starts it, and a simulated broker beside it. */
public final class Victim implements AutoCloseable {
  private static final Path SERVICE = Path.of("conf", "catalogador.service");
  private static final Pattern OPTIONS = Pattern.compile("JAVA_OPTIONS=\"?([^\"]+)\"");
  private static final Pattern LIMIT = Pattern.compile("MemoryMax=(\\d+)M");
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final double MEGA = 1024 * 1024;
  private static final Pattern CACHED =
      Pattern.compile("^catalogador_cache_candles ([0-9.E]+)$", Pattern.MULTILINE);

  /** See {@code cache.Page}. */
  private static final int BYTES_PER_CANDLE = 34;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Vertx vertx = Vertx.vertx();
  private final int port = Ports.free();
  private final int managementPort = Ports.free();
  private final BrokerProcess broker;
  private final JavaProcess server;

  private Victim(Path jar, List<String> javaOptions) throws IOException, InterruptedException {
    broker = BrokerProcess.start(jar);
    String loginAddress = "127.0.0.1:" + EndlessLogin.before(vertx, broker.port()).port();
    Map<String, String> settings = new HashMap<>();
    settings.put("HTTP_PORT", Integer.toString(port));
    settings.put("HTTP_MANAGEMENT_PORT", Integer.toString(managementPort));
    settings.put("BROKER_MODE", "live");
    settings.put("BROKER_SOCKET_URL", "ws://" + broker.address() + "/echo/websocket");
    settings.put("BROKER_LOGIN_URL", "http://" + loginAddress + "/v2/login");
    settings.put("AUTH_SECRET", "0123456789abcdef0123456789abcdef");
    Map<String, String> environment = new HashMap<>();
    settings.forEach((key, value) -> environment.put("CATALOGADOR_" + key, value));
    server =
        JavaProcess.start(
            Files.createTempFile("catalogador-attack-server", ".log"),
            javaOptions,
            List.of(jar.toString(), "serve"),
            environment);
  }

  /** Starts both; with the JVM options of the service file. */
  public static Victim start(Path jar) throws IOException, InterruptedException {
    return new Victim(jar, List.of(find(OPTIONS).split(" ")));
  }

  /** Resident memory past which systemd ends the process, in MB. */
  public static double memoryLimit() throws IOException {
    return Double.parseDouble(find(LIMIT));
  }

  private static String find(Pattern pattern) throws IOException {
    Matcher matcher = pattern.matcher(Files.readString(SERVICE));
    if (!matcher.find()) {
      throw new IOException(SERVICE + " has no " + pattern);
    }
    return matcher.group(1);
  }

  public int port() {
    return port;
  }

  BrokerControl broker() {
    return broker.control();
  }

  public boolean isAlive() {
    return server.isAlive();
  }

  public double residentMegabytes() {
    try {
      return server.residentMegabytes();
    } catch (IOException dead) {
      return 0;
    }
  }

  /** What is in use once all garbage is gone, in MB; negative when the process is dead. */
  public double liveMegabytes() throws IOException {
    return server.liveBytes() / MEGA;
  }

  /**
   * What the shared candle cache holds, in MB: its bound is {@code cache.maxCandles}, and what it
   * keeps after an attack it would keep after any use.
   */
  public double cacheMegabytes() throws IOException, InterruptedException {
    String metrics =
        http.send(
                HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + managementPort + "/metrics"))
                    .build(),
                BodyHandlers.ofString())
            .body();
    Matcher candles = CACHED.matcher(metrics);
    if (!candles.find()) {
      throw new IOException("no gauge of cached candles");
    }
    return Double.parseDouble(candles.group(1)) * BYTES_PER_CANDLE / MEGA;
  }

  public Path log() {
    return server.log();
  }

  HttpResponse<String> login(String email, String password, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/login"))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    new JsonObject().put("email", email).put("password", password).encode()));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  String token(String user) throws IOException, InterruptedException {
    return new JsonObject(login(user + "@catalogador.local", "demo-1234").body())
        .getString("token");
  }

  /** Gets something of the API as a user. */
  HttpResponse<String> get(String path, String token) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(90))
            .header("Authorization", "Bearer " + token)
            .build(),
        BodyHandlers.ofString());
  }

  /** How long a page takes, in milliseconds; infinite when it does not come. */
  public double pageMillis() throws InterruptedException {
    long begin = System.nanoTime();
    try {
      int status =
          http.send(
                  HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                      .timeout(PATIENCE)
                      .build(),
                  BodyHandlers.ofString())
              .statusCode();
      return status == 200 ? (System.nanoTime() - begin) / 1e6 : Double.POSITIVE_INFINITY;
    } catch (IOException away) {
      return Double.POSITIVE_INFINITY;
    }
  }

  @Override
  public void close() {
    server.close();
    broker.close();
    vertx.close().await();
  }
}
