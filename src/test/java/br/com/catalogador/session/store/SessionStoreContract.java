package br.com.catalogador.session.store;

import static br.com.catalogador.support.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.model.SessionId;
import br.com.catalogador.model.UserId;
import br.com.catalogador.session.message.Preferences;
import br.com.catalogador.support.Loop;
import br.com.catalogador.support.SettableTime;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests of the contract of {@link SessionStore}, for each implementation. */
@ExtendWith(VertxExtension.class)
abstract class SessionStoreContract {
  static final UserId ANA = new UserId("1001");
  static final Duration LIFE = Duration.ofHours(12);

  final SettableTime time = new SettableTime(1_790_000_000);
  Loop loop;
  SessionStore store;

  /** Creates a store that is not open yet; called on the event loop. */
  abstract SessionStore create(Vertx vertx);

  @BeforeEach
  void open(Vertx vertx) {
    loop = new Loop(vertx);
    store = loop.get(() -> create(vertx));
    await(loop.start(() -> store.open()));
  }

  @AfterEach
  void close() {
    await(loop.start(() -> store.close()));
  }

  SessionRecord record(String user, String session) {
    return Records.of(user, session, time.instant(), LIFE);
  }

  void put(SessionRecord record) {
    await(loop.start(() -> store.put(record)));
  }

  Optional<SessionRecord> find(UserId user) {
    return await(loop.start(() -> store.find(user)));
  }

  String ranking(UserId user) {
    return await(loop.start(() -> store.ranking(user)));
  }

  boolean remove(String session, UserId user) {
    return await(loop.start(() -> store.remove(new SessionId(session), user)));
  }

  @Test
  void findsARecordByItsUserOnly() {
    put(record("1001", "s1"));
    put(record("1002", "s2"));

    assertThat(find(ANA)).hasValue(record("1001", "s1"));
    assertThat(find(new UserId("1002"))).hasValue(record("1002", "s2"));
    assertThat(find(new UserId("1003"))).isEmpty();
  }

  @Test
  void putReplacesTheUsersRecord() {
    put(record("1001", "s1"));
    SessionRecord changed = record("1001", "s1").with(Preferences.DEFAULT);
    put(changed);

    assertThat(find(ANA)).hasValue(changed);
  }

  @Test
  void recordExpiresWithItsLastToken() {
    put(record("1001", "s1"));

    time.forward(LIFE.minusSeconds(1));
    assertThat(find(ANA)).isPresent();
    time.forward(Duration.ofSeconds(1));
    assertThat(find(ANA)).isEmpty();
  }

  @Test
  void aNewLoginExtendsTheExpiry() {
    SessionRecord first = record("1001", "s1");
    put(first);
    time.forward(Duration.ofHours(11));
    put(first.after(record("1001", "proof")));

    time.forward(Duration.ofHours(11));

    SessionRecord found = find(ANA).orElseThrow();
    assertThat(found.session()).isEqualTo(new SessionId("s1"));
    assertThat(found.ssid()).isEqualTo(record("1001", "proof").ssid());
    assertThat(found.createdAt()).isEqualTo(Instant.ofEpochSecond(1_790_000_000));
    assertThat(found.expiresAt()).isEqualTo(found.createdAt().plus(Duration.ofHours(23)));
  }

  @Test
  void doesNotStoreAnExpiredRecord() {
    put(Records.of("1001", "s1", time.instant(), Duration.ZERO));

    assertThat(find(ANA)).isEmpty();
  }

  @Test
  void doesNotFindARemovedRecord() {
    put(record("1001", "s1"));

    assertThat(remove("s1", ANA)).isTrue();
    assertThat(find(ANA)).isEmpty();
    assertThat(remove("s1", ANA)).isFalse();
  }

  @Test
  void doesNotRemoveAnotherSessionOfTheUser() {
    put(record("1001", "s2"));

    assertThat(remove("s1", ANA)).isFalse();
    assertThat(find(ANA)).hasValue(record("1001", "s2"));
  }

  @Test
  void storesARankingBesideTheRecordAndRemovesItWithIt() {
    SessionRecord record = record("1001", "s1");
    put(record);
    assertThat(ranking(ANA)).isNull();

    await(loop.start(() -> store.putRanking(record, "[1]")));
    put(record.with(Preferences.DEFAULT));
    assertThat(ranking(ANA)).isEqualTo("[1]");
    await(loop.start(() -> store.putRanking(record, null)));
    assertThat(ranking(ANA)).isNull();
    await(loop.start(() -> store.putRanking(record, "[2]")));
    remove("s1", ANA);

    assertThat(ranking(ANA)).isNull();
  }
}
