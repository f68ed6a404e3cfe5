package br.com.catalogador.app;

import br.com.catalogador.cache.ArchiveFigures;
import br.com.catalogador.support.Awaiting;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Prints how long a catalog of thirty days takes over HTTP: the first one after a restart, from
 * disk, and those after it; and how long the server takes to start without an archive, and with one
 * of 60 assets and thirty days. Arguments: a folder that does not exist yet, restarts (default 20).
 */
public final class DaysFigures {
  private static final String ASSET = "EURUSD-OTC";
  private static final String CATALOG = "/api/v1/catalog?days=30&asset=" + ASSET;
  private static final String OTHER = "/api/v1/candles?count=1&asset=GBPUSD-OTC";
  private static final int DAYS = 30;
  private static final int ASSETS = 60;
  private static final int WARM = 60;
  private static final long DAY = 86_400;

  private DaysFigures() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    int restarts = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20;
    fetch(folder);
    double[] clock = new double[restarts];
    double[] first = new double[restarts];
    double[] warm = new double[restarts * WARM];
    for (int i = 0; i < restarts; i++) {
      try (RunningServer server = start(folder.toString())) {
        ApiClient client = client(server);
        // The first question of all waits up to a second for the broker's clock.
        clock[i] = millis(() -> ask(client, OTHER));
        first[i] = millis(() -> ask(client, CATALOG));
        for (int j = 0; j < WARM; j++) {
          warm[i * WARM + j] = millis(() -> ask(client, CATALOG));
        }
      }
    }
    say("first candles of another asset, with the wait for the broker's clock, ms", clock);
    say("first catalog after a restart, from disk, ms", first);
    say("the next " + WARM + ", ms", warm);
    try (Stream<Path> markets = Files.list(folder)) {
      ArchiveFigures.fill(markets.findFirst().orElseThrow(), DAYS, ASSETS);
    }
    double[] without = new double[restarts];
    double[] with = new double[restarts];
    for (int i = 0; i < restarts; i++) {
      without[i] = millis(() -> start("").close());
      with[i] = millis(() -> start(folder.toString()).close());
    }
    say("start and stop without an archive, ms", without);
    say("with " + ASSETS + " assets and " + DAYS + " days, ms", with);
    System.exit(0);
  }

  private static RunningServer start(String folder) throws Exception {
    return RunningServer.start("history.path", folder, "history.requestsPerSecond", "100");
  }

  /** One that does not compare answers with the document, which takes longer than the answer. */
  private static ApiClient client(RunningServer server) {
    JsonObject login = server.client().login("demo@catalogador.local", "demo-1234").json();
    return ApiClient.ofManagement(server.url())
        .with("Authorization", "Bearer " + login.getString("token"));
  }

  private static void fetch(Path folder) throws Exception {
    try (RunningServer server = start(folder.toString())) {
      ApiClient client = client(server);
      JsonObject wanted = new JsonObject().put("assets", List.of(ASSET)).put("timeframe", 60);
      client.post("/api/v1/history", wanted.put("days", DAYS).encode());
      Awaiting.until(
          () -> {
            JsonObject known = client.get("/api/v1/history?asset=" + ASSET).json();
            return known.getLong("to") - known.getLong("from") >= DAYS * DAY;
          });
    }
  }

  private static void ask(ApiClient client, String path) throws IOException {
    ApiClient.Answer answer = client.get(path);
    if (answer.status() != 200) {
      throw new IOException(answer.text());
    }
  }

  private interface Work {
    void run() throws Exception;
  }

  private static double millis(Work work) throws Exception {
    long began = System.nanoTime();
    work.run();
    return (System.nanoTime() - began) / 1e6;
  }

  private static void say(String what, double[] millis) {
    Arrays.sort(millis);
    System.out.printf(
        Locale.ROOT,
        "%s: least %.1f, median %.1f, largest %.1f%n",
        what,
        millis[0],
        millis[millis.length / 2],
        millis[millis.length - 1]);
  }
}
