package br.com.catalogador.bus;

import static br.com.catalogador.support.Awaiting.await;
import static br.com.catalogador.support.Awaiting.failure;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.support.Pulse;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class BusTest {
  /** Longer than a test waits, so an answer after this time-out fails the test. */
  private static final Duration NEVER = Duration.ofMinutes(5);

  private static final Address<Echo> ADDRESS =
      new Address<>("test.echo", NEVER, FailureKind.SESSIONS_FULL);

  private Bus bus;

  private interface Echo {
    Future<List<String>> echo(Say request);
  }

  private record Say(List<String> words) implements Request<Echo, List<String>> {
    @Override
    public Future<List<String>> ask(Echo service) {
      return service.echo(this);
    }
  }

  @BeforeEach
  void install(Vertx vertx) {
    bus = Bus.install(vertx);
  }

  private Future<List<String>> ask(Supplier<Future<List<String>>> answer) {
    await(bus.serve(ADDRESS, ignored -> answer.get()).completion());
    return bus.request(ADDRESS, new Say(List.of()));
  }

  @Test
  void passesRequestsAndRepliesByReference() {
    List<String> words = List.of("a", "b");
    await(bus.serve(ADDRESS, request -> Future.succeededFuture(request.words())).completion());

    assertThat(await(bus.request(ADDRESS, new Say(words)))).isSameAs(words);
  }

  @Test
  void acceptsANullReply() {
    assertThat(await(ask(Future::succeededFuture))).isNull();
  }

  @Test
  void keepsKindAndFactsOfAFailure() {
    Failure failed = Failure.of(FailureKind.BROKER_REFUSED, Map.of("status", 4040, "why", "é"));

    Failure arrived = failure(ask(() -> Future.failedFuture(failed)));

    assertThat(arrived.kind()).isEqualTo(FailureKind.BROKER_REFUSED);
    assertThat(arrived.facts()).isEqualTo(failed.facts());
  }

  @Test
  void keepsTheKindOfEveryFailure() {
    FailureKind[] next = new FailureKind[1];
    await(bus.serve(ADDRESS, ignored -> Future.failedFuture(Failure.of(next[0]))).completion());
    for (FailureKind kind : FailureKind.values()) {
      next[0] = kind;
      assertThat(failure(bus.request(ADDRESS, new Say(List.of()))).kind()).isEqualTo(kind);
    }
  }

  @Test
  void answersAThrownExceptionAtOnceAsInternalErrorWithoutItsText() {
    Failure arrived =
        failure(
            ask(
                () -> {
                  throw new IllegalStateException("password demo-1234");
                }));

    assertThat(arrived.kind()).isEqualTo(FailureKind.INTERNAL_ERROR);
    assertThat(arrived.facts()).isEmpty();
    assertThat(arrived).hasMessage("internal_error").hasNoCause();
  }

  @Test
  void answersAnUnexpectedFailureAsInternalError() {
    assertThat(failure(ask(() -> Future.failedFuture(new IllegalStateException("x")))).kind())
        .isEqualTo(FailureKind.INTERNAL_ERROR);
  }

  @Test
  void keepsTheKindOfAThrownFailure() {
    assertThat(
            failure(
                    ask(
                        () -> {
                          throw Failure.retryAfter(FailureKind.TOO_MANY_ATTEMPTS, 7);
                        }))
                .facts()
                .getLong("retryAfter"))
        .isEqualTo(7);
  }

  @Test
  void answersWithTheKindOfTheAddressWhenNoServiceListens() {
    Failure absent = failure(bus.request(ADDRESS, new Say(List.of())));

    assertThat(absent.kind()).isEqualTo(FailureKind.SESSIONS_FULL);
  }

  @Test
  void activatesAnAbsentServiceAndSendsTheRequestOnce() {
    AtomicInteger asked = new AtomicInteger();
    AtomicInteger activations = new AtomicInteger();

    List<String> reply =
        await(
            bus.request(
                ADDRESS,
                new Say(List.of("a")),
                () -> {
                  activations.incrementAndGet();
                  return bus.serve(
                          ADDRESS,
                          request -> {
                            asked.incrementAndGet();
                            return Future.succeededFuture(request.words());
                          })
                      .completion();
                }));

    assertThat(reply).containsExactly("a");
    assertThat(activations).hasValue(1);
    assertThat(asked).hasValue(1);
  }

  @Test
  void doesNotActivateAServiceThatListensWhateverItAnswers() {
    Failure same = Failure.of(ADDRESS.whenAbsent());
    await(bus.serve(ADDRESS, ignored -> Future.failedFuture(same)).completion());
    AtomicInteger activations = new AtomicInteger();

    Failure failed =
        failure(
            bus.request(
                ADDRESS,
                new Say(List.of()),
                () -> {
                  activations.incrementAndGet();
                  return Future.succeededFuture();
                }));

    assertThat(failed.kind()).isEqualTo(ADDRESS.whenAbsent());
    assertThat(activations).hasValue(0);
  }

  @Test
  void failsAsActivationDoesAndWithBusyWhenTheServiceIsStillNotReachable() {
    Failure why = Failure.of(FailureKind.BROKER_TIMEOUT);

    assertThat(
            failure(bus.request(ADDRESS, new Say(List.of()), () -> Future.failedFuture(why)))
                .kind())
        .isEqualTo(FailureKind.BROKER_TIMEOUT);
    Failure unreachable =
        failure(bus.request(ADDRESS, new Say(List.of()), () -> Future.succeededFuture()));
    assertThat(unreachable.kind()).isEqualTo(FailureKind.BUSY);
    assertThat(unreachable.facts().getLong("retryAfter")).isPositive();
  }

  @Test
  void appliesOneTimeLimitToActivationAndRequestTogether() {
    Address<Echo> impatient =
        new Address<>("test.impatient", Duration.ofMillis(200), FailureKind.NOT_FOUND);
    Promise<Void> never = Promise.promise();
    long begin = System.nanoTime();

    Failure late = failure(bus.request(impatient, new Say(List.of()), never::future));

    assertThat(late.kind()).isEqualTo(FailureKind.BUSY);
    assertThat(Pulse.runSince(begin)).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void failsWithBusyWhenTheServiceDoesNotAnswerInTime() {
    Address<Echo> impatient =
        new Address<>("test.silent", Duration.ofMillis(50), FailureKind.NOT_FOUND);
    Promise<List<String>> never = Promise.promise();
    await(bus.serve(impatient, ignored -> never.future()).completion());

    assertThat(failure(bus.request(impatient, new Say(List.of()))).kind())
        .isEqualTo(FailureKind.BUSY);
  }

  @Test
  void treatsAWithdrawnServiceAsAbsent() {
    var registration = bus.serve(ADDRESS, request -> Future.succeededFuture(request.words()));
    await(registration.completion());
    await(registration.withdraw());

    assertThat(failure(bus.request(ADDRESS, new Say(List.of()))).kind())
        .isEqualTo(FailureKind.SESSIONS_FULL);
  }

  @Test
  void failsPendingRequestsWithInterruptedWhenTheServiceWithdraws() {
    Promise<List<String>> late = Promise.promise();
    Promise<Void> asked = Promise.promise();
    var registration =
        bus.serve(
            ADDRESS,
            ignored -> {
              asked.complete();
              return late.future();
            });
    await(registration.completion());
    Future<List<String>> answer = bus.request(ADDRESS, new Say(List.of("a")));
    await(asked.future());

    await(registration.withdraw());

    assertThat(failure(answer).kind()).isEqualTo(FailureKind.INTERRUPTED);
    late.complete(List.of("too late"));
  }

  @Test
  void repeatsAnInterruptedRequestAtTheActivatedService() {
    Promise<Void> asked = Promise.promise();
    var first =
        bus.serve(
            ADDRESS,
            ignored -> {
              asked.complete();
              return Promise.<List<String>>promise().future();
            });
    await(first.completion());
    Future<List<String>> answer =
        bus.request(
            ADDRESS,
            new Say(List.of("a")),
            () -> bus.serve(ADDRESS, again -> Future.succeededFuture(again.words())).completion());
    await(asked.future());

    await(first.withdraw());

    assertThat(await(answer)).containsExactly("a");
  }

  @Test
  void publishesToEveryListenerByReference() {
    Channel<List<String>> channel = Channel.here("test.events");
    Promise<List<String>> first = Promise.promise();
    Promise<List<String>> second = Promise.promise();
    await(bus.listen(channel, first::complete).completion());
    await(bus.listen(channel, second::complete).completion());
    List<String> event = List.of("a");

    bus.publish(channel, event);

    assertThat(await(first.future())).isSameAs(event);
    assertThat(await(second.future())).isSameAs(event);
  }
}
