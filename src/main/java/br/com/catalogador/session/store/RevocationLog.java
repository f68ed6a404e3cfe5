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
 * The ends of tokens and sessions as Redis holds them, so that every server learns them, whether it
 * could be reached when they came or not: a stream, {@code catalogador:ended}, with an entry for
 * each. The newest hundred thousand are kept, and none after the longest life of a token. Lives on
 * the directory's event loop.
 */
final class RevocationLog {
  private static final String KEY = "catalogador:ended";
  private static final int MOST_KEPT = 100_000;
  private static final int MOST_AT_ONCE = 1000;

  /** A Redis that takes over from another may have a clock that is behind. */
  private static final long REWIND_MILLIS = 60_000;

  private final RedisLink redis;
  private final RevokedTokens ended;
  private final Duration longestLife;
  private final InstantSource time;

  /** Ends that Redis has not heard of, and until when each counts. */
  private final Map<String, Long> unwritten = new HashMap<>();

  private Consumer<String> listener = ignored -> {};

  /** The position after the last entry that was read. */
  private long readMillis;

  private long readSequence;
  private boolean read;

  RevocationLog(RedisLink redis, RevokedTokens ended, Duration longestLife, InstantSource time) {
    this.redis = redis;
    this.ended = ended;
    this.longestLife = longestLife;
    this.time = time;
  }

  void onRevoked(Consumer<String> told) {
    listener = told;
  }

  /** Whether all that Redis knew was read at least once. */
  boolean isRead() {
    return read;
  }

  /**
   * Adds an end, here at once and in Redis as soon as it takes it.
   *
   * @return whether Redis has it
   */
  Future<Boolean> add(String id, long until) {
    ended.add(id, until);
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
        .onSuccess(written -> unwritten.remove(id, until))
        .compose(
            written ->
                redis.send(Request.cmd(Command.PEXPIRE).arg(KEY).arg(2 * longestLife.toMillis())))
        .mapEmpty();
  }

  /** Writes what Redis has not heard of yet. */
  Future<Void> writeAll() {
    return Future.all(
            Map.copyOf(unwritten).entrySet().stream()
                .map(end -> write(end.getKey(), end.getValue()))
                .toList())
        .mapEmpty();
  }

  /** Writes everything again that this server remembers: Redis has lost it. */
  void emptied() {
    long now = time.millis();
    ended
        .all()
        .forEach(
            (id, until) -> {
              if (until > now) {
                unwritten.put(id, until);
              }
            });
    rewind();
  }

  /** Reads the last minute again: it may be another Redis that answers now. */
  void rewind() {
    readMillis = Math.max(0, readMillis - REWIND_MILLIS);
    readSequence = 0;
  }

  /** Reads what has come since the last time. */
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
              entries.forEach(this::learn);
              if (entries.size() == MOST_AT_ONCE) {
                return poll();
              }
              read = true;
              return Future.succeededFuture();
            });
  }

  private void learn(Response entry) {
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
    if (until > time.millis() && ended.add(id, until)) {
      listener.accept(id);
    }
  }
}
