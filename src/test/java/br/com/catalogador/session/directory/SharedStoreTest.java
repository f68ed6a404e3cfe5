package br.com.catalogador.session.directory;

import static br.com.catalogador.support.Awaiting.await;
import static br.com.catalogador.support.Awaiting.failure;
import static br.com.catalogador.support.Awaiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.broker.BrokerOptions;
import br.com.catalogador.bus.Cluster;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.ranking.Ranking;
import br.com.catalogador.redis.RedisAddress;
import br.com.catalogador.session.message.Activate;
import br.com.catalogador.session.message.EndSession;
import br.com.catalogador.session.message.GetSession;
import br.com.catalogador.session.message.LoggedIn;
import br.com.catalogador.session.message.Login;
import br.com.catalogador.session.message.LoginDone;
import br.com.catalogador.session.message.LoginService;
import br.com.catalogador.session.message.PassivateSession;
import br.com.catalogador.session.message.Preferences;
import br.com.catalogador.session.message.RevokedTokens;
import br.com.catalogador.session.message.Session;
import br.com.catalogador.session.message.SessionDirectory;
import br.com.catalogador.session.message.SessionView;
import br.com.catalogador.session.message.StorePreferences;
import br.com.catalogador.session.store.StoreOptions;
import br.com.catalogador.simulator.SimulatorOptions;
import br.com.catalogador.simulator.SimulatorVerticle;
import br.com.catalogador.support.BrokerControl;
import br.com.catalogador.support.ClusterMember;
import br.com.catalogador.support.RedisServer;
import br.com.catalogador.support.Secret;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two directories of one cluster, with one Redis and one simulated broker. */
class SharedStoreTest {
  private static final AtomicInteger USERS = new AtomicInteger();

  private static RedisServer redis;
  private static Vertx outside;
  private static BrokerControl broker;
  private static List<ClusterMember> servers;

  private ClusterMember here;
  private ClusterMember there;
  private String user;

  @BeforeAll
  static void start() throws Exception {
    redis = RedisServer.start();
    outside = Vertx.vertx();
    SimulatorVerticle simulator =
        new SimulatorVerticle(SimulatorOptions.defaults(), Clock.systemUTC());
    await(outside.deployVerticle(simulator));
    broker = new BrokerControl("http://" + SimulatorVerticle.HOST + ":" + simulator.port());
    servers = ClusterMember.two();
    for (ClusterMember server : servers) {
      await(server.vertx().deployVerticle(directory(simulator)));
    }
  }

  private static SessionDirectoryVerticle directory(SimulatorVerticle simulator) {
    BrokerOptions options = SessionDirectoryTest.broker(simulator, Duration.ofMinutes(1));
    StoreOptions store =
        new StoreOptions(
            new RedisAddress(new Secret(redis.url()), ""), new Secret("s".repeat(32)), null);
    return new SessionDirectoryVerticle(
        options, SessionDirectoryTest.options(100, store), Clock.systemUTC(), Ranking::hostedBy);
  }

  @AfterAll
  static void stop() {
    servers.forEach(ClusterMember::close);
    await(outside.close());
    redis.close();
  }

  @BeforeEach
  void choose() throws Exception {
    here = servers.get(0);
    there = servers.get(1);
    user = "user" + USERS.incrementAndGet();
    // A logout is answered before the broker has closed the socket and Redis forgotten the owner.
    until(() -> broker.requests("sockets") == 0);
    keys("catalogador:owner:*").forEach(key -> redis.command("DEL " + key));
  }

  @AfterEach
  void clearFaults() throws Exception {
    broker.noFaults();
  }

  private LoggedIn login(ClusterMember server) {
    Login login = new Login(user + "@catalogador.local", new Secret("demo-1234"), "127.0.0.1", "");
    return ((LoginDone) await(server.bus().request(LoginService.ADDRESS, login))).login();
  }

  private static Activate activation(LoggedIn login) {
    return new Activate(login.session(), login.user().id());
  }

  /** An activation that has begun, and gets no answer of the broker for three seconds. */
  private Future<Void> slowActivation(LoggedIn login) throws Exception {
    broker.fault(new JsonObject().put("latency", 3_000));
    Future<Void> activation = here.bus().request(SessionDirectory.ADDRESS, activation(login));
    until(() -> !keys("catalogador:owner:*").isEmpty());
    return activation;
  }

