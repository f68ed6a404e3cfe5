package br.com.catalogador.alarm;

import br.com.catalogador.app.Main;
import br.com.catalogador.app.settings.Settings;
import br.com.catalogador.support.JavaProcess;
import br.com.catalogador.support.Ports;
import br.com.catalogador.support.Prometheus;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Makes each fault that an alert is for on a real server with a few users, lets a real Prometheus
 * watch it with the rules as they are shipped, and prints which alerts rang and how long after the
 * fault. Takes about twenty minutes; needs Debian's package {@code prometheus}.
 */
public final class Alarms {
  private static final int USERS = 6;
  private static final Duration BETWEEN_REQUESTS = Duration.ofSeconds(3);
  private static final Duration LONGEST = Duration.ofMinutes(22);
  private static final Path RULES = Path.of("docs", "grafana", "alertas.yaml").toAbsolutePath();
  private static final List<String> ASSETS = List.of("EURUSD-OTC", "GBPUSD-OTC", "USDJPY-OTC");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Fault fault;
  private final Path folder;
  private final Map<String, String> settings = new HashMap<>();
  private final List<String> tokens = new ArrayList<>();
  private final List<AutoCloseable> started = new ArrayList<>();
  private final Map<String, Long> rang = new TreeMap<>();
  private JavaProcess server;

  private Alarms(Fault fault) throws IOException {
    this.fault = fault;
    this.folder = Files.createTempDirectory("alarm-" + fault.name().toLowerCase(Locale.ROOT));
  }

  /** What is done to the server or its broker. */
  private enum Fault {
    SERVER_STOPPED("CatalogadorParado"),
    BROKER_UNREACHABLE("CatalogadorSemCorretora"),
    SSIDS_REFUSED("CatalogadorLoginsEncerrados"),
    CANDLES_REFUSED("CatalogadorSemVelas"),
    CANDLES_UNANSWERED("CatalogadorRespostasLentas"),
    HALF_OF_CANDLES_REFUSED("CatalogadorCorretoraFalha"),
    LOGINS_BLOCKED("CatalogadorNinguemEntra"),
    SERVER_FULL("CatalogadorFalhando"),
    SERVER_STUTTERS("CatalogadorLento"),
    HEAP_FULL("CatalogadorMemoria"),
    FEW_DESCRIPTORS("CatalogadorDescritores"),
    CERTIFICATE_ENDS("CatalogadorCertificado"),
    NO_BACKUP("CatalogadorSemCopia"),
    CANDLES_NOT_ON_DISK("CatalogadorVelasForaDoDisco");

    private final String alert;

    Fault(String alert) {
      this.alert = alert;
    }
  }

  /** Runs the given faults, or all, at the same time. */
  public static void main(String[] names) throws Exception {
    List<Fault> faults =
        names.length == 0
            ? List.of(Fault.values())
            : Arrays.stream(names).map(Fault::valueOf).toList();
    List<CompletableFuture<Alarms>> trials = new ArrayList<>();
    for (Fault fault : faults) {
      Alarms alarms = new Alarms(fault);
      trials.add(CompletableFuture.supplyAsync(alarms::run, task -> new Thread(task).start()));
      pause(Duration.ofSeconds(5));
    }
    boolean missed = false;
    System.out.println("| fault | alert | after | also |\n|---|---|---|---|");
    for (CompletableFuture<Alarms> trial : trials) {
      Alarms alarms = trial.join();
      System.out.println(alarms.row());
      missed |= !alarms.rang.containsKey(alarms.fault.alert);
    }
    System.exit(missed ? 1 : 0);
  }

