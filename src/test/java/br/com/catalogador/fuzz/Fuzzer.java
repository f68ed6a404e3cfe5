package br.com.catalogador.fuzz;

import br.com.catalogador.support.ApiContract;
import br.com.catalogador.support.ApiContract.Given;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * Sends requests, several at once, and judges each answer: it must come in time, be promised by
 * {@code openapi.yaml}, be none of ours to be ashamed of (5xx), and tell nothing of how we are
 * made.
 */
final class Fuzzer {
  private static final int AT_ONCE = 16;
  private static final int MOST_FINDINGS = 20;
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** What only a stack trace or a path of ours would hold; nothing that is sent does. */
  private static final List<String> INSIDES =
      List.of("br.com.catalogador", "java.", "io.vertx", "io.netty", "Exception", "webroot");

  private final Vertx vertx;
  private final HttpClient client;
  private final URI server;
  private final Shots shots;
  private final Map<Integer, Integer> byStatus = new TreeMap<>();
  private final Map<String, Integer> byOperation = new TreeMap<>();
  private final List<String> findings = new ArrayList<>();
  private final Promise<Void> ended = Promise.promise();
  private int left;
  private int running;
  private long slowestNanos;
  private Shot slowest;

  Fuzzer(Vertx vertx, String url, Shots shots) {
    this.vertx = vertx;
    this.server = URI.create(url);
    this.shots = shots;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions().setMaxHeaderSize(32_000).setDecompressionSupported(true),
            new PoolOptions().setHttp1MaxSize(AT_ONCE));
  }

  /** Tries so many requests; ends when the last has been judged. */
  Future<Void> run(int requests) {
    left = requests;
    vertx.runOnContext(
        begin -> {
          for (int i = 0; i < AT_ONCE; i++) {
            running++;
            next();
          }
        });
    return ended.future();
  }

  private void next() {
    try {
      tryNext();
    } catch (RuntimeException cause) {
      ended.tryFail(cause);
    }
  }

  private void tryNext() {
    if (left == 0 || findings.size() >= MOST_FINDINGS) {
      if (--running == 0) {
        ended.tryComplete();
      }
      return;
    }
    left--;
    Shot shot = shots.next();
    long begin = System.nanoTime();
    send(shot)
        .compose(given -> judge(shot, given, System.nanoTime() - begin))
        .onFailure(cause -> findings.add(shot + ": no answer: " + cause))
        .onComplete(done -> next());
  }

  private Future<Given> send(Shot shot) {
    RequestOptions request =
        new RequestOptions()
            .setMethod(HttpMethod.valueOf(shot.method()))
            .setHost(server.getHost())
            .setPort(server.getPort())
            .setURI(shot.uri())
            .setHeaders(shot.headers())
            .setTimeout(LIMIT.toMillis());
    return client
        .request(request)
        .compose(open -> open.send(shot.body() == null ? Buffer.buffer() : shot.body()))
        .compose(Fuzzer::read)
        .timeout(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static Future<Given> read(HttpClientResponse response) {
    return response
        .body()
        .map(body -> new Given(response.statusCode(), body.toString(), response.headers()::get));
  }

  private Future<Void> judge(Shot shot, Given given, long nanos) {
    byStatus.merge(given.status(), 1, Integer::sum);
    byOperation.merge(shot.method() + " " + shot.documented(), 1, Integer::sum);
    if (nanos > slowestNanos) {
      slowestNanos = nanos;
      slowest = shot;
    }
    Callable<List<String>> complaints = () -> complaints(shot, given);
    return vertx
        .executeBlocking(complaints, false)
        .onSuccess(
            found -> found.forEach(it -> findings.add(shot + ": " + given.status() + ": " + it)))
        .mapEmpty();
  }

  private static List<String> complaints(Shot shot, Given given) {
    if (given.status() == 401 && shot.caller() != null) {
      String header = shot.headers().get("Authorization");
      shot.caller().renew(header == null ? cookie(shot) : header.substring("Bearer ".length()));
    }
    List<String> complaints = new ArrayList<>();
    // An address that was bent may mean the path still, or nothing.
    String nothing = shot.uri().startsWith("/api/") ? "/api/nothing" : "/nothing";
    List<String> asDocumented = ApiContract.complaints(shot.method(), shot.documented(), given);
    if (!asDocumented.isEmpty()
        && !ApiContract.complaints(shot.method(), nothing, given).isEmpty()) {
      complaints.addAll(asDocumented);
    }
    if (given.status() >= 500) {
      complaints.add("our fault: " + given.body());
    }
    if (given.status() >= 400) {
      INSIDES.stream()
          .filter(given.body()::contains)
          .forEach(it -> complaints.add("tells " + it + ": " + given.body()));
    }
    return complaints;
  }

  private static String cookie(Shot shot) {
    return shot.headers().get("Cookie").split("=", 2)[1];
  }

  List<String> findings() {
    return findings;
  }

  /** How many answers of each status there were, how many tries of each operation, and the time. */
  String report() {
    return "answers by status: %s; %d methods of paths; the slowest answer took %d ms: %s"
        .formatted(
            byStatus, byOperation.size(), Duration.ofNanos(slowestNanos).toMillis(), slowest);
  }
}
