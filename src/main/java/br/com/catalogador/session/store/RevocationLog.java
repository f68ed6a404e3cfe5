package br.com.catalogador.session.store;

import br.com.catalogador.redis.RedisLink;
import br.com.catalogador.session.message.RevokedTokens;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The log of revoked tokens and sessions: a Redis stream, {@code catalogador:ended}, with an entry
 * for each. Every server polls it, so it also learns of revocations that it has missed. The stream
 * is trimmed to the newest hundred thousand and expires after twice the longest life of a token.
 * Confined to the directory's event loop.
 */
final class RevocationLog {
  private static final String KEY = "catalogador:ended";
  private static final int MOST_KEPT = 100_000;
  private static final int MOST_AT_ONCE = 1000;

  /** After a failover the clock of the new Redis may be behind. */
  private static final long REWIND_MILLIS = 60_000;

  private final RedisLink redis;
  private final RevokedTokens revoked;
  private final Duration longestLife;
  private final InstantSource time;

  /** Revocations not yet written to Redis, with their expiry. */
  private final Map<String, Long> unwritten = new HashMap<>();

  private Consumer<String> listener = ignored -> {};

  /** The position after the last entry that was read. */
  private long readMillis;

  private long readSequence;
  private boolean read;

  RevocationLog(RedisLink redis, RevokedTokens revoked, Duration longestLife, InstantSource time) {
    this.redis = redis;
    this.revoked = revoked;
    this.longestLife = longestLife;
    this.time = time;
  }

  void onRevoked(Consumer<String> callback) {
    listener = callback;
  }

  /** Whether the whole stream has been read at least once. */
  boolean isRead() {
    return read;
  }

  /**
   * Adds a revocation: in memory at once, and in Redis now or with {@link #writeAll}.
   *
   * @return whether Redis has it
   */
  Future<Boolean> add(String id, long until) {
    revoked.add(id, until);
    unwritten.put(id, until);
    return write(id, until).map(true).otherwise(false);
  }

  private Future<Void> write(String id, long until) {
    Request add =
        Request.cmd(Command.XADD)
            .arg(KEY)
            .arg("MAXLEN")
            .arg("~")
            .arg(MOST_KEPT)
            .arg("*")
            .arg("id")
            .arg(id)
            .arg("until")
            .arg(until);
    return redis
        .send(add)
        .onSuccess(ignored -> unwritten.remove(id, until))
        .compose(
            ignored ->
                redis.send(Request.cmd(Command.PEXPIRE).arg(KEY).arg(2 * longestLife.toMillis())))
        .mapEmpty();
  }

  /** Writes the revocations that Redis does not have yet. */
  Future<Void> writeAll() {
    return Future.all(
            Map.copyOf(unwritten).entrySet().stream()
                .map(entry -> write(entry.getKey(), entry.getValue()))
                .toList())
        .mapEmpty();
  }

  /** Redis has lost its data: all revocations in memory have to be written again. */
  void lost() {
    long now = time.millis();
    revoked
        .all()
        .forEach(
            (id, until) -> {
              if (until > now) {
                unwritten.put(id, until);
              }
            });
    rewind();
  }

  /** Makes the next poll read the last minute again: it may come from another Redis. */
  void rewind() {
    readMillis = Math.max(0, readMillis - REWIND_MILLIS);
    readSequence = 0;
  }

  /** Reads the entries added since the last poll. */
  Future<Void> poll() {
    Request range =
        Request.cmd(Command.XRANGE)
            .arg(KEY)
            .arg(readMillis + "-" + readSequence)
            .arg("+")
            .arg("COUNT")
            .arg(MOST_AT_ONCE);
    return redis
        .send(range)
        .compose(
            entries -> {
              entries.forEach(this::apply);
              if (entries.size() == MOST_AT_ONCE) {
                return poll();
              }
              read = true;
              return Future.succeededFuture();
            });
  }

  private void apply(Response entry) {
    String[] position = entry.get(0).toString().split("-", 2);
    long millis = Long.parseLong(position[0]);
    long sequence = Long.parseLong(position[1]) + 1;
    if (millis > readMillis || millis == readMillis && sequence > readSequence) {
      readMillis = millis;
      readSequence = sequence;
    }
    Response fields = entry.get(1);
    String id = fields.get(1).toString();
    long until = fields.get(3).toLong();
    if (until > time.millis() && revoked.add(id, until)) {
      listener.accept(id);
    }
  }
}
