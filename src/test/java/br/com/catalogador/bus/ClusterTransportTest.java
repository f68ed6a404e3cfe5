package br.com.catalogador.bus;

import static br.com.catalogador.support.Awaiting.await;
import static br.com.catalogador.support.Awaiting.failure;
import static br.com.catalogador.support.Awaiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.bus.wire.WireAdapter;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.support.ClusterMember;
import br.com.catalogador.support.Pulse;
import br.com.catalogador.support.RecordedLog;
import ch.qos.logback.classic.Level;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Requests and events between two servers of a real cluster. */
class ClusterTransportTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  /** Requests of half a second, at most. */
  private static final int NEWEST = 10;

  private static final Address<Desk> ADDRESS =
      new Address<>("test.desk", LONG, FailureKind.SESSION_ENDED, "desk");

  private static ClusterMember first;
  private static ClusterMember second;

  private interface Desk {
    Future<Note> file(File request);
  }

  /** A type of this test with an encoding in several versions. */
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

  /** A request whose answer contains a stamp although the request does not. */
  private record Fetch(String text) implements Request<Desk, Note> {
    @Override
    public Future<Note> ask(Desk service) {
      return service.file(new File(text, null));
    }
  }

  private record StampAdapter(int version) implements WireAdapter<Stamp> {
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

  /** Serves a desk on one server. */
  private static ServiceRegistration<Desk> serve(ClusterMember server, Desk desk) {
    await(server.cluster().claim("desk"));
    ServiceRegistration<Desk> served = server.bus().serve(ADDRESS, desk);
    await(served.completion());
    return served;
  }

  private static Future<Note> ask(ClusterMember server) {
    return server.bus().request(ADDRESS, new File("a", new Stamp(7)));
  }

  @BeforeAll
  static void start() throws Exception {
    List<ClusterMember> both = ClusterMember.two(new StampAdapter(1));
    first = both.get(0);
    second = both.get(1);
  }

  @AfterAll
  static void stop() {
    first.close();
    second.close();
  }

  private static Future<Note> echo(File request) {
    return Future.succeededFuture(new Note(request.text() + "!", request.stamp()));
  }

  @Test
  void findsAServiceOnEitherServer() {
    ServiceRegistration<Desk> served = serve(second, ClusterTransportTest::echo);

    Note answer = await(ask(first));

    assertThat(answer.text()).isEqualTo("a!");
    assertThat(answer.stamp().value).isEqualTo(7);
    assertThat(await(ask(second)).text()).isEqualTo("a!");
    await(served.withdraw());
  }

  @Test
  void keepsKindAndFactsOfAFailureFromAnotherServer() {
    Failure failed = Failure.retryAfter(FailureKind.TOO_MANY_ATTEMPTS, 9);
    ServiceRegistration<Desk> served = serve(second, ignored -> Future.failedFuture(failed));

    Failure arrived = failure(ask(first));

    await(served.withdraw());

    assertThat(arrived.kind()).isEqualTo(failed.kind());
    assertThat(arrived.facts()).isEqualTo(failed.facts());
  }

  @Test
  void failsAtOnceWhenTheOtherServerHasNoSuchService() {
    await(second.cluster().claim("desk"));

    assertThat(failure(ask(first)).kind()).isEqualTo(FailureKind.SESSION_ENDED);
  }

  @Test
  void failsPendingRequestsAtOnceWhenTheirServerDies() throws Exception {
    ClusterMember dying = first.another(new StampAdapter(1));
    Promise<Note> never = Promise.promise();
    Promise<Void> arrived = Promise.promise();
    serve(
        dying,
        ignored -> {
          arrived.tryComplete();
          return never.future();
        });
    List<Future<Note>> asked = new ArrayList<>(List.of(ask(first)));
    await(arrived.future());

    dying.kill();
    until(
        () -> {
          asked.add(ask(first));
          return !first.cluster().members().contains(dying.cluster().self());
        });

    // The cluster may see the death so late that the first ones have been given up as BUSY.
    List<Future<Note>> newest = asked.subList(Math.max(0, asked.size() - NEWEST), asked.size());
    assertThat(newest)
        .allSatisfy(
            answer -> assertThat(failure(answer).kind()).isEqualTo(FailureKind.SESSION_ENDED));
    assertThat(failure(ask(first)).kind()).isEqualTo(FailureKind.SESSION_ENDED);
    // Its names are free.
    assertThat(await(first.cluster().holder("desk"))).isEmpty();
  }

  @Test
  void failsWithBusyAfterThreeSecondsOfSilenceButWaitsForABusyServer() throws Exception {
    ClusterMember frozen = first.withoutBus(new StampAdapter(1));
    await(
        frozen
            .vertx()
            .eventBus()
            .consumer("server." + frozen.cluster().self(), ignored -> {})
            .completion());
    await(frozen.cluster().claim("frozen desk"));
    Promise<Note> late = Promise.promise();
    ServiceRegistration<Desk> working = serve(second, ignored -> late.future());
    long begin = System.nanoTime();

    Future<Note> fromWorking = ask(first);
    Failure silent =
        failure(
            first
                .bus()
                .request(
                    new Address<>("frozen.desk", LONG, FailureKind.SESSION_ENDED, "frozen desk"),
                    new File("a", null)));

    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    Duration ran = Pulse.runSince(begin);
    assertThat(silent.kind()).isEqualTo(FailureKind.BUSY);
    assertThat(silent.facts().getLong("retryAfter")).isPositive();
    assertThat(took).isGreaterThanOrEqualTo(Duration.ofMillis(2_900));
    assertThat(ran).isLessThan(Duration.ofSeconds(6));
    late.complete(new Note("late", null));
    assertThat(await(fromWorking).text()).isEqualTo("late");
    await(working.withdraw());
    frozen.kill();
  }

  @Test
  void sweepRemovesOnlyNamesOfServersThatHaveLeft() throws Exception {
    ClusterMember dying = first.another(new StampAdapter(1));
    await(dying.cluster().claim("of the dead"));
    await(second.cluster().claim("here"));
    dying.kill();
    until(() -> !first.cluster().members().contains(dying.cluster().self()));

    await(first.cluster().sweep());

    assertThat(first.manager().<String, String>getSyncMap(Cluster.NAME))
        .doesNotContainKey("of the dead")
        .containsEntry("here", second.cluster().self());
  }

  @Test
  void onlyTheHolderCanReleaseAName() {
    await(first.cluster().claim("name"));

    await(second.cluster().release("name"));
    assertThat(await(second.cluster().holder("name"))).contains(first.cluster().self());

    await(first.cluster().release("name"));
    assertThat(await(second.cluster().holder("name"))).isEmpty();
  }

  @Test
  void publishesToAllServersInOrderAndToOneServerOnly() throws Exception {
    Channel<Note> everywhere = Channel.everywhere("test.everywhere");
    Channel<Note> here = Channel.here("test.here");
    BlockingQueue<String> received = new LinkedBlockingQueue<>();
    await(first.bus().listen(here, note -> received.add("first " + note.text())).completion());
    await(second.bus().listen(here, note -> received.add("second " + note.text())).completion());
    await(second.bus().listen(everywhere, note -> received.add("all " + note.text())).completion());

    for (int i = 0; i < 100; i++) {
      first.bus().publish(here, new Note("" + i, null));
      first.bus().publish(everywhere, new Note("" + i, null));
    }
    first.bus().publishAt(second.cluster().self(), here, new Note("last", null));

    until(() -> received.contains("second last"));
    until(() -> received.stream().filter(it -> it.startsWith("first")).count() == 100);
    assertThat(received.stream().filter(it -> it.startsWith("all")))
        .containsExactlyElementsOf(IntStream.range(0, 100).mapToObj(i -> "all " + i).toList());
    assertThat(received.stream().filter(it -> it.startsWith("second")))
        .containsExactly("second last");
  }

  @Test
  void failsAtOnceWithServersDifferForAServerOfAnotherVersion() throws Exception {
    ClusterMember newer = first.another(new StampAdapter(2));
    serve(newer, ignored -> Future.succeededFuture(new Note("a", new Stamp(1))));

    assertThat(failure(ask(first)).kind()).as("request").isEqualTo(FailureKind.SERVERS_DIFFER);
    assertThat(failure(first.bus().request(ADDRESS, new Fetch("a"))).kind())
        .as("answer")
        .isEqualTo(FailureKind.SERVERS_DIFFER);
    newer.close();
  }

  @Test
  void namesAServerByItsAddressWhenItLeaves() throws Exception {
    try (RecordedLog log = RecordedLog.of(Cluster.class.getName())) {
      ClusterMember third = first.another(new StampAdapter(1));
      String address = "127.0.0.1:" + third.manager().getNodeInfo().port();
      String name = "server " + address + " (" + third.cluster().self() + ")";
      until(
          () ->
              log.from(Level.INFO).stream()
                  .anyMatch(line -> line.startsWith(name + " has joined")));

      third.close();

      until(
          () ->
              log.from(Level.WARN).stream().anyMatch(line -> line.startsWith(name + " has left")));
    }
  }
}
