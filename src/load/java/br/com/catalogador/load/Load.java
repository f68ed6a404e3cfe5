package br.com.catalogador.load;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Puts a crowd before the packaged server on this machine: users log in at a steady rate, hold a
 * live chart each and analyse at a steady rate, whether or not the server keeps up (open loop:
 * durations count from when a request was due). Prints figures and writes them as JSON.
 */
@Command(name = "load", mixinStandardHelpOptions = true)
public final class Load implements Callable<Integer> {
  private static final long LOGIN_LIMIT_SECONDS = 600;
  private static final int SAMPLE_SECONDS = 10;

  @Option(names = "--users", defaultValue = "1000")
  private int users;

  @Option(names = "--logins-per-second", defaultValue = "50")
  private double loginsPerSecond;

  @Option(names = "--every", defaultValue = "5", description = "seconds between a user's analyses")
  private double every;

  @Option(names = "--seconds", defaultValue = "300", description = "length of the steady phase")
  private int seconds;

  @Option(names = "--watched", defaultValue = "50", description = "assets that live charts show")
  private int watched;

  @Option(names = "--live", negatable = true, defaultValue = "true", fallbackValue = "true")
  private boolean live;

  @Option(names = "--quadrants", defaultValue = "10")
  private int quadrants;

  @Option(names = "--java", defaultValue = "-Xmx512m", split = ",")
  private List<String> javaOptions;

  @Option(names = "--set", description = "a setting of the server, e.g. CACHE_TYPE=redis")
  private Map<String, String> settings = Map.of();

  @Option(names = "--jar", defaultValue = "target/catalogador.jar")
  private Path jar;

  @Option(names = "--json", defaultValue = "target/load.json")
  private Path json;

  private final Figures figures = new Figures();
  private final JsonObject report = new JsonObject();
  private Vertx vertx;
  private HttpClient http;
  private WebSocketClient sockets;

