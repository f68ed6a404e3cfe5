package br.com.catalogador.session;

import br.com.catalogador.redis.RedisLink;
import br.com.catalogador.session.message.UserId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records as Redis holds them: encrypted, under a name that only who knows the secret can tell, and
 * until they expire. A record under the previous secret is put under the current one when it is
 * read. Every call fails with {@link br.com.catalogador.redis.RedisUnavailable} when Redis does not
 * do its part.
 */
final class RedisRecords {
  private static final Logger LOG = LoggerFactory.getLogger(RedisRecords.class);

  private final RedisLink redis;
  private final RecordCipher cipher;
  private final RecordCipher previous;
  private final InstantSource time;

  /**
   * @param previous of the previous secret; null for none
   */
  RedisRecords(RedisLink redis, RecordCipher cipher, RecordCipher previous, InstantSource time) {
    this.redis = redis;
    this.cipher = cipher;
    this.previous = previous;
    this.time = time;
  }

  /** A user's record; empty when there is none, or none that can be read. */
  Future<Optional<SessionRecord>> read(UserId user) {
    return redis
        .send(Request.cmd(Command.GET).arg(cipher.name(user)))
        .compose(
            envelope ->
                envelope == null && previous != null
                    ? readPrevious(user)
                    : Future.succeededFuture(open(cipher, envelope, user)));
  }

  private Future<Optional<SessionRecord>> readPrevious(UserId user) {
    return redis
        .send(Request.cmd(Command.GET).arg(previous.name(user)))
        .map(envelope -> open(previous, envelope, user))
        .compose(
            found ->
                found.isEmpty()
                    ? Future.succeededFuture(found)
                    // A full Redis does not take it; it is as good where it stands.
                    : write(found.get()).otherwiseEmpty().map(found));
  }

  private Optional<SessionRecord> open(RecordCipher with, Response envelope, UserId user) {
    if (envelope == null) {
      return Optional.empty();
    }
    Optional<SessionRecord> record =
        with.open(envelope.toBytes(), with.name(user)).flatMap(RecordFormat::read);
    if (record.isEmpty()) {
      LOG.warn("the record of a session cannot be read, its user has to log in again");
    }
    return record.filter(read -> read.expiresAt().isAfter(time.instant()));
  }

  Future<Void> write(SessionRecord record) {
    return set(record, true);
  }

  /** Writes a record unless its user has one. */
  Future<Void> writeIfAbsent(SessionRecord record) {
    return set(record, false);
  }

  private Future<Void> set(SessionRecord record, boolean overwrite) {
    long millis = Duration.between(time.instant(), record.expiresAt()).toMillis();
    if (millis <= 0) {
      return Future.succeededFuture();
    }
    String name = cipher.name(record.user().id());
    Buffer envelope = Buffer.buffer(cipher.seal(RecordFormat.write(record), name));
    Request set = Request.cmd(Command.SET).arg(name).arg(envelope).arg("PX").arg(millis);
    return redis
        .send(overwrite ? set : set.arg("NX"))
        .compose(done -> forgetPrevious(record.user().id()));
  }

  Future<Void> delete(UserId user) {
    return redis
        .send(Request.cmd(Command.DEL).arg(cipher.name(user)))
        .compose(done -> forgetPrevious(user));
  }

  /** What stands under the previous secret is older than whatever is written or deleted now. */
  private Future<Void> forgetPrevious(UserId user) {
    return previous == null
        ? Future.succeededFuture()
        : redis.send(Request.cmd(Command.DEL).arg(previous.name(user))).mapEmpty();
  }
}
