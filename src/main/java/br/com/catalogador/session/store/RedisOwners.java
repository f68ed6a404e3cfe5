package br.com.catalogador.session.store;

import br.com.catalogador.bus.Cluster;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.model.UserId;
import br.com.catalogador.redis.RedisLink;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The owners of users in Redis. Three kinds of keys:
 *
 * <ul>
 *   <li>{@code catalogador:owner:…} of a user: the owning server and the number of its claim, the
 *       fence. A record is written only while the writer holds this entry.
 *   <li>{@code catalogador:moved:…} of a user, after a take-over: the number of recent take-overs.
 *       Half of its expiry is the pause until the next one: ten seconds after the first, doubled
 *       after each further one, up to five minutes.
 *   <li>{@code catalogador:server:…} of a server, its heartbeat.
 * </ul>
 *
 * A server takes a user over from an owner that it does not see in the cluster, if the owner's
 * heartbeat has expired or no pause after an earlier take-over is running. So the users of a server
 * that dies are served again at once, and users do not flip between the sides of a partitioned
 * cluster. Every call fails with STORE_UNAVAILABLE when Redis cannot be reached. Confined to the
 * directory's event loop.
 */
public final class RedisOwners {
  /** Expiry of a heartbeat; it is sent at least six times as often. */
  static final Duration HEARTBEAT = Duration.ofSeconds(3);

  private static final Logger LOG = LoggerFactory.getLogger(RedisOwners.class);
  private static final String SERVER = "catalogador:server:";
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
  private static final int MOST_AT_ONCE = 1000;
  private static final long RETRY_SECONDS = 2;

  /** Keys: owner, moved. Arguments: server, fence, expiry, first pause, servers in the cluster. */
  private static final String CLAIM =
      """
      local held = redis.call('GET', KEYS[1])
      if held then
        local server = string.match(held, '^(.*)/')
        if server == ARGV[1] then
          return held
        end
        for i = 5, #ARGV do
          if ARGV[i] == server then
            return held
          end
        end
        local alive = redis.call('EXISTS', 'catalogador:server:' .. server) == 1
        local moves = tonumber(redis.call('GET', KEYS[2]) or '0')
        local pause = tonumber(ARGV[4])
        local paused = moves > 0 and redis.call('PTTL', KEYS[2]) > pause * 2 ^ (moves - 1)
        if alive and paused then
          return held
        end
        moves = math.min(moves + 1, 6)
        redis.call('SET', KEYS[2], moves, 'PX', 2 * pause * 2 ^ (moves - 1))
      end
      local mine = ARGV[1] .. '/' .. ARGV[2]
      redis.call('SET', KEYS[1], mine, 'PX', ARGV[3])
      return mine
      """;

  private static final String RELEASE =
      """
      if redis.call('GET', KEYS[1]) == ARGV[1] then
        return redis.call('DEL', KEYS[1])
      end
      return 0
      """;

  private final Cluster cluster;
  private final RedisLink redis;
  private final RecordCipher cipher;
  private final Duration longestLife;

  /** The users that this server has claimed, with the value of the owner entry. */
  private final Map<UserId, String> fences = new HashMap<>();

  private long claims;

  /**
   * @param longestLife how long a session may live without a new login
   */
  public RedisOwners(Cluster cluster, RedisLink redis, RecordCipher cipher, Duration longestLife) {
    this.cluster = cluster;
    this.redis = redis;
    this.cipher = cipher;
    this.longestLife = longestLife;
  }

  /** The key of a user's owner entry. */
  String key(UserId user) {
    return cipher.name("owner", user);
  }

  /** The value of the owner entry while this server owns the user; empty otherwise. */
  String fence(UserId user) {
    return fences.getOrDefault(user, "");
  }

  /**
   * Claims a user for this server, unless another server owns the user.
   *
   * @return the owner after that
   */
  public Future<String> claim(UserId user) {
    claims++;
    Request claim =
        Request.cmd(Command.EVAL)
            .arg(CLAIM)
            .arg(2)
            .arg(key(user))
            .arg(cipher.name("moved", user))
            .arg(cluster.self())
            .arg(claims)
            .arg(longestLife.toMillis())
            .arg(FIRST_PAUSE.toMillis());
    cluster.members().forEach(claim::arg);
    return send(claim).map(held -> record(user, held.toString()));
  }

  private String record(UserId user, String held) {
    String server = held.substring(0, held.lastIndexOf('/'));
    if (server.equals(cluster.self())) {
      fences.put(user, held);
    } else {
      fences.remove(user);
    }
    return server;
  }

  /**
   * Releases a user. Never fails: when Redis cannot be reached, the user is released when another
   * server asks for the session.
   */
  public Future<Void> release(UserId user) {
    String fence = fences.get(user);
    if (fence == null) {
      return Future.succeededFuture();
    }
    return send(Request.cmd(Command.EVAL).arg(RELEASE).arg(1).arg(key(user)).arg(fence))
        .onSuccess(ignored -> fences.remove(user, fence))
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }

  /**
   * Those of the given users whom other servers own. Claims users without an owner, as after Redis
   * has lost its data.
   */
  public Future<Set<UserId>> lost(Collection<UserId> users) {
    List<UserId> all = List.copyOf(users);
    Set<UserId> lost = new HashSet<>();
    List<UserId> unowned = new ArrayList<>();
    Future<Void> asked = Future.succeededFuture();
    for (int from = 0; from < all.size(); from += MOST_AT_ONCE) {
      List<UserId> some = all.subList(from, Math.min(all.size(), from + MOST_AT_ONCE));
      asked = asked.compose(ignored -> compare(some, lost, unowned));
    }
    return asked
        .compose(ignored -> Future.all(unowned.stream().map(this::claim).toList()))
        .map(
            claimed -> {
              for (int i = 0; i < unowned.size(); i++) {
                if (!cluster.self().equals(claimed.resultAt(i))) {
                  lost.add(unowned.get(i));
                }
              }
              return lost;
            });
  }

  private Future<Void> compare(List<UserId> users, Set<UserId> lost, List<UserId> unowned) {
    Request get = Request.cmd(Command.MGET);
    users.forEach(user -> get.arg(key(user)));
    return send(get)
        .map(
            held -> {
              for (int i = 0; i < users.size(); i++) {
                Response owner = held.get(i);
                if (owner == null) {
                  unowned.add(users.get(i));
                } else if (!owner.toString().equals(fence(users.get(i)))) {
                  lost.add(users.get(i));
                }
              }
              return null;
            });
  }

  /** Sends this server's heartbeat. */
  public Future<Void> beat() {
    return send(Request.cmd(Command.SET)
            .arg(SERVER + cluster.self())
            .arg(1)
            .arg("PX")
            .arg(HEARTBEAT.toMillis()))
        .mapEmpty();
  }

  /** Ends this server's heartbeat. */
  public Future<Void> leave() {
    return send(Request.cmd(Command.DEL).arg(SERVER + cluster.self()))
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }

  private Future<Response> send(Request request) {
    return redis.send(request).recover(RedisOwners::unavailable);
  }

  static <T> Future<T> unavailable(Throwable cause) {
    LOG.debug("the session store cannot be reached: {}", cause.getMessage());
    return Future.failedFuture(Failure.retryAfter(FailureKind.STORE_UNAVAILABLE, RETRY_SECONDS));
  }
}
