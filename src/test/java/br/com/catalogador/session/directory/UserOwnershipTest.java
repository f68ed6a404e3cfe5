package br.com.catalogador.session.directory;

import static br.com.catalogador.support.Awaiting.await;
import static br.com.catalogador.support.Awaiting.failure;
import static br.com.catalogador.support.Awaiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.bus.ServiceRegistration;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.model.SessionId;
import br.com.catalogador.model.UserId;
import br.com.catalogador.redis.RedisAddress;
import br.com.catalogador.redis.RedisLink;
import br.com.catalogador.session.message.FindHostedSession;
import br.com.catalogador.session.message.SessionHost;
import br.com.catalogador.session.store.RecordCipher;
import br.com.catalogador.session.store.RedisOwners;
import br.com.catalogador.session.store.RedisSessionStore;
import br.com.catalogador.support.ClusterMember;
import br.com.catalogador.support.Loop;
import br.com.catalogador.support.RedisServer;
import br.com.catalogador.support.Secret;
import io.vertx.core.Future;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ownership of a user, with two servers of a real cluster and a real Redis. */
class UserOwnershipTest {
  private static final UserId USER = new UserId("1");
  private static final FindHostedSession HOST = new FindHostedSession(new SessionId("s"), USER);
  private static final Secret SECRET = new Secret("s".repeat(32));
  private static final String OWNER = new RecordCipher(SECRET).name("owner", USER);
  private static final String MOVED = new RecordCipher(SECRET).name("moved", USER);

  private static RedisServer redis;
  private static List<ClusterMember> servers;

  private Side ours;
  private Side theirs;
  private ServiceRegistration<SessionHost> served;

  /** The ownership classes of one server. */
  private static final class Side {
    private final ClusterMember server;
    private final Loop loop;
    private final RedisLink link;
    private final RedisOwners owners;
    private final UserOwnership ownership;

    Side(ClusterMember server) {
      this.server = server;
      loop = new Loop(server.vertx());
      link =
          loop.get(
              () ->
                  new RedisLink(
                      server.vertx(),
                      new RedisAddress(new Secret(redis.url()), ""),
                      RedisSessionStore.COMMANDS,
                      Clock.systemUTC()));
      owners =
          new RedisOwners(server.cluster(), link, new RecordCipher(SECRET), Duration.ofHours(12));
      ownership = loop.get(() -> new UserOwnership(server.vertx(), owners));
      await(loop.start(link::open));
    }

    String name() {
      return server.cluster().self();
    }

    String claim() {
      return await(loop.start(() -> owners.claim(USER)));
    }

    boolean isOurs() {
      return await(loop.start(() -> ownership.isOurs(USER)));
    }

    void release() {
      await(loop.start(() -> ownership.release(USER)));
    }

    Future<Boolean> ask() {
      return loop.start(
          () -> ownership.atOwner(USER, () -> Future.succeededFuture(true), () -> HOST, false));
    }

    void close() {
      await(loop.start(link::close));
    }
  }

  @BeforeAll
  static void start() throws Exception {
    redis = RedisServer.start();
    servers = ClusterMember.two();
  }

  @AfterAll
  static void stop() {
    servers.forEach(ClusterMember::close);
    redis.close();
  }

  @BeforeEach
  void claim() {
    ours = new Side(servers.get(0));
    theirs = new Side(servers.get(1));
    assertThat(theirs.claim()).isEqualTo(theirs.name());
  }

  @AfterEach
  void release() {
    if (served != null) {
      await(served.withdraw());
    }
    redis.command("FLUSHALL");
    ours.close();
    theirs.close();
  }

  /** Serves a directory on the other server that answers all requests alike, and counts them. */
  private AtomicInteger theyAnswer(Future<Boolean> answer) {
    AtomicInteger asked = new AtomicInteger();
    SessionHost host =
        (SessionHost)
            Proxy.newProxyInstance(
                SessionHost.class.getClassLoader(),
                new Class<?>[] {SessionHost.class},
                (proxy, operation, arguments) -> {
                  asked.incrementAndGet();
                  return answer;
                });
    served = servers.get(1).bus().serve(SessionHost.ADDRESS, host);
    await(served.completion());
    return asked;
  }