  private static Future<SessionView> ask(ClusterMember server, LoggedIn login) {
    return server
        .bus()
        .request(
            Session.address(login.session()),
            new GetSession(),
            () -> server.bus().request(SessionDirectory.ADDRESS, activation(login)));
  }

  private static Future<Void> passivate(ClusterMember server, LoggedIn login) {
    return server
        .bus()
        .request(
            SessionDirectory.ADDRESS, new PassivateSession(login.session(), login.user().id()));
  }

  private static Future<Void> end(ClusterMember server, LoggedIn login) {
    return server
        .bus()
        .request(
            SessionDirectory.ADDRESS,
            new EndSession(
                login.session(),
                login.user().id(),
                login.token(),
                login.expiresAt().getEpochSecond(),
                false));
  }

  /** The owner key of the only user in Redis. */
  private static String ownerKey() {
    List<String> keys = keys("catalogador:owner:*");
    assertThat(keys).hasSize(1);
    return keys.get(0);
  }

  private static List<String> keys(String pattern) {
    String keys = redis.command("KEYS " + pattern);
    return keys.isEmpty() ? List.of() : Arrays.asList(keys.split(" "));
  }

  private static String recordOf(String owner) {
    return owner.replace(":owner:", ":session:");
  }

  /** Makes a server outside this cluster the owner, as in a network partition. */
  private static String takeOver(LoggedIn login) {
    String owner = ownerKey();
    redis.command("SET " + owner + " elsewhere/1");
    redis.command("SET catalogador:server:elsewhere 1 PX 60000");
    redis.command("SET " + owner.replace(":owner:", ":moved:") + " 1 PX 60000");
    return owner;
  }

  private void forget(String owner, LoggedIn login) {
    redis.command("DEL " + owner, "DEL " + owner.replace(":owner:", ":moved:"));
    await(end(here, login));
  }

  @Test
  void removesASessionThatAnotherServerOwnsAndLeavesItsRecord() throws Exception {
    LoggedIn login = login(here);
    String owner = takeOver(login);
    String record = redis.command("GET " + recordOf(owner));

    until(() -> broker.requests("sockets") == 0);

    assertThat(redis.command("GET " + recordOf(owner))).isEqualTo(record);
    assertThat(redis.command("GET " + owner)).isEqualTo("elsewhere/1");
    assertThat(failure(ask(here, login)).kind()).isEqualTo(FailureKind.BUSY);
    forget(owner, login);
  }

  @Test
  void aFormerOwnerCannotWriteTheRecord() throws Exception {
    LoggedIn login = login(here);
    String owner = takeOver(login);
    String record = redis.command("GET " + recordOf(owner));

    Future<Void> kept =
        here.bus()
            .request(
                SessionDirectory.ADDRESS,
                new StorePreferences(login.session(), login.user().id(), Preferences.DEFAULT));

    assertThat(failure(kept).kind()).isEqualTo(FailureKind.INTERRUPTED);
    assertThat(redis.command("GET " + recordOf(owner))).isEqualTo(record);
    until(() -> broker.requests("sockets") == 0);
    forget(owner, login);
  }

  @Test
  void abandonsAnActivationWhenAnotherServerClaimsTheUser() throws Exception {
    LoggedIn login = login(here);
    await(passivate(here, login));
    Future<Void> activation = slowActivation(login);
    final String owner = takeOver(login);
    broker.noFaults();

    assertThat(failure(activation).kind()).isEqualTo(FailureKind.INTERRUPTED);

    until(() -> broker.requests("sockets") == 0);
    assertThat(redis.command("GET " + owner)).isEqualTo("elsewhere/1");
    forget(owner, login);
  }

  @Test
  void logoutDuringAnActivationOnTheOtherServerIsFinal() throws Exception {
    LoggedIn login = login(here);
    await(passivate(here, login));
    Future<Void> activation = slowActivation(login);

    Future<Void> logout = end(there, login);
    broker.noFaults();
    await(logout);

    until(activation::isComplete);
    until(() -> broker.requests("sockets") == 0);
    assertThat(keys("catalogador:session:*")).isEmpty();
    for (ClusterMember server : servers) {
      assertThat(RevokedTokens.of(server.vertx()).contains(login.token())).isTrue();
      assertThat(failure(ask(server, login)).kind()).isEqualTo(FailureKind.SESSION_ENDED);
    }
  }

