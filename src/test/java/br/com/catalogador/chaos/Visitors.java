package br.com.catalogador.chaos;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Users who are logged in and keep asking whichever servers there are, as their pages do. */
final class Visitors {
  private static final String SESSION = "/api/v1/session";
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final long HANG_MILLIS = 3_500;
  private static final long BETWEEN_MILLIS = 500;
  private static final int LOGINS_AT_ONCE = 8;

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<String> tokens = new ArrayList<>();
  private final Map<String, LongAdder> answers = new ConcurrentSkipListMap<>();
  private final Set<Integer> refused = ConcurrentHashMap.newKeySet();
  private final LongAdder hangs = new LongAdder();
  private final AtomicLong longestMillis = new AtomicLong();
  private final AtomicInteger turn = new AtomicInteger();
  private volatile List<Node> places = List.of();

  /** What came; status 0 when nothing did. */
  record Answer(int status, JsonObject body) {
    boolean isGood() {
      return status == 200 || status == 204;
    }
  }

  /** Logs users in, in turn at each of the servers. */
  static Visitors logIn(int users, List<Node> nodes) {
    Visitors visitors = new Visitors();
    for (int i = 0; i < users; i += LOGINS_AT_ONCE) {
      List<CompletableFuture<Answer>> some = new ArrayList<>();
      for (int user = i; user < Math.min(users, i + LOGINS_AT_ONCE); user++) {
        some.add(visitors.logIn(nodes.get(user % nodes.size()), user));
      }
      some.forEach(login -> visitors.tokens.add(login.join().body().getString("token")));
    }
    if (visitors.tokens.contains(null)) {
      throw new IllegalStateException("not all could log in: " + visitors.answers);
    }
    return visitors;
  }

  private CompletableFuture<Answer> logIn(Node node, int user) {
    JsonObject body =
        new JsonObject()
            .put("email", "user" + user + "@catalogador.local")
            .put("password", "demo-1234");
    return send(
        request(node, "/api/v1/login")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.encode()))
            .build());
  }

  private static HttpRequest.Builder request(Node node, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.port() + path))
        .timeout(PATIENCE);
  }

  private CompletableFuture<Answer> ask(Node node, int user, String method, String path) {
    return send(
        request(node, path)
            .header("Authorization", "Bearer " + tokens.get(user))
            .method(method, BodyPublishers.noBody())
            .build());
  }

  private CompletableFuture<Answer> send(HttpRequest request) {
    long begin = System.nanoTime();
    return http.sendAsync(request, BodyHandlers.ofString())
        .handle(
            (response, cause) -> {
              long millis = (System.nanoTime() - begin) / 1_000_000;
              longestMillis.accumulateAndGet(millis, Math::max);
              if (millis > HANG_MILLIS) {
                hangs.increment();
              }
              Answer answer = cause == null ? read(response) : new Answer(0, new JsonObject());
              String code = answer.body().getString("code", "");
              answers
                  .computeIfAbsent((answer.status() + " " + code).trim(), it -> new LongAdder())
                  .increment();
              return answer;
            });
  }

  private static Answer read(HttpResponse<String> response) {
    try {
      String body = response.body();
      return new Answer(
          response.statusCode(), body.isEmpty() ? new JsonObject() : new JsonObject(body));
    } catch (DecodeException notJson) {
      return new Answer(response.statusCode(), new JsonObject());
    }
  }

  int count() {
    return tokens.size();
  }

  /** Everybody asks these servers from now on, again and again, each in turn another one. */
  void visit(List<Node> nodes) {
    boolean first = places.isEmpty();
    places = List.copyOf(nodes);
    if (first && !nodes.isEmpty()) {
      for (int user = 0; user < tokens.size(); user++) {
        goOn(user);
      }
    }
  }

  private void goOn(int user) {
    List<Node> now = places;
    if (now.isEmpty()) {
      return;
    }
    Node node = now.get(Math.floorMod(turn.getAndIncrement(), now.size()));
    Executor later = CompletableFuture.delayedExecutor(BETWEEN_MILLIS, TimeUnit.MILLISECONDS);
    ask(node, user, "GET", SESSION)
        .thenAccept(answer -> note(user, answer))
        .thenRunAsync(() -> goOn(user), later);
  }

  private void note(int user, Answer answer) {
    if (answer.status() == 401) {
      refused.add(user);
    }
  }

  /** Everybody asks once, all at the same time. */
  void askOnce(List<Node> nodes) {
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int user = 0; user < tokens.size(); user++) {
      int who = user;
      all.add(
          ask(nodes.get(user % nodes.size()), user, "GET", SESSION)
              .thenAccept(answer -> note(who, answer)));
    }
    all.forEach(CompletableFuture::join);
  }

  /**
   * Everybody logs out, in turn at each of the servers.
   *
   * @return how many logouts were answered as done
   */
  long logOut(List<Node> nodes) {
    return good(nodes, "POST", "/api/v1/logout", true);
  }

  /** How many tokens a server still takes. */
  long alive(Node node) {
    return good(List.of(node), "GET", SESSION, false);
  }

  private long good(List<Node> nodes, String method, String path, boolean again) {
    List<CompletableFuture<Answer>> all = new ArrayList<>();
    for (int user = 0; user < tokens.size(); user++) {
      all.add(ask(nodes.get(user % nodes.size()), user, method, path));
    }
    long good = 0;
    for (int user = 0; user < tokens.size(); user++) {
      Answer answer = all.get(user).join();
      if (again && answer.status() == 503) {
        answer = ask(nodes.get(user % nodes.size()), user, method, path).join();
      }
      good += answer.isGood() ? 1 : 0;
    }
    return good;
  }

  /** How many were sent away as if they were not logged in, before they logged out. */
  int refused() {
    return refused.size();
  }

  /** Requests that took clearly longer than the three seconds. */
  long hangs() {
    return hangs.sum();
  }

  double longestSeconds() {
    return longestMillis.get() / 1000.0;
  }

  /** How often each status and code came. */
  Map<String, Long> answers() {
    Map<String, Long> counts = new ConcurrentSkipListMap<>();
    answers.forEach((what, count) -> counts.put(what, count.sum()));
    return counts;
  }
}
