package br.com.catalogador.session.store;

import br.com.catalogador.model.UserId;
import br.com.catalogador.redis.RedisLink;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records in Redis: encrypted, under names derived from the secret, with their expiry; each user's
 * ranking beside the record. A record under the previous secret is rewritten with the current one
 * when it is read. Writes are fenced: they change nothing of a user whom another server owns. Every
 * call fails when Redis cannot be reached or refuses the command.
 */
final class RedisRecords {
  private static final Logger LOG = LoggerFactory.getLogger(RedisRecords.class);
  private static final String RANKING = "ranking";

  /** Start of each script: returns 0 if another server owns the user, claims an unowned user. */
  private static final String FENCE =
      """
      if ARGV[1] ~= '-' then
        local owner = redis.call('GET', KEYS[1])
        if owner and owner ~= ARGV[1] then
          return 0
        end
        if not owner and ARGV[1] ~= '' then
          redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
        end
      end
      """;

  /** Keys: owner, record, ranking. Arguments: fence, life, envelope, whether to overwrite. */
  private static final String WRITE =
      FENCE
          + """
          if ARGV[4] == '0' and redis.call('EXISTS', KEYS[2]) == 1 then
            return 1
          end
          redis.call('SET', KEYS[2], ARGV[3], 'PX', ARGV[2])
          redis.call('PEXPIRE', KEYS[3], ARGV[2])
          redis.call('PEXPIRE', KEYS[1], ARGV[2])
          return 1
          """;

  /** The same keys. Arguments: fence, life, envelope, empty for none. */
  private static final String WRITE_RANKING =
      FENCE
          + """
          if ARGV[3] == '' then
            redis.call('DEL', KEYS[3])
          else
            redis.call('SET', KEYS[3], ARGV[3], 'PX', ARGV[2])
          end
          return 1
          """;

  /** The same keys. Arguments: fence, life. */
  private static final String DELETE =
      FENCE
          + """
          redis.call('DEL', KEYS[2], KEYS[3])
          return 1
          """;

  private static final Duration HELD_AFTER_DELETE = Duration.ofMinutes(1);

  private static final Exception EMPTIED = new IllegalStateException("Redis was emptied");

  /** The fence of a standalone server. */
  private static final String UNFENCED = "-";

  private final RedisLink redis;
  private final RecordCipher cipher;
  private final RecordCipher previous;
  private final RedisOwners owners;
  private final String marker;
  private final BooleanSupplier marked;
  private final InstantSource time;

  /**
   * @param previous with the previous secret; null for none
   * @param owners null for a standalone server
   * @param marker a key that exists unless Redis has lost its data
   * @param marked whether the key has been written; a full Redis refuses it
   */
  RedisRecords(
      RedisLink redis,
      RecordCipher cipher,
      RecordCipher previous,
      RedisOwners owners,
      String marker,
      BooleanSupplier marked,
      InstantSource time) {
    this.redis = redis;
    this.cipher = cipher;
    this.previous = previous;
    this.owners = owners;
    this.marker = marker;
    this.marked = marked;
    this.time = time;
  }

  /**
   * A user's record; empty when there is none or it is unreadable. Fails when Redis has lost its
   * data, because then a missing record means nothing.
   */
  Future<Optional<SessionRecord>> read(UserId user) {
    return redis
        .send(Request.cmd(Command.MGET).arg(cipher.name(user)).arg(marker))
        .compose(
            found -> {
              Response envelope = found.get(0);
              if (envelope != null) {
                return Future.succeededFuture(open(cipher, envelope, user));
              }
              if (found.get(1) == null && marked.getAsBoolean()) {
                return RedisOwners.unavailable(EMPTIED);
              }
              return previous == null
                  ? Future.succeededFuture(Optional.empty())
                  : readPrevious(user);
            });
  }