  private static void pause(Duration duration) {
    new CompletableFuture<Void>()
        .completeOnTimeout(null, duration.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }

  private String row() {
    Map<String, Long> others = new TreeMap<>(rang);
    Long seconds = others.remove(fault.alert);
    return "| %s | %s | %s | %s |"
        .formatted(fault, fault.alert, seconds == null ? "never" : seconds + " s", others);
  }

  private Alarms run() {
    try {
      start();
      long begin = System.nanoTime();
      make();
      long end = begin + LONGEST.toNanos();
      for (int turn = 0; System.nanoTime() < end && !rang.containsKey(fault.alert); turn++) {
        use(turn);
        note(begin);
        pause(BETWEEN_REQUESTS);
      }
      return this;
    } catch (Exception e) {
      throw new IllegalStateException(fault + " in " + folder, e);
    } finally {
      close();
    }
  }

  private void start() throws Exception {
    for (String key : List.of("http.port", "http.managementPort", "simulator.port")) {
      settings.put(key, Integer.toString(Ports.free()));
    }
    settings.put("auth.loginAttempts", "100000");
    if (fault == Fault.SERVER_FULL) {
      settings.put("sessions.maximum", "2");
    }
    if (fault == Fault.CERTIFICATE_ENDS) {
      settings.put("http.publicUrl", "https://127.0.0.1:" + endingCertificate());
    }
    if (fault == Fault.NO_BACKUP) {
      Path mark = Files.createFile(folder.resolve("last-backup"));
      Files.setLastModifiedTime(mark, FileTime.from(Instant.now().minus(Duration.ofDays(3))));
      settings.put("backup.mark", mark.toString());
    }
    if (fault == Fault.CANDLES_NOT_ON_DISK) {
      Path noFolder = Files.createFile(folder.resolve("history"));
      settings.put("history.path", noFolder.toString());
    }
    Map<String, String> environment = new HashMap<>();
    settings.forEach((key, value) -> environment.put(Settings.variable(key), value));
    server = JavaProcess.startClass(folder.resolve("log"), options(), Main.class, environment);
    started.add(server);
    startPrometheus();
    if (fault != Fault.CERTIFICATE_ENDS) {
      for (int i = 0; i < (fault == Fault.SERVER_FULL ? 2 : USERS); i++) {
        tokens.add(login(i));
      }
    }
  }

  private List<String> options() {
    String heap = fault == Fault.HEAP_FULL ? "-Xmx26m" : "-Xmx96m";
    return List.of(heap, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
  }

  private int endingCertificate() throws Exception {
    Path key = folder.resolve("key.pem");
    Path certificate = folder.resolve("certificate.pem");
    new ProcessBuilder(
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "5",
            "-subj",
            "/CN=localhost",
            "-keyout",
            key.toString(),
            "-out",
            certificate.toString())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("openssl.log").toFile())
        .start()
        .waitFor();
    Vertx vertx = Vertx.vertx();
    started.add(() -> vertx.close().await());
    HttpServer listening =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setHost("127.0.0.1")
                    .setSsl(true)
                    .setKeyCertOptions(
                        new PemKeyCertOptions()
                            .setKeyPath(key.toString())
                            .setCertPath(certificate.toString())))
            .requestHandler(request -> request.response().end())
            .listen(0)
            .await();
    return listening.actualPort();
  }

  private void startPrometheus() throws Exception {
    int port = Ports.free();
    settings.put("prometheus", Integer.toString(port));
    Path config = folder.resolve("prometheus.yml");
    Files.writeString(
        config,
        """
        global: {scrape_interval: 15s, evaluation_interval: 15s}
        rule_files: [%s]
        scrape_configs:
          - job_name: catalogador
            static_configs: [{targets: ["127.0.0.1:%s"]}]
        """
            .formatted(RULES, settings.get("http.managementPort")));
    Process process =
        new ProcessBuilder(
                Prometheus.server().orElseThrow(),
                "--config.file=" + config,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("prometheus.log").toFile())
            .start();
    started.add(process::destroy);
  }

