package br.com.catalogador.bus;

import static br.com.catalogador.support.Awaiting.await;
import static br.com.catalogador.support.Awaiting.failure;
import static br.com.catalogador.support.Awaiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.config.Config;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Requests and news between two servers of a real cluster. */
class CrossingTest {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final String CLUSTER = UUID.randomUUID().toString();
  private static final Address<Desk> ADDRESS =
      new Address<>("test.desk", LONG, FailureKind.SESSION_ENDED, "desk");

  private static Server first;
  private static Server second;

  private interface Desk {
    Future<Note> file(File request);
  }

  /** A type of this test's own, whose form differs from version to version. */
  private static final class Stamp {
    private final int value;

    Stamp(int value) {
      this.value = value;
    }
  }

  private record Note(String text, Stamp stamp) {}

  private record File(String text, Stamp stamp) implements Request<Desk, Note> {
    @Override
    public Future<Note> ask(Desk service) {
      return service.file(this);
    }
  }

  /** Asks for what only the answer has a stamp in. */
  private record Fetch(String text) implements Request<Desk, Note> {
    @Override
    public Future<Note> ask(Desk service) {
      return service.file(new File(text, null));
    }
  }

  private record StampForm(int version) implements WireForm<Stamp> {
    @Override
    public Class<Stamp> type() {
      return Stamp.class;
    }

    @Override
    public void write(Stamp value, Buffer out) {
      out.appendInt(value.value);
    }

    @Override
    public Stamp read(Buffer bytes) {
      return new Stamp(bytes.getInt(0));
    }
  }

  private record Server(Vertx vertx, HazelcastClusterManager manager, Bus bus, Cluster cluster) {
    static Server start(int port, int other, int version) {
      Config config = new Config().setClusterName(CLUSTER);
      config.getNetworkConfig().setPort(port).setPortAutoIncrement(false);
      config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
      config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
      config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
      config
          .getNetworkConfig()
          .getJoin()
          .getTcpIpConfig()
          .setEnabled(true)
          .addMember("127.0.0.1:" + port)
          .addMember("127.0.0.1:" + other);
      config.setProperty("hazelcast.logging.type", "none");
      config.setProperty("hazelcast.phone.home.enabled", "false");
      config.setProperty("hazelcast.wait.seconds.before.join", "0");
      HazelcastClusterManager manager = new HazelcastClusterManager(config);
      VertxOptions options = new VertxOptions();
      options.getEventBusOptions().setHost("127.0.0.1");
      Vertx vertx =
          patiently(Vertx.builder().with(options).withClusterManager(manager).buildClustered());
      Cluster cluster = Cluster.install(vertx, manager);
      Bus bus = Bus.install(vertx, new StampForm(version));
      await(bus.open());
      return new Server(vertx, manager, bus, cluster);
    }

    private static Vertx patiently(Future<Vertx> joining) {
      try {
        return joining.await(30, TimeUnit.SECONDS);
      } catch (TimeoutException late) {
        throw new AssertionError(late);
      }
    }

    /** Has a desk here that answers so. */
    Serving<Desk> serve(Desk desk) {
      await(cluster.take("desk"));
      Serving<Desk> served = bus.serve(ADDRESS, desk);
      await(served.completion());
      return served;
    }

    Future<Note> ask() {
      return bus.request(ADDRESS, new File("a", new Stamp(7)));
    }
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @BeforeAll
  static void start() throws Exception {
    int one = freePort();
    int other = freePort();
    first = Server.start(one, other, 1);
    second = Server.start(other, one, 1);
    until(() -> first.cluster().members().size() == 2);
  }

  @AfterAll
  static void stop() {
    await(first.vertx().close());
    await(second.vertx().close());
  }

  /** Another server of the same cluster. */
  private static Server third(int version) throws Exception {
    int port = first.manager().getConfig().getNetworkConfig().getPort();
    Server third = Server.start(freePort(), port, version);
    until(() -> first.cluster().members().size() == 3);
    return third;
  }

  private static Future<Note> echo(File request) {
    return Future.succeededFuture(new Note(request.text() + "!", request.stamp()));
  }

