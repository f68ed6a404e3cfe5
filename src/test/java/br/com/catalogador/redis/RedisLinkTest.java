package br.com.catalogador.redis;

import static br.com.catalogador.support.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.redis.RedisLink.State;
import br.com.catalogador.support.Loop;
import br.com.catalogador.support.RecordedLog;
import br.com.catalogador.support.RedisServer;
import br.com.catalogador.support.Secret;
import br.com.catalogador.support.SettableTime;
import ch.qos.logback.classic.Level;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class RedisLinkTest {
  private static final long NOW = 1_790_000_000;
  private static final String PASSWORD = "s3cr3t-of-redis";

  /** Longer than the time limit of a command and what a limit may be late. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final SettableTime time = new SettableTime(NOW);
  private final AtomicInteger restored = new AtomicInteger();
  private Vertx vertx;
  private Loop loop;
  private RedisServer server;
  private RedisLink link;

  @BeforeEach
  void takeLoop(Vertx vertx) {
    this.vertx = vertx;
    loop = new Loop(vertx);
  }

  @AfterEach
  void stop() {
    await(loop.start(link::close));
    server.close();
    // The client library asserts that a connection ends only once, but a failed write ends it
    // twice.
    assertThat(loop.unhandled()).allSatisfy(e -> assertThat(e).isInstanceOf(AssertionError.class));
  }

  private void open(RedisServer server, String url) {
    this.server = server;
    link =
        new RedisLink(
            vertx, new RedisAddress(new Secret(url), ""), Set.of(Command.GET, Command.ZADD), time);
    link.onRestored(restored::incrementAndGet);
    await(loop.start(link::open));
  }

  private void open(RedisServer server) {
    open(server, server.url());
  }

  private Future<Response> send(Request command) {
    return loop.start(() -> link.send(command));
  }

  private static Request set(String key, String value) {
    return Request.cmd(Command.SET).arg(key).arg(value);
  }

  private static Request get(String key) {
    return Request.cmd(Command.GET).arg(key);
  }

  private State state() {
    return loop.get(link::state);
  }

  private void awaitState(State state) {
    await(reaches(state));
  }

  private Future<Void> reaches(State state) {
    return loop.start(() -> Future.succeededFuture(link.state() == state))
        .compose(
            there ->
                there ? Future.succeededFuture() : vertx.timer(10).compose(t -> reaches(state)));
  }

  private static String unavailable(Future<?> future) {
    Throwable cause = await(future.transform(done -> Future.succeededFuture(done.cause())));
    assertThat(cause).isInstanceOf(RedisUnavailable.class);
    return cause.getMessage();
  }

  @Test
  void answersCommandsOnceOpen() {
    open(RedisServer.start());

    assertThat(state()).isEqualTo(State.UP);
    await(send(set("k", "v")));
    assertThat(await(send(get("k"))).toString()).isEqualTo("v");
    assertThat(await(send(get("absent")))).isNull();
    assertThat(restored).hasValue(1);
  }

  @Test
  void connectsLaterToAServerUnreachableAtFirst() {
    open(RedisServer.stopped(""));

    assertThat(state()).isEqualTo(State.DOWN);
    assertThat(unavailable(send(get("k")))).isEqualTo("no connection");
    time.forward(Duration.ofSeconds(5));
    server.restart();

    awaitState(State.UP);
    assertThat(loop.get(link::since)).isEqualTo(Instant.ofEpochSecond(NOW + 5));
    assertThat(restored).hasValue(1);
    await(send(set("k", "v")));
  }

  @Test
  void failsCommandsAtOnceDuringAnOutage() {
    open(RedisServer.start());
    server.stop();
    awaitState(State.DOWN);

    // Within one turn of the event loop: no command has waited.
    List<Boolean> failed =
        loop.get(
            () -> IntStream.range(0, 10_000).mapToObj(i -> link.send(get("k")).failed()).toList());

    assertThat(failed).hasSize(10_000).doesNotContain(false);
  }

  @Test
  void notifiesListenersWhenTheServerReturns() {
    open(RedisServer.start());
    await(send(set("k", "v")));

    server.restart();

    awaitState(State.UP);
    await(restoredTimes(2));
    assertThat(await(send(get("k")))).isNull();
  }

  private Future<Void> restoredTimes(int times) {
    return restored.get() == times
        ? Future.succeededFuture()
        : vertx.timer(10).compose(t -> restoredTimes(times));
  }

  /** Suspends the server and uses the link before its heartbeat can miss the server. */
  private <T> T atOnce(Supplier<T> use) {
    return loop.get(
        () -> {
          server.pause();
          return use.get();
        });
  }

  @Test
  void slowAnswerClosesTheConnectionAndFailsPendingCommands() {
    open(RedisServer.start());

    List<Future<Response>> waiting =
        atOnce(() -> Stream.generate(() -> link.send(get("k"))).limit(100).toList());

    assertThat(waiting).allSatisfy(answer -> assertThat(unavailable(answer)).isEqualTo("slow"));
    assertThat(state()).isEqualTo(State.DOWN);
    assertThat(unavailable(send(get("k")))).isEqualTo("no connection");

    server.resume();
    awaitState(State.UP);
    assertThat(await(send(get("k")))).isNull();
  }

  @Test
  void anAnswerThatCameWhileNothingRanIsStillRead() {
    open(RedisServer.start());

    Future<Response> answer =
        loop.start(
            () ->
                link.send(set("k", "v"))
                    .compose(
                        ignored -> {
                          Future<Response> next = link.send(get("k"));
                          LockSupport.parkNanos(PAUSE.toNanos());
                          return next;
                        }));

    assertThat(await(answer).toString()).isEqualTo("v");
    assertThat(state()).isEqualTo(State.UP);
  }

  @Test
  void detectsASilentServerWithoutCommands() {
    open(RedisServer.start());

    server.pause();

    awaitState(State.DOWN);
  }

  @Test
  void closesEvenWhenTheServerReadsNothing() {
    open(RedisServer.start());
    String large = "x".repeat(1 << 20);
    List<Future<Response>> waiting = new ArrayList<>();

    await(
        atOnce(
            () -> {
              for (int i = 0; i < 64; i++) {
                waiting.add(link.send(set("k", large)));
              }
              return link.close();
            }));

    assertThat(waiting).allSatisfy(answer -> assertThat(unavailable(answer)).isEqualTo("closed"));
    assertThat(unavailable(send(get("k")))).isEqualTo("no connection");
  }

  @Test
  void limitsPendingCommands() {
    open(RedisServer.start());

    List<Future<Response>> all =
        atOnce(
            () ->
                Stream.generate(() -> link.send(get("k")))
                    .limit(RedisLink.MAX_IN_FLIGHT + 1)
                    .toList());

    assertThat(unavailable(all.get(RedisLink.MAX_IN_FLIGHT))).isEqualTo("too many commands");
    assertThat(unavailable(all.get(0))).isEqualTo("slow");
  }

  @Test
  void fullServerIsDegradedUntilItAcceptsWritesAgain() {
    open(RedisServer.start());
    await(send(set("k", "v")));
    server.maxMemory(1);

    assertThat(unavailable(send(set("k", "w")))).isEqualTo("OOM");
    assertThat(state()).isEqualTo(State.DEGRADED);
    assertThat(await(send(get("k"))).toString()).isEqualTo("v");

    server.maxMemory(0);
    awaitState(State.UP);
    assertThat(restored).hasValue(2);
    await(send(set("k", "w")));
  }

  @Test
  void serverFullAtFirstIsDegraded() {
    RedisServer full = RedisServer.start();
    full.maxMemory(1);

    open(full);

    assertThat(state()).isEqualTo(State.DEGRADED);
    assertThat(restored).hasValue(0);
  }

  @Test
  void errorInOneCommandDoesNotChangeTheState() {
    open(RedisServer.start());
    await(send(set("k", "v")));

    assertThat(unavailable(send(Request.cmd(Command.LPUSH).arg("k").arg("x"))))
        .isEqualTo("WRONGTYPE");
    assertThat(state()).isEqualTo(State.UP);
  }

  @Test
  void authenticatesWithThePassword() {
    open(RedisServer.startWithPassword(PASSWORD));

    assertThat(state()).isEqualTo(State.UP);
  }

  @Test
  void wrongPasswordMeansDown() {
    RedisServer wanting = RedisServer.startWithPassword(PASSWORD);
    open(wanting, wanting.url("guessed"));

    assertThat(state()).isEqualTo(State.DOWN);
    assertThat(unavailable(send(get("k")))).isEqualTo("no connection");
    assertThat(loop.get(link::reason)).startsWith("WRONGPASS ").doesNotContain(PASSWORD, "guessed");
  }

  @Test
  void reportsAPasswordThatHasChangedMeanwhile() {
    RecordedLog log = RecordedLog.of(RedisStateLog.class.getName());
    open(RedisServer.startWithPassword(PASSWORD));

    // Closes the connection as well.
    server.command("ACL SETUSER default resetpass >another", "CLIENT KILL TYPE normal SKIPME yes");

    await(until(() -> link.reason().startsWith("WRONGPASS ")));
    assertThat(log.from(Level.WARN))
        .hasSizeLessThanOrEqualTo(2)
        .last()
        .asString()
        .contains("DOWN: WRONGPASS ");
    log.close();
  }

  @Test
  void saysWhatRedisSays() {
    open(RedisServer.start());
    assertThat(loop.get(link::reason)).isEmpty();
    server.maxMemory(1);

    unavailable(send(set("k", "w")));

    assertThat(loop.get(link::reason)).startsWith("OOM command not allowed");
    server.maxMemory(0);
    awaitState(State.UP);
    assertThat(loop.get(link::reason)).isEmpty();
  }

  /** The probe's own key may be written, and other commands may not be used. */
  @Test
  void isDegradedWhileTheUserLacksARightAndDoesNotAlternate() {
    RedisServer limited = RedisServer.start();
    limited.command("ACL SETUSER someone on >word ~catalogador:* +@connection +get +set +del");

    open(limited, limited.url("word").replace("//:", "//someone:"));

    assertThat(state()).isEqualTo(State.DEGRADED);
    assertThat(loop.get(link::reason)).startsWith("NOPERM ").contains("zadd");
    await(until(() -> probes(limited) >= 4));
    assertThat(restored).hasValue(0);
    assertThat(state()).isEqualTo(State.DEGRADED);

    limited.command("ACL SETUSER someone +zadd");
    awaitState(State.UP);
    assertThat(limited.command("EXISTS " + RedisProbe.KEY)).isEqualTo("0");
  }

  /** How often the right was asked for. */
  private static long probes(RedisServer server) {
    return Pattern.compile("cmdstat_zadd:.*rejected_calls=(\\d+)")
        .matcher(server.command("INFO commandstats"))
        .results()
        .mapToLong(found -> Long.parseLong(found.group(1)))
        .sum();
  }

  private Future<Void> until(Supplier<Boolean> condition) {
    return loop.start(() -> Future.succeededFuture(condition.get()))
        .compose(
            there ->
                there ? Future.succeededFuture() : vertx.timer(10).compose(t -> until(condition)));
  }
}