  public static void main(String[] args) {
    System.exit(new CommandLine(new Load()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
    Map<String, String> given = new TreeMap<>(settings);
    given.putIfAbsent("SESSIONS_MAXIMUM", Integer.toString(Math.max(1000, users)));
    given.putIfAbsent("AUTH_LOGIN_ATTEMPTS", "100000");
    Path log = Files.createTempFile("catalogador-load", ".log");
    try (Server server = Server.start(jar, log, javaOptions, given)) {
      open(server.port());
      run(server);
    } finally {
      vertx.close().await(30, TimeUnit.SECONDS);
    }
    Files.writeString(json, report.encodePrettily());
    System.out.println("written to " + json + "; the server's log is " + log);
    return figures.failures() == 0 ? 0 : 1;
  }

  private void open(int port) {
    http =
        vertx.createHttpClient(
            new HttpClientOptions().setDefaultHost("127.0.0.1").setDefaultPort(port),
            new PoolOptions().setHttp1MaxSize(512).setMaxWaitQueueSize(-1));
    sockets =
        vertx.createWebSocketClient(
            new WebSocketClientOptions()
                .setDefaultHost("127.0.0.1")
                .setDefaultPort(port)
                .setMaxConnections(Integer.MAX_VALUE)
                .setMaxMessageSize(4 * 1024 * 1024)
                .setMaxFrameSize(4 * 1024 * 1024));
  }

  private void run(Server server) throws Exception {
    long idleMegabytes = server.residentMegabytes();
    List<Trader> traders =
        IntStream.range(0, users)
            .mapToObj(i -> new Trader(vertx, http, sockets, figures, "user" + i))
            .toList();
    say("%d users log in at %.0f a second", users, loginsPerSecond);
    long begun = System.nanoTime();
    logIn(traders);
    double loginSeconds = secondsSince(begun);
    List<String> assets = traders.get(0).assets().await(30, TimeUnit.SECONDS);
    if (live) {
      watch(traders, assets);
    }
    say("all watch after %.1f s; RSS %d MB", secondsSince(begun), server.residentMegabytes());
    String subscriptions = server.brokerCounts();
    List<JsonObject> samples = steady(server, traders, assets);
    say("%s", figures.table());
    leave(traders);
    report
        .put("at", Instant.now().toString())
        .put("users", users)
        .put("loginSeconds", loginSeconds)
        .put("idleMegabytes", idleMegabytes)
        .put("broker", new JsonObject(subscriptions))
        .put("samples", samples)
        .put("figures", figures.json());
    say("broker: %s", subscriptions);
    settle(server);
  }

  /** Due at equal distances, whether or not earlier ones have come back. */
  private void logIn(List<Trader> traders) throws Exception {
    List<Future<Void>> logins = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < traders.size(); i++) {
      long due = start + (long) (i * 1e9 / loginsPerSecond);
      Trader trader = traders.get(i);
      Promise<Void> done = Promise.promise();
      at(due, () -> trader.logIn(due).onComplete(done));
      logins.add(done.future());
    }
    Future.all(logins).await(LOGIN_LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  private void at(long due, Runnable action) {
    long millis = Math.max(1, (due - System.nanoTime()) / 1_000_000);
    vertx.setTimer(millis, timer -> action.run());
  }

  private void watch(List<Trader> traders, List<String> assets) throws Exception {
    List<String> shown = assets.subList(0, Math.min(watched, assets.size()));
    List<Future<Void>> watches = new ArrayList<>();
    for (int i = 0; i < traders.size(); i++) {
      JsonObject parameters = new JsonObject().put("asset", shown.get(i % shown.size()));
      Trader trader = traders.get(i);
      Promise<Void> done = Promise.promise();
      long due = System.nanoTime() + (long) (i * 1e9 / (4 * loginsPerSecond));
      at(due, () -> trader.watch(parameters).onComplete(done));
      watches.add(done.future());
    }
    Future.all(watches).await(LOGIN_LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  private List<JsonObject> steady(Server server, List<Trader> traders, List<String> assets)
      throws Exception {
    long start = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
    long end = start + TimeUnit.SECONDS.toNanos(seconds);
    long period = (long) (every * 1e9);
    for (int i = 0; i < traders.size(); i++) {
      analyseFrom(traders.get(i), assets, start + i * period / traders.size(), period, end);
    }
    List<JsonObject> samples = new ArrayList<>();
    double cpu = server.cpuSeconds();
    for (int second = SAMPLE_SECONDS; second <= seconds; second += SAMPLE_SECONDS) {
      long next = start + TimeUnit.SECONDS.toNanos(second);
      pause(Duration.ofNanos(Math.max(0, next - System.nanoTime())));
      samples.add(sample(server, second, (server.cpuSeconds() - cpu) / SAMPLE_SECONDS));
      cpu = server.cpuSeconds();
    }
    // What was due at the end may still be under way.
    pause(Duration.ofSeconds(3));
    return samples;
  }

  private void analyseFrom(
      Trader trader, List<String> assets, long due, long period, long end) {
    if (due < end) {
      at(
          due,
          () -> {
            trader.analyse(assets, quadrants, due);
            analyseFrom(trader, assets, due + period, period, end);
          });
    }
  }

  private JsonObject sample(Server server, int second, double cores)
      throws IOException, InterruptedException {
    JsonObject sample =
        new JsonObject()
            .put("second", second)
            .put("residentMegabytes", server.residentMegabytes())
            .put(
                "heapMegabytes",
                Math.round(server.metric("jvm_memory_used_bytes\\{area=\"heap\"[^}]*}") / 1e6))
            .put("serverCores", Math.round(cores * 100) / 100.0)
            .put("analyses", figures.count("analysis"))
            .put("failures", figures.failures());
    say("%s", sample.encode());
    return sample;
  }

  private void leave(List<Trader> traders) throws Exception {
    List<Future<Void>> left = new ArrayList<>();
    for (int i = 0; i < traders.size(); i++) {
      Trader trader = traders.get(i);
      Promise<Void> done = Promise.promise();
      at(System.nanoTime() + i * 1_000_000L, () -> trader.logOut().onComplete(done));
      left.add(done.future());
    }
    Future.all(left).await(LOGIN_LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  private void settle(Server server) throws Exception {
    pause(Duration.ofSeconds(2));
    String counts = server.brokerCounts();
    report.put("brokerAfterwards", new JsonObject(counts));
    say("after all have left: %s; RSS %d MB", counts, server.residentMegabytes());
  }

  private void pause(Duration time) throws Exception {
    if (!time.isZero()) {
      vertx.timer(Math.max(1, time.toMillis()), TimeUnit.MILLISECONDS)
          .await(time.toSeconds() + 60, TimeUnit.SECONDS);
    }
  }

  private static double secondsSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
