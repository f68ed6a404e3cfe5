package br.com.catalogador.app;

import br.com.catalogador.support.Ports;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many warm catalogs a second the product answers, beside how many times a route in the same
 * process answers thirteen bytes: interleaved runs of equal length, each connection asking again as
 * soon as it is answered. Clients read no more of an answer than they must.
 */
public final class WarmCatalog {
  private static final int CONNECTIONS = 32;
  private static final int USERS = 8;
  private static final int WARM_UPS = 5;
  private static final String PLAIN = "/plaintext";

  private final int seconds;
  private final List<String> tokens = new ArrayList<>();

  private WarmCatalog(int seconds) {
    this.seconds = seconds;
  }

  /**
   * @param args pairs of runs, and seconds of each run
   */
  public static void main(String[] args) throws Exception {
    List<Pair> pairs = measure(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
    double plaintexts = median(pairs.stream().mapToDouble(Pair::plaintexts).toArray());
    double catalogs = median(pairs.stream().mapToDouble(Pair::catalogs).toArray());
    say("medians: %.0f and %.0f; ratio %.3f", plaintexts, catalogs, catalogs / plaintexts);
    System.exit(0);
  }

  /** A server beside the product's, on as many event loops. */
  private static final class Plain extends VerticleBase {
    private final int port;

    Plain(int port) {
      this.port = port;
    }

    @Override
    public Future<?> start() {
      Router router = Router.router(vertx);
      router
          .get(PLAIN)
          .handler(
              context ->
                  context.response().putHeader("Content-Type", "text/plain").end("Hello, World!"));
      HttpServerOptions options =
          new HttpServerOptions().setHost("127.0.0.1").setPort(port).setCompressionSupported(true);
      return vertx.createHttpServer(options).requestHandler(router).listen();
    }
  }

  /**
   * Two runs, one after the other.
   *
   * @param plaintexts answered a second
   * @param catalogs answered a second
   */
  public record Pair(double plaintexts, double catalogs) {}

  /** Starts the server, warms both routes up, measures and stops it. */
  public static List<Pair> measure(int pairs, int seconds) throws Exception {
    try (RunningServer server = RunningServer.start()) {
      return new WarmCatalog(seconds).run(server, pairs);
    }
  }

  private List<Pair> run(RunningServer server, int pairs) throws Exception {
    int plain = deployPlain(server.vertx());
    int port = URI.create(server.url()).getPort();
    for (int i = 0; i < USERS; i++) {
      JsonObject login =
          server.client().login("user" + i + "@catalogador.local", "demo-1234").json();
      tokens.add(login.getString("token"));
    }
    String catalog = "/api/v1/catalog?asset=EURUSD-OTC&quadrants=10";
    for (int i = 0; i < WARM_UPS; i++) {
      perSecond(plain, PLAIN);
      perSecond(port, catalog);
    }
    List<Pair> measured = new ArrayList<>();
    for (int i = 0; i < pairs; i++) {
      Pair pair = new Pair(perSecond(plain, PLAIN), perSecond(port, catalog));
      say(
          "plaintext %.0f a second, warm GET /catalog %.0f: %.3f",
          pair.plaintexts, pair.catalogs, pair.catalogs / pair.plaintexts);
      measured.add(pair);
    }
    return measured;
  }

  private static int deployPlain(Vertx vertx) throws Exception {
    int port = Ports.free();
    int loops = Runtime.getRuntime().availableProcessors();
    vertx
        .deployVerticle(() -> new Plain(port), new DeploymentOptions().setInstances(loops))
        .await(10, TimeUnit.SECONDS);
    return port;
  }

  private double perSecond(int port, String path) throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(CONNECTIONS);
    LongAdder answers = new LongAdder();
    long begun = System.nanoTime();
    long end = begun + TimeUnit.SECONDS.toNanos(seconds);
    List<java.util.concurrent.Future<?>> all = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      String token = tokens.get(i % USERS);
      all.add(clients.submit(() -> ask(port, path, token, end, answers)));
    }
    for (java.util.concurrent.Future<?> client : all) {
      client.get();
    }
    clients.shutdown();
    return answers.sum() / ((System.nanoTime() - begun) / 1e9);
  }

  private static Void ask(int port, String path, String token, long end, LongAdder answers)
      throws IOException {
    byte[] request =
        "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\n\r\n"
            .formatted(path, token)
            .getBytes(StandardCharsets.ISO_8859_1);
    byte[] buffer = new byte[64 * 1024];
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setTcpNoDelay(true);
      OutputStream out = socket.getOutputStream();
      InputStream in = socket.getInputStream();
      while (System.nanoTime() < end) {
        out.write(request);
        readAnswer(in, buffer);
        answers.increment();
      }
    }
    return null;
  }

  private static void readAnswer(InputStream in, byte[] buffer) throws IOException {
    int read = 0;
    int whole = Integer.MAX_VALUE;
    while (read < whole) {
      int more = in.read(buffer, read, buffer.length - read);
      if (more < 0) {
        throw new IOException("closed");
      }
      read += more;
      if (whole == Integer.MAX_VALUE) {
        whole = wholeLength(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
      }
    }
  }

  private static int wholeLength(String text) throws IOException {
    int head = text.indexOf("\r\n\r\n");
    if (head < 0) {
      return Integer.MAX_VALUE;
    }
    if (!text.startsWith("HTTP/1.1 200")) {
      throw new IOException(text);
    }
    String lower = text.substring(0, head).toLowerCase(Locale.ROOT);
    int from = lower.indexOf("content-length: ") + "content-length: ".length();
    int to = lower.indexOf('\r', from);
    return head + 4 + Integer.parseInt(to < 0 ? lower.substring(from) : lower.substring(from, to));
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