  private void make() throws Exception {
    switch (fault) {
      case SERVER_STOPPED -> server.close();
      case BROKER_UNREACHABLE -> {
        broker(new JsonObject().put("refuseConnections", true).put("dropSockets", true));
      }
      case SSIDS_REFUSED -> broker(new JsonObject().put("expireSsids", true));
      case CANDLES_REFUSED -> broker(refusing("get-candles"));
      case HALF_OF_CANDLES_REFUSED -> broker(refusing("get-candles:76"));
      case CANDLES_UNANSWERED ->
          broker(new JsonObject().put("silent", new JsonArray().add("get-candles")));
      case LOGINS_BLOCKED ->
          broker(new JsonObject().put("gates", new JsonObject().put("login", "nginx")));
      case SERVER_STUTTERS -> stutter();
      case FEW_DESCRIPTORS -> leaveFewDescriptors();
      case SERVER_FULL, HEAP_FULL, CERTIFICATE_ENDS, NO_BACKUP, CANDLES_NOT_ON_DISK -> {
        // made by the settings
      }
    }
  }

  private static JsonObject refusing(String what) {
    return new JsonObject().put("statuses", new JsonObject().put(what, 4000));
  }

  private void stutter() {
    Thread stopping =
        new Thread(
            () -> {
              try {
                while (server.isAlive()) {
                  server.signal("STOP");
                  pause(Duration.ofMillis(700));
                  server.signal("CONT");
                  pause(Duration.ofMillis(500));
                }
              } catch (IOException ignored) {
                // The process has ended meanwhile.
              }
            });
    stopping.setDaemon(true);
    stopping.start();
  }

  /** Lowers the limit of the running process to a ninth more than it has open. */
  private void leaveFewDescriptors() throws Exception {
    long open;
    try (var files = Files.list(Path.of("/proc/" + server.pid() + "/fd"))) {
      open = files.count();
    }
    new ProcessBuilder("prlimit", "--pid", "" + server.pid(), "--nofile=" + open * 10 / 9)
        .start()
        .waitFor();
  }

  /** What users do meanwhile. */
  private void use(int turn) throws Exception {
    if (!server.isAlive() || fault == Fault.CERTIFICATE_ENDS) {
      return;
    }
    for (int i = 0; i < tokens.size(); i++) {
      String asset = fault == Fault.HALF_OF_CANDLES_REFUSED ? ASSETS.get(i % 2) : ASSETS.get(i % 3);
      HttpRequest catalog =
          request("/api/v1/catalog?asset=" + asset + "&quadrants=" + (10 + turn % 20))
              .header("Authorization", "Bearer " + tokens.get(i))
              .build();
      http.sendAsync(catalog, HttpResponse.BodyHandlers.discarding());
    }
    if (fault == Fault.LOGINS_BLOCKED || fault == Fault.SERVER_FULL) {
      http.sendAsync(loginRequest(50 + turn % 50), HttpResponse.BodyHandlers.discarding());
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + settings.get("http.port") + path))
        .timeout(Duration.ofSeconds(30));
  }

  private HttpRequest loginRequest(int user) {
    JsonObject body =
        new JsonObject()
            .put("email", "user" + user + "@catalogador.local")
            .put("password", "demo-1234");
    return request("/api/v1/login")
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body.encode()))
        .build();
  }

  private String login(int user) throws Exception {
    HttpResponse<String> answer =
        http.send(loginRequest(user), HttpResponse.BodyHandlers.ofString());
    return new JsonObject(answer.body()).getString("token");
  }

  private void broker(JsonObject faults) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:" + settings.get("simulator.port") + "/control/faults"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(faults.encode()))
            .build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(answer.body());
    }
  }

  /** Notes the alerts that ring by now. */
  private void note(long begin) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + settings.get("prometheus") + "/api/v1/alerts"))
            .build();
    String answer;
    try {
      answer = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      return; // Prometheus still starts.
    }
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
    for (Object each : new JsonObject(answer).getJsonObject("data").getJsonArray("alerts")) {
      JsonObject alert = (JsonObject) each;
      if ("firing".equals(alert.getString("state"))) {
        rang.putIfAbsent(alert.getJsonObject("labels").getString("alertname"), seconds);
      }
    }
  }

  private void close() {
    for (AutoCloseable each : started) {
      try {
        each.close();
      } catch (Exception e) {
        System.err.println(fault + ": " + e);
      }
    }
    File log = folder.resolve("log").toFile();
    if (!rang.containsKey(fault.alert)) {
      System.err.println(fault + " did not ring: " + log);
    }
  }
}
