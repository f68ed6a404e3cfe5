package br.com.catalogador.app;

import static br.com.catalogador.support.Awaiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.app.ApiClient.Answer;
import br.com.catalogador.candle.Timeframe;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Many users send requests while the network to the broker is cut repeatedly: every request is
 * answered, no candle is lost or duplicated, and nothing leaks.
 */
class NetworkCutsIT {
  private static final long SEED = 20_260_924;
  private static final int USERS = 50;
  private static final int LATE_USERS = 10;
  private static final int REQUESTS = 2_000;
  private static final int CUTS = 200;
  private static final int MILLIS = 18_000;

  /**
   * The broker has 3 s per request. A client request may wait for shared requests of others, one of
   * which fails, and for one of its own. A client gives up after 20 s.
   */
  private static final Duration LIMIT = Duration.ofSeconds(18);

  private static final Set<String> KNOWN_FAILURES = Set.of("broker_unavailable", "broker_timeout");

  /**
   * Half the connections of a browser to one server, so that on a busy machine a request waits for
   * the broker and not for the processor.
   */
  private static final int AT_ONCE = 3;

  private static final int ASSETS = 12;
  private static final int DEEPEST = 4_000;

  /**
   * Slow enough that most cuts fall between a request and its answer. The server's own rate limit
   * must not make a request late, too.
   */
  private static final String[] BROKER = {
    "broker.requestsPerSecond", "1000",
    "simulator.seed", "7",
    "simulator.latency", "20ms",
    "simulator.jitter", "30ms",
    "broker.requestTimeout", "3s"
  };

  private final Random random = new Random(SEED);
  private final ScheduledExecutorService schedule = Executors.newScheduledThreadPool(2);
  private final List<Timed> requests = new ArrayList<>();
  private final Map<Series, Truth> truths = new HashMap<>();
  private RunningServer server;
  private List<String> assets;

  private record Series(String asset, Timeframe timeframe) {
    String query() {
      return "asset=" + asset + "&timeframe=" + timeframe.seconds();
    }
  }

  /**
   * A request and its answer.
   *
   * @param candles the expected candles; null for a catalog
   * @param took duration in milliseconds
   */
  private record Timed(String path, Slice candles, CompletableFuture<Answer> answer, long[] took) {
    boolean isAnswered() {
      return answer.join().status() == 200;
    }
  }

  /** A number of candles of a series before a time. */
  private record Slice(Series series, long to, int count) {}

  /** A series fetched without cuts: candles by start. */
  private record Truth(TreeMap<Long, List<Object>> candles) {
    List<List<Object>> newest(long before, int count) {
      List<List<Object>> newest = new ArrayList<>();
      candles.headMap(before, false).descendingMap().values().stream()
          .limit(count)
          .forEach(candle -> newest.add(0, candle));
      return newest;
    }
  }

  /** A user whose client has as many requests in flight as a browser. */
  private static final class Patient {
    private final ApiClient client;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int underWay;

    Patient(ApiClient client) {
      this.client = client;
    }

    /** Sends a request; completes with the answer and its duration in milliseconds. */
    CompletableFuture<Answer> get(String path, long[] took) {
      CompletableFuture<Answer> answer = new CompletableFuture<>();
      add(() -> send(path, took, answer));
      return answer;
    }

    private void send(String path, long[] took, CompletableFuture<Answer> answer) {
      long begin = System.nanoTime();
      client
          .getLater(path)
          .whenComplete(
              (got, cause) -> {
                took[0] = millisSince(begin);
                done();
                if (cause == null) {
                  answer.complete(got);
                } else {
                  answer.completeExceptionally(cause);
                }
              });
    }

    private synchronized void add(Runnable request) {
      if (underWay < AT_ONCE) {
        underWay++;
        request.run();
      } else {
        waiting.add(request);
      }
    }

    private synchronized void done() {
      Runnable next = waiting.poll();
      if (next == null) {
        underWay--;
      } else {
        next.run();
      }
    }
  }

  @BeforeEach
  void start() throws Exception {
    server = RunningServer.start(BROKER);
  }

  @AfterEach
  void stop() {
    schedule.shutdownNow();
    server.close();
  }

