package br.com.catalogador.session.store;

import static br.com.catalogador.support.Awaiting.await;
import static br.com.catalogador.support.Awaiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.model.UserId;
import br.com.catalogador.redis.RedisAddress;
import br.com.catalogador.redis.RedisLink;
import br.com.catalogador.support.RedisCommands;
import br.com.catalogador.support.RedisServer;
import br.com.catalogador.support.Secret;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The store with a real Redis: its contract, outages, expiry and encryption. */
class RedisSessionStoreTest extends SessionStoreContract {
  private static final Secret OLD = new Secret("o".repeat(32));
  private static final Secret NEW = new Secret("n".repeat(32));

  private static RedisServer server;

  private Vertx vertx;
  private RedisLink link;

  @BeforeAll
  static void startServer() {
    server = RedisServer.start();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @AfterEach
  void resetServer() {
    server.restart();
  }

  @Override
  SessionStore create(Vertx vertx) {
    this.vertx = vertx;
    return create(OLD, null);
  }

  private SessionStore create(Secret current, Secret previous) {
    return create(server.url(), current, previous);
  }

  private SessionStore create(String url, Secret current, Secret previous) {
    link =
        new RedisLink(
            vertx, new RedisAddress(new Secret(url), ""), RedisSessionStore.COMMANDS, time);
    return new RedisSessionStore(
        vertx,
        link,
        new RecordCipher(current),
        previous == null ? null : new RecordCipher(previous),
        null,
        LIFE,
        time);
  }

  /** Replaces the store by one of a new process. */
  private void restart(Secret current, Secret previous) {
    await(loop.start(() -> store.close()));
    store = loop.get(() -> create(current, previous));
    await(loop.start(() -> store.open()));
  }

  private void awaitLink(RedisLink.State wanted) throws Exception {
    until(() -> loop.get(() -> link.state()) == wanted);
  }

  private static List<String> keys() {
    String keys = server.command("KEYS catalogador:session:*");
    return keys.isEmpty() ? List.of() : Arrays.asList(keys.split(" "));
  }

  private static String key() {
    List<String> keys = keys();
    assertThat(keys).hasSize(1);
    return keys.get(0);
  }

  @Test
  void findsRecordsOfAPreviousProcess() {
    put(record("1001", "s1"));

    restart(OLD, null);

    assertThat(find(ANA)).hasValue(record("1001", "s1"));
  }

  @Test
  void recordsExpireInRedisWithTheirTokens() {
    put(record("1001", "s1"));

    assertThat(Long.parseLong(server.command("PTTL " + key())))
        .isBetween(LIFE.toMillis() - 30_000, LIFE.toMillis());
  }

  @Test
  void storesNothingReadableInRedis() {
    put(record("1001", "s1-which-is-secret"));

    String all = key() + server.command("GET " + key());
    assertThat(all.length()).isGreaterThan(200);
    assertThat(all)
        .doesNotContain("1001", "s1-which", "ssid-of", "Ana", "ana@example.com", "ranking");
  }

  @Test
  void readsARecordOfThePreviousSecretAndRewritesIt() {
    put(record("1001", "s1"));
    final String before = key();

    restart(NEW, OLD);
    assertThat(find(ANA)).hasValue(record("1001", "s1"));

    assertThat(key()).isNotEqualTo(before);
    restart(NEW, null);
    assertThat(find(ANA)).hasValue(record("1001", "s1"));
  }

  @Test
  void removesARecordOfThePreviousSecret() {
    put(record("1001", "s1"));

    restart(NEW, OLD);

    assertThat(remove("s1", ANA)).isTrue();
    assertThat(keys()).isEmpty();
  }

  @Test
  void readsAndRemovesRecordsOfThePreviousSecretWhileRedisIsFull() {
    put(record("1001", "s1"));
    server.maxMemory(1);

    restart(NEW, OLD);

    assertThat(find(ANA)).hasValue(record("1001", "s1"));
    assertThat(remove("s1", ANA)).isTrue();
    assertThat(keys()).isEmpty();
  }

  @Test
  void findsNothingWithAnotherSecret() {
    put(record("1001", "s1"));

    restart(NEW, null);

    assertThat(find(ANA)).isEmpty();
  }

  @Test
  void treatsAnUnreadableRecordAsAbsent() {
    put(record("1001", "s1"));
    server.command("SET " + key() + " nonsense");

    restart(OLD, null);

    assertThat(find(ANA)).isEmpty();
    put(record("1001", "s2"));
    assertThat(find(ANA)).hasValue(record("1001", "s2"));
  }

  @Test
  void treatsARecordUnderAnotherUsersKeyAsAbsent() {
    put(record("1001", "s1"));
    final String ofAna = key();
    put(record("1002", "s2"));
    String ofRui = keys().stream().filter(key -> !key.equals(ofAna)).findFirst().orElseThrow();
    server.command("RENAME " + ofRui + " " + ofAna);

    restart(OLD, null);

    assertThat(find(ANA)).isEmpty();
    assertThat(find(new UserId("1002"))).isEmpty();
  }

  @Test
  void worksFromMemoryWithoutRedisAndWritesChangesLater() throws Exception {
    put(record("1001", "s1"));
    put(record("1002", "s2"));
    server.stop();
    awaitLink(RedisLink.State.DOWN);

    assertThat(find(ANA)).hasValue(record("1001", "s1"));
    assertThat(remove("s2", new UserId("1002"))).isTrue();
    put(record("1003", "s3"));
    assertThat(find(new UserId("1002"))).isEmpty();
    assertThat(find(new UserId("1003"))).hasValue(record("1003", "s3"));

    server.restart();
    until(() -> keys().size() == 2);
    restart(OLD, null);
    assertThat(find(ANA)).hasValue(record("1001", "s1"));
    assertThat(find(new UserId("1002"))).isEmpty();
    assertThat(find(new UserId("1003"))).hasValue(record("1003", "s3"));
  }

  @Test
  void keepsARemovalMadeWhileRedisWasSilent() throws Exception {
    put(record("1001", "s1"));
    server.pause();

    assertThat(remove("s1", ANA)).isTrue();
    assertThat(remove("s1", ANA)).isFalse();
    assertThat(find(ANA)).isEmpty();

    server.resume();
    until(() -> keys().isEmpty());
    assertThat(find(ANA)).isEmpty();
  }

  @Test
  void removesARecordOfAPreviousProcessWhileRedisIsSilent() throws Exception {
    put(record("1001", "s1"));
    restart(OLD, null);
    server.pause();

    assertThat(remove("s1", ANA)).isTrue();

    server.resume();
    until(() -> keys().isEmpty());
  }

  @Test
  void aLateRemovalDoesNotRemoveTheNextSession() throws Exception {
    put(record("1001", "s2"));
    restart(OLD, null);
    server.pause();
    remove("s1", ANA);
    assertThat(find(ANA)).isEmpty(); // nobody knows it yet

    server.resume();

    until(() -> find(ANA).isPresent());
    assertThat(find(ANA)).hasValue(record("1001", "s2"));
  }

  @Test
  void writesTheNewSessionAfterALogoutWithoutRedis() throws Exception {
    put(record("1001", "s1"));
    final String before = server.command("GET " + key());
    server.pause();
    remove("s1", ANA);
    put(record("1001", "s2"));
    server.resume();
    until(() -> !server.command("GET " + key()).equals(before));

    restart(OLD, null);

    assertThat(find(ANA)).hasValue(record("1001", "s2"));
  }

  @Test
  void writesChangesOnceAFullRedisAcceptsWrites() throws Exception {
    put(record("1001", "s1"));
    server.maxMemory(1);
    put(record("1002", "s2"));
    assertThat(find(new UserId("1002"))).hasValue(record("1002", "s2"));
    assertThat(keys()).hasSize(1);

    server.maxMemory(0);

    until(() -> keys().size() == 2);
  }

  @Test
  void prefersAChangeOfAnotherServerToItsCopy() {
    put(record("1001", "s1"));
    SessionStore mine = store;
    RedisLink myLink = link;
    store = loop.get(() -> create(OLD, null));
    await(loop.start(() -> store.open()));
    put(record("1001", "s2"));
    await(loop.start(() -> store.close()));

    store = mine;
    link = myLink;

    assertThat(find(ANA)).hasValue(record("1001", "s2"));
  }

  @Test
  void worksWithTheShippedRedisPermissions() throws Exception {
    String user =
        Files.readAllLines(Path.of("conf", "redis.acl")).stream()
            .filter(line -> line.startsWith("user catalogador "))
            .findFirst()
            .orElseThrow();
    server.command(user.replace("user ", "ACL SETUSER ").replace("#SENHA", ">s3nha"));
    await(loop.start(() -> store.close()));
    store = loop.get(() -> create(server.url("s3nha").replace("//:", "//catalogador:"), OLD, null));
    await(loop.start(() -> store.open()));
    assertThat(loop.get(() -> link.state())).isEqualTo(RedisLink.State.UP);

    put(record("1001", "s1"));
    restart(OLD, null);

    assertThat(find(ANA)).hasValue(record("1001", "s1"));
    assertThat(remove("s1", ANA)).isTrue();
    assertThat(keys()).isEmpty();
  }

  /** What is not asked for at the start would be missed by a user's request. */
  @Test
  void asksForTheRightToAllCommandsItSends() {
    assertThat(RedisCommands.names(RedisSessionStore.COMMANDS))
        .isEqualTo(RedisCommands.sentBy("br.com.catalogador.session.store"));
  }
}