  /** Makes a server outside the cluster the owner of the user. */
  private void ownedBy(String server, boolean alive, boolean moved) {
    redis.command("SET " + OWNER + " " + server + "/7");
    if (alive) {
      redis.command("SET catalogador:server:" + server + " 1");
    }
    if (moved) {
      redis.command("SET " + MOVED + " 1 PX 20000");
    }
  }

  @Test
  void asksTheOwner() {
    AtomicInteger asked = theyAnswer(Future.succeededFuture(true));

    assertThat(await(ours.ask())).isTrue();
    assertThat(asked).hasValue(1);
    assertThat(ours.isOurs()).isFalse();
    assertThat(theirs.isOurs()).isTrue();
  }

  @Test
  void claimsAUserOnceTheOwnerHasReleasedIt() {
    AtomicInteger asked = theyAnswer(Future.succeededFuture(false));
    Future<Boolean> claimed = ours.ask();
    theirs.release();

    assertThat(await(claimed)).isTrue();
    assertThat(ours.isOurs()).isTrue();
    assertThat(theirs.isOurs()).isFalse();
    assertThat(asked.get()).isLessThan(60);
  }

  @Test
  void asksASilentOwnerOnceAndDoesNotClaimTheUser() {
    // The failure of a request that timed out on the other server.
    AtomicInteger asked = theyAnswer(Future.failedFuture(Failure.of(FailureKind.BUSY)));

    assertThat(failure(ours.ask()).kind()).isEqualTo(FailureKind.BUSY);
    assertThat(asked).hasValue(1);
    assertThat(theirs.isOurs()).isTrue();
  }

  @Test
  void takesUsersOverFromALivingServerOutsideTheClusterWithGrowingPauses() {
    ownedBy("away", true, false);
    assertThat(ours.claim()).isEqualTo(ours.name());
    assertThat(Long.parseLong(redis.command("PTTL " + MOVED))).isBetween(15_000L, 20_000L);

    ownedBy("away", true, true);
    assertThat(ours.claim()).isEqualTo("away");
    assertThat(ours.isOurs()).isFalse();

    redis.command("PEXPIRE " + MOVED + " 10000");
    assertThat(ours.claim()).isEqualTo(ours.name());
    assertThat(redis.command("GET " + MOVED)).isEqualTo("2");
    assertThat(Long.parseLong(redis.command("PTTL " + MOVED))).isBetween(35_000L, 40_000L);
  }

  @Test
  void takesUsersOverAtOnceFromAServerWithoutHeartbeat() {
    ownedBy("dead", false, true);

    assertThat(ours.claim()).isEqualTo(ours.name());
  }

  @Test
  void firstServerToCheckOwnsAUserAfterRedisWasEmptied() {
    redis.command("FLUSHALL");

    assertThat(theirs.isOurs()).isTrue();
    assertThat(ours.claim()).isEqualTo(theirs.name());
  }

  @Test
  void aNewClaimOfTheSameServerHasAnotherFence() {
    String before = redis.command("GET " + OWNER);
    theirs.release();
    theirs.claim();

    assertThat(redis.command("GET " + OWNER)).isNotEqualTo(before).startsWith(theirs.name());
  }

  @Test
  void failsWithStoreUnavailableWithoutRedis() throws Exception {
    redis.stop();
    try {
      until(() -> ours.loop.get(() -> ours.link.state()) == RedisLink.State.DOWN);

      Future<Boolean> asked = ours.ask();
      Future<Boolean> owned = ours.loop.start(() -> ours.ownership.isOurs(USER));
      assertThat(failure(asked).kind()).isEqualTo(FailureKind.STORE_UNAVAILABLE);
      assertThat(failure(owned).kind()).isEqualTo(FailureKind.STORE_UNAVAILABLE);
    } finally {
      redis.restart();
    }
  }
}