  @Test
  void twoHundredCutsLoseNoAnswerNoCandleAndLeakNothing() throws Exception {
    System.out.println("seed " + SEED);
    Inventory before = RunningServer.isInThisProcess() ? server.inventory() : null;
    List<ApiClient> users =
        new ArrayList<>(
            IntStream.range(0, USERS).mapToObj(i -> server.loggedIn("user" + i)).toList());
    assets = openAssets(users.get(0));
    long now = users.get(0).get("/api/v1/session").json().getLong("serverTime");

    List<CompletableFuture<Answer>> logins = planLogins();
    planRequests(users, now);
    List<CompletableFuture<Void>> cuts = planCuts();
    cuts.forEach(CompletableFuture::join);
    long lastCut = System.nanoTime();
    logins.forEach(login -> add(users, login.join()));

    for (ApiClient user : users) {
      until(() -> connection(user).equals("CONNECTED"));
    }
    report("200 random cuts: recovered after " + millisSince(lastCut) + " ms");
    everyRequestHasAnAnswerWithinItsLimit();
    until(() -> server.brokerRequests("sockets") == users.size());
    everyCandleIsWhereANeverCutServerHasIt(users, now);
    nothingIsLeftBehind(users, before);
  }

  private List<String> openAssets(ApiClient user) {
    return user.get("/api/v1/assets").json().getJsonArray("assets").stream()
        .map(JsonObject.class::cast)
        .filter(asset -> asset.getString("symbol").endsWith("-OTC"))
        .map(asset -> asset.getString("symbol"))
        .limit(ASSETS)
        .toList();
  }

  private <T> CompletableFuture<T> atRandom(Supplier<CompletableFuture<T>> work) {
    CompletableFuture<T> done = new CompletableFuture<>();
    schedule.schedule(
        () ->
            work.get()
                .whenComplete(
                    (result, cause) -> {
                      if (cause == null) {
                        done.complete(result);
                      } else {
                        done.completeExceptionally(cause);
                      }
                    }),
        random.nextInt(MILLIS),
        TimeUnit.MILLISECONDS);
    return done;
  }

  private List<CompletableFuture<Void>> planCuts() {
    return IntStream.range(0, CUTS)
        .mapToObj(cut -> this.<Void>atRandom(() -> CompletableFuture.runAsync(this::cut)))
        .toList();
  }

  private void cut() {
    try {
      server.fault(new JsonObject().put("dropSockets", true));
    } catch (Exception e) {
      throw new CompletionException(e);
    }
  }

  /** Logins during cuts may fail, but must not leave an incomplete session. */
  private List<CompletableFuture<Answer>> planLogins() {
    return IntStream.range(USERS, USERS + LATE_USERS)
        .mapToObj(user -> "user" + user + "@catalogador.local")
        .map(email -> atRandom(() -> server.client().loginLater(email, "demo-1234")))
        .toList();
  }

  private void add(List<ApiClient> users, Answer login) {
    if (login.status() == 200) {
      String token = login.json().getString("token");
      users.add(server.client().with("Authorization", "Bearer " + token));
    } else {
      assertThat(login.code()).isIn(KNOWN_FAILURES);
    }
  }

  private void planRequests(List<ApiClient> users, long now) {
    List<Patient> asking = users.stream().map(Patient::new).toList();
    for (int i = 0; i < REQUESTS; i++) {
      Patient user = asking.get(random.nextInt(USERS));
      Series series =
          new Series(
              assets.get(random.nextInt(ASSETS)),
              Timeframe.values()[random.nextInt(Timeframe.values().length)]);
      truths.put(series, null);
      Slice slice = random.nextInt(4) == 0 ? null : slice(series, now);
      String path =
          slice == null
              ? "/api/v1/catalog?quadrants=" + (1 + random.nextInt(50)) + "&" + series.query()
              : candlesPath(slice);
      long[] took = new long[1];
      CompletableFuture<Answer> answer = atRandom(() -> user.get(path, took));
      requests.add(new Timed(path, slice, answer, took));
    }
  }

  /** Random candles of the past, most of which are not cached. */
  private Slice slice(Series series, long now) {
    int seconds = series.timeframe().seconds();
    int count = new int[] {10, 60, 300, 1000}[random.nextInt(4)];
    long to = series.timeframe().floor(now) - random.nextInt(DEEPEST - 1200) * (long) seconds;
    return new Slice(series, to, count);
  }

  private static String candlesPath(Slice slice) {
    return "/api/v1/candles?%s&count=%d&to=%d"
        .formatted(slice.series().query(), slice.count(), slice.to());
  }

