package br.com.catalogador.bus;

import static br.com.catalogador.support.Awaiting.await;
import static br.com.catalogador.support.Awaiting.failure;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
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
  /** Longer than a test waits: an answer that only a time-out gives comes too late. */
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
    await(bus.serve(ADDRESS, request -> answer.get()).completion());
    return bus.request(ADDRESS, new Say(List.of()));
  }

  @Test
  void requestAndReplyAreHandedOverByReference() {
    List<String> words = List.of("a", "b");
    await(bus.serve(ADDRESS, request -> Future.succeededFuture(request.words())).completion());

    assertThat(await(bus.request(ADDRESS, new Say(words)))).isSameAs(words);
  }

  @Test
  void replyMayBeNull() {
    assertThat(await(ask(Future::succeededFuture))).isNull();
  }

  @Test
  void failureOfTheServiceKeepsKindAndFacts() {
    Failure told = Failure.of(FailureKind.BROKER_REFUSED, Map.of("status", 4040, "why", "é"));

    Failure arrived = failure(ask(() -> Future.failedFuture(told)));

    assertThat(arrived.kind()).isEqualTo(FailureKind.BROKER_REFUSED);
    assertThat(arrived.facts()).isEqualTo(told.facts());
  }

  @Test
  void everyKindOfFailureArrivesAsItself() {
    FailureKind[] next = new FailureKind[1];
    await(bus.serve(ADDRESS, request -> Future.failedFuture(Failure.of(next[0]))).completion());
    for (FailureKind kind : FailureKind.values()) {
      next[0] = kind;
      assertThat(failure(bus.request(ADDRESS, new Say(List.of()))).kind()).isEqualTo(kind);
    }
  }

  @Test
  void whatTheServiceThrowsIsAnsweredAtOnceAsInternalErrorWithoutItsText() {
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
  void failureThatNobodyForesawIsAnInternalError() {
    assertThat(failure(ask(() -> Future.failedFuture(new IllegalStateException("x")))).kind())
        .isEqualTo(FailureKind.INTERNAL_ERROR);
  }

  @Test
  void thrownFailureKeepsItsKind() {
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
  void whenNobodyListensTheAddressSaysWhatThatMeans() {
    Failure absent = failure(bus.request(ADDRESS, new Say(List.of())));

    assertThat(absent.kind()).isEqualTo(FailureKind.SESSIONS_FULL);
  }

  @Test
  void aServiceThatIsAbsentIsBroughtAndAskedOnce() {
    AtomicInteger asked = new AtomicInteger();
    AtomicInteger brought = new AtomicInteger();

    List<String> reply =
        await(
            bus.request(
                ADDRESS,
                new Say(List.of("a")),
                () -> {
                  brought.incrementAndGet();
                  return bus.serve(
                          ADDRESS,
                          request -> {
                            asked.incrementAndGet();
                            return Future.succeededFuture(request.words());
                          })
                      .completion();
                }));

    assertThat(reply).containsExactly("a");
    assertThat(brought).hasValue(1);
    assertThat(asked).hasValue(1);
  }

  @Test
  void aServiceThatListensIsNotBroughtWhateverItAnswers() {
    Failure same = Failure.of(ADDRESS.whenAbsent());
    await(bus.serve(ADDRESS, request -> Future.failedFuture(same)).completion());
    AtomicInteger brought = new AtomicInteger();

    Failure told =
        failure(
            bus.request(
                ADDRESS,
                new Say(List.of()),
                () -> {
                  brought.incrementAndGet();
                  return Future.succeededFuture();
                }));

    assertThat(told.kind()).isEqualTo(ADDRESS.whenAbsent());
    assertThat(brought).hasValue(0);
  }

  @Test
  void aServiceThatCannotBeBroughtIsToldWhyAndOneThatDoesNotComeIsBusyNotAbsent() {
    Failure why = Failure.of(FailureKind.BROKER_TIMEOUT);

    assertThat(
            failure(bus.request(ADDRESS, new Say(List.of()), () -> Future.failedFuture(why)))
                .kind())
        .isEqualTo(FailureKind.BROKER_TIMEOUT);
    Failure vain =
        failure(bus.request(ADDRESS, new Say(List.of()), () -> Future.succeededFuture()));
    assertThat(vain.kind()).isEqualTo(FailureKind.BUSY);
    assertThat(vain.facts().getLong("retryAfter")).isPositive();
  }

  @Test
  void bringingAServiceAndAskingItHaveOneTimeLimitTogether() {
    Address<Echo> impatient =
        new Address<>("test.impatient", Duration.ofMillis(200), FailureKind.NOT_FOUND);
    Promise<Void> never = Promise.promise();
    long begin = System.nanoTime();

    Failure late = failure(bus.request(impatient, new Say(List.of()), never::future));

    assertThat(late.kind()).isEqualTo(FailureKind.BUSY);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void serviceThatDoesNotAnswerInTimeIsBusy() {
    Address<Echo> impatient =
        new Address<>("test.silent", Duration.ofMillis(50), FailureKind.NOT_FOUND);
    Promise<List<String>> never = Promise.promise();
    await(bus.serve(impatient, request -> never.future()).completion());

    assertThat(failure(bus.request(impatient, new Say(List.of()))).kind())
        .isEqualTo(FailureKind.BUSY);
  }

  @Test
  void serviceThatStoppedListeningIsAbsent() {
    var registration = bus.serve(ADDRESS, request -> Future.succeededFuture(request.words()));
    await(registration.completion());
    await(registration.withdraw());

    assertThat(failure(bus.request(ADDRESS, new Say(List.of()))).kind())
        .isEqualTo(FailureKind.SESSIONS_FULL);
  }

  @Test
  void serviceThatWithdrawsGivesBackWhatItHasNotAnswered() {
    Promise<List<String>> late = Promise.promise();
    Promise<Void> asked = Promise.promise();
    var registration =
        bus.serve(
            ADDRESS,
            request -> {
              asked.complete();
              return late.future();
            });
    await(registration.completion());
    Future<List<String>> answer = bus.request(ADDRESS, new Say(List.of("a")));
    await(asked.future());

    await(registration.withdraw());

    assertThat(failure(answer).kind()).isEqualTo(FailureKind.INTERRUPTED);
    late.complete(List.of("nobody waits for this"));
  }

  @Test
  void whatWasGivenBackIsAskedAgainOfWhoeverIsBrought() {
    Promise<Void> asked = Promise.promise();
    var first =
        bus.serve(
            ADDRESS,
            request -> {
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
  void newsReachesEveryListenerByReference() {
    Channel<List<String>> channel = Channel.here("test.news");
    Promise<List<String>> first = Promise.promise();
    Promise<List<String>> second = Promise.promise();
    await(bus.listen(channel, first::complete).completion());
    await(bus.listen(channel, second::complete).completion());
    List<String> news = List.of("a");

    bus.publish(channel, news);

    assertThat(await(first.future())).isSameAs(news);
    assertThat(await(second.future())).isSameAs(news);
  }
}
