package br.com.catalogador.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Finds out whether a server accepts what a link will ask of it, before users depend on it: a full
 * or read-only server still answers a ping, and its access list may lack a single command. Every
 * command is tried on one key of our own; that the key has the wrong type for most of them does not
 * matter, because rights are checked first.
 */
final class RedisProbe {
  static final String KEY = "catalogador:probe";

  /** Arguments with which a command does no harm; the key itself for all others. */
  private static final Map<Command, List<String>> ARGUMENTS =
      Map.of(
          Command.EVAL, List.of("return redis.call('exists', KEYS[1])", "1", KEY),
          Command.PEXPIRE, List.of(KEY, "1000"),
          Command.XADD, List.of(KEY, "*", "probe", "1"),
          Command.XRANGE, List.of(KEY, "-", "+"),
          Command.ZADD, List.of(KEY, "0", "probe"),
          Command.ZRANGE, List.of(KEY, "0", "0"),
          Command.ZREM, List.of(KEY, "probe"),
          Command.ZREMRANGEBYSCORE, List.of(KEY, "-inf", "+inf"));

  private final List<Request> requests = new ArrayList<>();

  /**
   * @param commands what the link will be used for, with keys as arguments where {@link #ARGUMENTS}
   *     has none
   */
  RedisProbe(Set<Command> commands) {
    requests.add(Request.cmd(Command.SET).arg(KEY).arg(1).arg("PX").arg(1000));
    commands.stream()
        .filter(command -> command != Command.SET && command != Command.DEL)
        .forEach(command -> requests.add(request(command)));
    requests.add(request(Command.DEL));
  }

  private static Request request(Command command) {
    Request request = Request.cmd(command);
    ARGUMENTS.getOrDefault(command, List.of(KEY)).forEach(request::arg);
    return request;
  }

  /**
   * Tries all commands.
   *
   * @return why the server refuses one of them; empty when it accepts all. Fails when the server
   *     does not answer
   */
  Future<String> run(RedisConnection connection) {
    List<Future<String>> refusals =
        requests.stream().map(request -> refusal(connection.send(request))).toList();
    return Future.all(refusals)
        .map(
            ignored ->
                refusals.stream()
                    .map(Future::result)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(""));
  }

  /** Null when a command was accepted, even if it did not fit the key. */
  private static Future<String> refusal(Future<?> answer) {
    return answer.transform(
        result -> {
          if (result.succeeded()) {
            return Future.succeededFuture();
          }
          RedisError error = RedisError.of(result.cause());
          return error.isAnswer()
              ? Future.succeededFuture(error.isRefusal() ? error.text() : null)
              : Future.failedFuture(result.cause());
        });
  }
}