  private Future<Optional<SessionRecord>> readPrevious(UserId user) {
    return redis
        .send(Request.cmd(Command.GET).arg(previous.name(user)))
        .map(envelope -> open(previous, envelope, user))
        .compose(
            found ->
                found.isEmpty()
                    ? Future.succeededFuture(found)
                    // A full Redis refuses the write; the record stays under the previous secret.
                    : write(found.get()).mapEmpty().otherwiseEmpty().map(found));
  }

  /** The ranking beside a user's record, or inside it (first version); null for none. */
  Future<String> readRanking(UserId user) {
    String name = cipher.name(RANKING, user);
    return redis
        .send(Request.cmd(Command.MGET).arg(name).arg(cipher.name(user)))
        .map(
            found ->
                found.get(0) != null
                    ? cipher
                        .open(found.get(0).toBytes(), name)
                        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                        .orElse(null)
                    : found.get(1) == null
                        ? null
                        : cipher
                            .open(found.get(1).toBytes(), cipher.name(user))
                            .map(RecordFormat::readRanking)
                            .orElse(null));
  }

  private Optional<SessionRecord> open(RecordCipher key, Response envelope, UserId user) {
    if (envelope == null) {
      return Optional.empty();
    }
    Optional<SessionRecord> record =
        key.open(envelope.toBytes(), key.name(user)).flatMap(RecordFormat::read);
    if (record.isEmpty()) {
      LOG.warn("the record of a session is unreadable, its user has to log in again");
    }
    return record.filter(read -> read.expiresAt().isAfter(time.instant()));
  }

  /** Writes a record; false when another server owns the user. */
  Future<Boolean> write(SessionRecord record) {
    return set(record, true);
  }

  /** Writes a record unless its user has one; false when another server owns the user. */
  Future<Boolean> writeIfAbsent(SessionRecord record) {
    return set(record, false);
  }

  private Future<Boolean> set(SessionRecord record, boolean overwrite) {
    long millis = millisLeft(record);
    if (millis <= 0) {
      return Future.succeededFuture(true);
    }
    UserId user = record.user().id();
    String name = cipher.name(user);
    Buffer envelope = Buffer.buffer(cipher.seal(RecordFormat.write(record), name));
    return send(script(WRITE, user).arg(millis).arg(envelope).arg(overwrite ? 1 : 0))
        .compose(written -> forgetPrevious(user).map(written));
  }

  private long millisLeft(SessionRecord record) {
    return Duration.between(time.instant(), record.expiresAt()).toMillis();
  }

  /**
   * Writes a ranking beside its record; false when another server owns the user.
   *
   * @param ranking null for none
   */
  Future<Boolean> writeRanking(SessionRecord record, String ranking) {
    UserId user = record.user().id();
    String name = cipher.name(RANKING, user);
    byte[] envelope =
        ranking == null ? new byte[0] : cipher.seal(ranking.getBytes(StandardCharsets.UTF_8), name);
    long millis = Math.max(1, millisLeft(record));
    return send(script(WRITE_RANKING, user).arg(millis).arg(Buffer.buffer(envelope)));
  }

  /** Deletes a user's record and ranking; false when another server owns the user. */
  Future<Boolean> delete(UserId user) {
    return send(script(DELETE, user).arg(HELD_AFTER_DELETE.toMillis()))
        .compose(deleted -> forgetPrevious(user).map(deleted));
  }

  private Request script(String script, UserId user) {
    return Request.cmd(Command.EVAL)
        .arg(script)
        .arg(3)
        .arg(cipher.name("owner", user))
        .arg(cipher.name(user))
        .arg(cipher.name(RANKING, user))
        .arg(owners == null ? UNFENCED : owners.fence(user));
  }

  private Future<Boolean> send(Request script) {
    return redis.send(script).map(answer -> answer.toInteger() == 1);
  }

  /** The entry under the previous secret is older than the change that was just made. */
  private Future<Void> forgetPrevious(UserId user) {
    return previous == null
        ? Future.succeededFuture()
        : redis.send(Request.cmd(Command.DEL).arg(previous.name(user))).mapEmpty();
  }
}