  @Test
  void aServiceOnTheOtherServerIsFoundWhereverItIs() {
    Serving<Desk> served = second.serve(CrossingTest::echo);

    Note answer = await(first.ask());

    assertThat(answer.text()).isEqualTo("a!");
    assertThat(answer.stamp().value).isEqualTo(7);
    assertThat(await(second.ask()).text()).isEqualTo("a!");
    await(served.withdraw());
  }

  @Test
  void aFailureKeepsKindAndFacts() {
    Failure told = Failure.retryAfter(FailureKind.TOO_MANY_ATTEMPTS, 9);
    Serving<Desk> served = second.serve(request -> Future.failedFuture(told));

    Failure arrived = failure(first.ask());

    await(served.withdraw());

    assertThat(arrived.kind()).isEqualTo(told.kind());
    assertThat(arrived.facts()).isEqualTo(told.facts());
  }

  @Test
  void aServiceThatHasGoneFromTheOtherServerIsAbsentAtOnce() {
    await(second.cluster().take("desk"));

    assertThat(failure(first.ask()).kind()).isEqualTo(FailureKind.SESSION_ENDED);
  }

  @Test
  void aRequestUnderWayToAServerThatDiesIsAbsentAtOnce() throws Exception {
    Server dying = third(1);
    Promise<Note> never = Promise.promise();
    Promise<Void> arrived = Promise.promise();
    dying.serve(
        request -> {
          arrived.complete();
          return never.future();
        });
    Future<Note> answer = first.ask();
    await(arrived.future());

    dying.manager().getHazelcastInstance().getLifecycleService().terminate();

    assertThat(failure(answer).kind()).isEqualTo(FailureKind.SESSION_ENDED);
    assertThat(failure(first.ask()).kind()).isEqualTo(FailureKind.SESSION_ENDED);
    // What it held is free.
    assertThat(await(first.cluster().claim("desk"))).isEqualTo(first.cluster().self());
  }

  @Test
  void ofAllWhoClaimANameOneGetsIt() {
    List<Future<String>> claims =
        IntStream.range(0, 50)
            .mapToObj(i -> (i % 2 == 0 ? first : second).cluster().claim("name"))
            .toList();

    assertThat(claims.stream().map(claim -> await(claim)).distinct()).hasSize(1);
    String holder = await(first.cluster().holder("name")).orElseThrow();
    Server other = holder.equals(first.cluster().self()) ? second : first;
    await(other.cluster().release("name"));
    assertThat(await(other.cluster().claim("name"))).isEqualTo(holder);
  }

  @Test
  void newsForAllIsHeardOnBothServersInOrderAndNewsForOneOnItAlone() throws Exception {
    Channel<Note> everywhere = Channel.everywhere("test.everywhere");
    Channel<Note> here = Channel.here("test.here");
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    await(first.bus().listen(here, note -> heard.add("first " + note.text())).completion());
    await(second.bus().listen(here, note -> heard.add("second " + note.text())).completion());
    await(second.bus().listen(everywhere, note -> heard.add("all " + note.text())).completion());

    for (int i = 0; i < 100; i++) {
      first.bus().publish(here, new Note("" + i, null));
      first.bus().publish(everywhere, new Note("" + i, null));
    }
    first.bus().tell(second.cluster().self(), here, new Note("last", null));

    until(() -> heard.contains("second last"));
    until(() -> heard.stream().filter(it -> it.startsWith("first")).count() == 100);
    assertThat(heard.stream().filter(it -> it.startsWith("all")))
        .containsExactlyElementsOf(IntStream.range(0, 100).mapToObj(i -> "all " + i).toList());
    assertThat(heard.stream().filter(it -> it.startsWith("second"))).containsExactly("second last");
  }

  @Test
  void aServerOfAnotherVersionIsToldThatItIsOneAndNobodyWaits() throws Exception {
    Server newer = third(2);
    newer.serve(request -> Future.succeededFuture(new Note("a", new Stamp(1))));

    assertThat(failure(first.ask()).kind()).as("request").isEqualTo(FailureKind.SERVERS_DIFFER);
    assertThat(failure(first.bus().request(ADDRESS, new Fetch("a"))).kind())
        .as("answer")
        .isEqualTo(FailureKind.SERVERS_DIFFER);
    await(newer.vertx().close());
  }
}