  @Test
  void readsARevocationFromTheStoreWithinASecond() throws Exception {
    LoggedIn login = login(here);
    long until = System.currentTimeMillis() + 60_000;

    redis.command("XADD catalogador:ended * id " + login.token() + " until " + until);

    until(() -> broker.requests("sockets") == 0);
    for (ClusterMember server : servers) {
      until(() -> RevokedTokens.of(server.vertx()).contains(login.token()));
    }
    until(() -> keys("catalogador:session:*").isEmpty());
  }

  @Test
  void rejectsALoggedOutTokenAlthoughItsRecordWasRestored() {
    LoggedIn login = login(here);
    String owner = ownerKey();
    redis.command("COPY " + recordOf(owner) + " catalogador:kept");
    await(end(there, login));

    redis.command("RENAME catalogador:kept " + recordOf(owner));

    for (ClusterMember server : servers) {
      assertThat(failure(ask(server, login)).kind()).isEqualTo(FailureKind.SESSION_ENDED);
    }
    redis.command("DEL " + recordOf(owner));
  }

  @Test
  void announcesALostNameAgainOnActivation() throws Exception {
    LoggedIn login = login(here);
    await(there.cluster().claim(Session.clusterName(login.session())));
    await(there.cluster().release(Session.clusterName(login.session())));
    assertThat(await(there.cluster().holder(Session.clusterName(login.session())))).isEmpty();

    assertThat(await(ask(there, login)).user()).isEqualTo(login.user());

    assertThat(await(there.cluster().holder(Session.clusterName(login.session()))))
        .hasValue(here.cluster().self());
    assertThat(broker.requests("sockets")).isEqualTo(1);
    await(end(there, login));
  }

  @Test
  void announcesAllNamesWhenMembersChange() throws Exception {
    LoggedIn login = login(here);
    await(here.cluster().release(Session.clusterName(login.session())));

    here.bus().publish(Cluster.CHANGED, new Cluster.Changed(false));

    until(() -> await(there.cluster().holder(Session.clusterName(login.session()))).isPresent());
    await(end(here, login));
  }

  @Test
  void writesRecordsOwnersAndRevocationsAgainToAnEmptiedRedis() throws Exception {
    LoggedIn ended = login(here);
    await(end(here, ended));
    LoggedIn login = login(here);

    redis.command("FLUSHALL");

    until(() -> keys("catalogador:session:*").size() == 1);
    until(() -> keys("catalogador:owner:*").size() == 1);
    until(() -> keys("catalogador:ended").size() == 1);
    assertThat(redis.command("XRANGE catalogador:ended - +")).contains(ended.token());
    assertThat(await(ask(there, login)).user()).isEqualTo(login.user());
    assertThat(broker.requests("sockets")).isEqualTo(1);
    await(end(there, login));
    // Logins fail while another server may still be writing the record again.
    Login anew = new Login("demo@catalogador.local", new Secret("demo-1234"), "127.0.0.1", "");
    AtomicReference<LoggedIn> again = new AtomicReference<>();
    until(
        () ->
            await(
                here.bus()
                    .request(LoginService.ADDRESS, anew)
                    .onSuccess(done -> again.set(((LoginDone) done).login()))
                    .map(true)
                    .otherwise(false)));
    await(end(here, again.get()));
  }

  @Test
  void withoutTheStoreOwnersAnswerLogoutsHoldAndLoginsFail() throws Exception {
    LoggedIn login = login(here);
    user = "user" + USERS.incrementAndGet();
    LoggedIn passive = login(here);
    await(passivate(here, passive));
    // Until its release is written this server is still the owner, and could serve the session.
    until(() -> keys("catalogador:owner:*").size() == 1);
    redis.pause();
    try {
      assertThat(await(ask(here, login)).user()).isEqualTo(login.user());
      assertThat(failure(ask(there, passive)).kind()).isEqualTo(FailureKind.STORE_UNAVAILABLE);
      Login anew = new Login("demo@catalogador.local", new Secret("demo-1234"), "127.0.0.1", "");
      assertThat(failure(here.bus().request(LoginService.ADDRESS, anew)).kind())
          .isEqualTo(FailureKind.STORE_UNAVAILABLE);
      await(end(here, login));
      assertThat(failure(ask(here, login)).kind()).isEqualTo(FailureKind.SESSION_ENDED);
    } finally {
      redis.resume();
    }
    until(() -> redis.command("XRANGE catalogador:ended - +").contains(login.token()));
    until(() -> keys("catalogador:session:*").size() == 1);
    assertThat(await(ask(there, passive)).user()).isEqualTo(passive.user());
    await(end(there, passive));
  }
}
