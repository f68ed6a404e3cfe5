package br.com.catalogador.chaos;

import br.com.catalogador.app.BrokerProcess;
import br.com.catalogador.support.Ports;
import br.com.catalogador.support.RedisServer;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A Redis, a simulated broker and the servers of one cluster, each a process of its own. */
final class Stage implements AutoCloseable {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";
  private static final long LOOK_MILLIS = 250;
  private static final int PATIENCE_SECONDS = 60;

  private final Vertx vertx = Vertx.vertx();
  private final RedisServer redis = RedisServer.start();
  private final DelayingProxy redisProxy = DelayingProxy.to(vertx, redis.port());
  private final BrokerProcess broker;
  private final List<Node> nodes;

  interface Question {
    boolean isSo() throws IOException, InterruptedException;
  }

  private Stage(Path jar, int servers) throws IOException, InterruptedException {
    broker = BrokerProcess.start(jar);
    int[] clusterPorts = IntStream.range(0, servers).map(i -> Ports.free()).toArray();
    String members =
        IntStream.of(clusterPorts)
            .mapToObj(port -> "127.0.0.1:" + port)
            .collect(Collectors.joining(","));
    nodes = new ArrayList<>();
    for (int port : clusterPorts) {
      Map<String, String> settings = settings(broker.address());
      settings.put("CLUSTER_PORT", Integer.toString(port));
      settings.put("CLUSTER_MEMBERS", members);
      Map<String, String> environment = new HashMap<>();
      settings.forEach((key, value) -> environment.put("CATALOGADOR_" + key, value));
      nodes.add(new Node("s" + (nodes.size() + 1), jar, environment));
    }
  }

  private Map<String, String> settings(String broker) {
    return new HashMap<>(
        Map.ofEntries(
            Map.entry("AUTH_SECRET", SECRET),
            Map.entry("AUTH_LOGIN_ATTEMPTS", "100000"),
            Map.entry("BROKER_MODE", "live"),
            Map.entry("BROKER_SOCKET_URL", "ws://" + broker + "/echo/websocket"),
            Map.entry("BROKER_LOGIN_URL", "http://" + broker + "/v2/login"),
            Map.entry("SESSIONS_STORE", "redis"),
            Map.entry("SESSIONS_REDIS_URL", "redis://127.0.0.1:" + redisProxy.port() + "/0"),
            Map.entry("CLUSTER_ENABLED", "true"),
            Map.entry("CLUSTER_BUS_PORT", "0")));
  }

  /** Starts everything and waits until all servers know each other. */
  static Stage of(Path jar, int servers) throws IOException, InterruptedException {
    Stage stage = new Stage(jar, servers);
    try {
      stage.start(stage.nodes);
      return stage;
    } catch (IOException | InterruptedException | RuntimeException cause) {
      stage.close();
      throw cause;
    }
  }

  /** Starts these at the same time, the first a little before, and waits for the whole cluster. */
  void start(List<Node> wanted) throws IOException, InterruptedException {
    wanted.get(0).start();
    List<CompletableFuture<Void>> others =
        wanted.stream().skip(1).map(node -> CompletableFuture.runAsync(() -> start(node))).toList();
    others.forEach(CompletableFuture::join);
    if (!until(PATIENCE_SECONDS, this::isWhole)) {
      throw new IOException("the servers do not find each other");
    }
  }

  private static void start(Node node) {
    try {
      node.start();
    } catch (IOException | InterruptedException cause) {
      throw new IllegalStateException(cause);
    }
  }

  boolean isWhole() throws IOException, InterruptedException {
    for (Node node : nodes) {
      if (!node.answers() || node.members() != nodes.size()) {
        return false;
      }
    }
    return true;
  }

  List<Node> nodes() {
    return nodes;
  }

  RedisServer redis() {
    return redis;
  }

  /** Makes every answer of Redis so much later, and every question too. */
  void slowRedis(long millis) {
    redisProxy.delay(millis);
  }

  /** Makes every answer of the broker so much later. */
  void slowBroker(long millis) throws IOException, InterruptedException {
    broker.control().fault(new JsonObject().put("latency", millis));
  }

  /** Sockets that the broker has open. */
  long sockets() throws IOException, InterruptedException {
    return broker.control().requests("sockets");
  }

  /** Sessions of all servers that answer. */
  long sessions() throws IOException, InterruptedException {
    long sum = 0;
    for (Node node : nodes) {
      sum += node.answers() ? node.sessions() : 0;
    }
    return sum;
  }

  void pause(long millis) throws InterruptedException {
    try {
      vertx.timer(millis, TimeUnit.MILLISECONDS).await(millis + 60_000, TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw new IllegalStateException(late);
    }
  }

  /** Asks again until it is so; false when it does not become so. */
  boolean until(int seconds, Question question) throws IOException, InterruptedException {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (!question.isSo()) {
      if (System.nanoTime() > limit) {
        return false;
      }
      pause(LOOK_MILLIS);
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    for (Node node : nodes) {
      node.close();
    }
    broker.close();
    redis.close();
    vertx.close().await();
  }
}