  private void everyRequestHasAnAnswerWithinItsLimit() {
    Map<String, Integer> ends = new TreeMap<>();
    for (Timed request : requests) {
      Answer answer = request.answer().join();
      String end = answer.status() == 200 ? "200" : answer.code();
      ends.merge(end, 1, Integer::sum);
      assertThat(Duration.ofMillis(request.took()[0])).as(request.path()).isLessThan(LIMIT);
    }
    long slowest = requests.stream().mapToLong(request -> request.took()[0]).max().orElseThrow();
    report(CUTS + " cuts, " + REQUESTS + " requests: " + ends + ", slowest " + slowest + " ms");

    assertThat(KNOWN_FAILURES).containsAll(without200(ends).keySet());
    // Some must succeed and some fail, or the cuts have hit nothing.
    assertThat(ends.get("200")).isBetween(REQUESTS / 10, REQUESTS - 1);
  }

  private static Map<String, Integer> without200(Map<String, Integer> ends) {
    Map<String, Integer> failures = new TreeMap<>(ends);
    failures.remove("200");
    return failures;
  }

  private void everyCandleIsWhereANeverCutServerHasIt(List<ApiClient> users, long now)
      throws Exception {
    try (RunningServer neverCut = RunningServer.start("simulator.seed", "7")) {
      ApiClient witness = neverCut.loggedIn("demo");
      truths.replaceAll((series, none) -> truth(witness, series, now));
    }
    for (Timed request : requests) {
      if (request.candles() != null && request.isAnswered()) {
        assertSame(request.candles(), request.answer().join());
      }
    }
    for (Series series : truths.keySet()) {
      Slice newest = new Slice(series, series.timeframe().floor(now), 1000);
      assertSame(newest, users.get(0).get(candlesPath(newest)));
    }
  }

  private static Truth truth(ApiClient witness, Series series, long now) {
    TreeMap<Long, List<Object>> candles = new TreeMap<>();
    long to = series.timeframe().floor(now);
    while (candles.size() < DEEPEST) {
      List<List<Object>> page =
          candles(witness.get(candlesPath(new Slice(series, to, 1000))).json());
      assertThat(page).as(series.toString()).hasSize(1000);
      page.forEach(candle -> candles.put(time(candle), candle));
      to = candles.firstKey();
    }
    assertThat(candles).hasSize(DEEPEST);
    return new Truth(candles);
  }

  private void assertSame(Slice slice, Answer answer) {
    List<List<Object>> told = candles(answer.json());
    assertThat(told.stream().map(NetworkCutsIT::time)).isSorted().doesNotHaveDuplicates();
    List<List<Object>> right = truths.get(slice.series()).newest(slice.to(), slice.count());
    String where = " in " + slice + ", of which " + told.size() + " were told";
    assertThat(without(told, right)).as("too many" + where).isEmpty();
    assertThat(without(right, told)).as("missing" + where).isEmpty();
  }

  /** The candles that are not among others, for a readable failure message. */
  private static List<List<Object>> without(List<List<Object>> candles, List<List<Object>> others) {
    Set<List<Object>> known = new HashSet<>(others);
    return candles.stream().filter(candle -> !known.contains(candle)).toList();
  }

  private static long time(List<Object> candle) {
    return ((Number) candle.get(0)).longValue();
  }

  /** Converts the columns of an answer to candles. */
  private static List<List<Object>> candles(JsonObject answer) {
    List<JsonArray> columns =
        List.of("from", "open", "high", "low", "close").stream().map(answer::getJsonArray).toList();
    return IntStream.range(0, columns.get(0).size())
        .mapToObj(i -> columns.stream().map(column -> column.getValue(i)).toList())
        .toList();
  }

  private void nothingIsLeftBehind(List<ApiClient> users, Inventory before) {
    for (ApiClient user : users) {
      assertThat(user.post("/api/v1/logout", "").status()).isEqualTo(204);
      assertThat(user.get("/api/v1/session").code()).isEqualTo("session_ended");
    }
    until(() -> server.brokerRequests("sockets") == 0);
    if (before != null) {
      until(() -> server.inventory().equals(before));
    }
  }

  private static String connection(ApiClient user) {
    return user.get("/api/v1/session").json().getString("connection");
  }

  private static long millisSince(long begin) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
  }

  private static void report(String line) {
    System.out.println(line);
  }
}
