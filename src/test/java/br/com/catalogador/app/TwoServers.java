package br.com.catalogador.app;

import static br.com.catalogador.support.Awaiting.until;

import br.com.catalogador.support.BrokerControl;
import br.com.catalogador.support.Ports;
import br.com.catalogador.support.RedisServer;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.InstantSource;
import java.util.concurrent.CompletionException;

/** Two servers of one cluster, with a shared Redis and broker. */
final class TwoServers implements AutoCloseable {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  private final RedisServer redis = RedisServer.start();
  private final SeparateBroker broker;
  private RunningServer first;
  private RunningServer second;

  private TwoServers(InstantSource time) throws Exception {
    broker = SeparateBroker.start(time);
    int onePort = Ports.free();
    int otherPort = Ports.free();
    first = serve(onePort, otherPort);
    second = serve(otherPort, onePort);
    untilTheyKnowEachOther();
  }

  static TwoServers start() throws Exception {
    return start(Clock.systemUTC());
  }

  static TwoServers start(InstantSource time) throws Exception {
    return new TwoServers(time);
  }

  private RunningServer serve(int port, int otherPort) throws Exception {
    return broker.serve(
        "auth.secret",
        SECRET,
        "auth.loginAttempts",
        "1000",
        "broker.oauth.clientId",
        "82",
        "broker.oauth.redirectUri",
        // nobody goes there: the tests come back to the server of their choice
        "http://127.0.0.1:1/api/v1/login/oauth/callback",
        "sessions.store",
        "redis",
        "sessions.redisUrl",
        redis.url() + "/0",
        "cache.type",
        "redis",
        "cache.redisUrl",
        redis.url() + "/1",
        "cluster.enabled",
        "true",
        "cluster.port",
        Integer.toString(port),
        "cluster.busPort",
        "0",
        "cluster.members",
        "127.0.0.1:" + port + ",127.0.0.1:" + otherPort);
  }

  private void untilTheyKnowEachOther() throws Exception {
    until(() -> members(first) == 2 && members(second) == 2);
  }

  /** The number of cluster members that a server reports. */
  static int members(RunningServer server) {
    JsonObject ready = server.management().get("/health/ready").json();
    return ready.getJsonObject("parts").getJsonObject("cluster").getInteger("members");
  }

  RunningServer first() {
    return first;
  }

  RunningServer second() {
    return second;
  }

  BrokerControl broker() {
    return broker.control();
  }

  /** Restarts the servers that have stopped; Redis keeps its data. */
  void startAgain() throws Exception {
    if (hasEnded(first)) {
      first = first.startAgain();
    }
    if (hasEnded(second)) {
      second = second.startAgain();
    }
    untilTheyKnowEachOther();
  }

  private static boolean hasEnded(RunningServer server) {
    try {
      server.management().get("/health/live");
      return false;
    } catch (CompletionException ignored) {
      return true;
    }
  }

  @Override
  public void close() {
    first.close();
    second.close();
    broker.close();
    redis.close();
  }
}
