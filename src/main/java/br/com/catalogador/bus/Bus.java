package br.com.catalogador.bus;

import br.com.catalogador.bus.wire.WireAdapter;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.failure.UnknownMessageException;
import br.com.catalogador.support.RequestId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Typed requests and news over Vert.x's event bus. A service always answers: with its reply or with
 * a {@link Failure}; no sender waits for a time-out because a receiver threw.
 *
 * <p>Messages and replies are handed over by reference, which is safe because they are immutable;
 * to another server they go as bytes, see {@link ClusterTransport}. The {@link RequestId} goes with
 * them.
 */
public final class Bus {
  /** How often what was brought is looked for where it should be, and how long in between. */
  private static final int ATTEMPTS = 40;

  private static final long BETWEEN_MILLIS = 50;

  private final Vertx vertx;
  private final Cluster cluster;
  private final ClusterTransport crossing;
  private final BusMeters meters;

  private Bus(Vertx vertx) {
    this.vertx = vertx;
    this.cluster = Cluster.of(vertx);
    this.crossing = ClusterTransport.of(vertx);
    this.meters = BusMeters.of(vertx);
  }

  /** The typed bus of a Vert.x instance whose codec {@link #install} has registered. */
  public static Bus of(Vertx vertx) {
    return new Bus(vertx);
  }

  /**
   * Registers the codec of the product's messages; once per Vert.x instance, before any use.
   *
   * @param forms how types that are no records cross to another server
   */
  public static Bus install(Vertx vertx, WireAdapter<?>... forms) {
    vertx.eventBus().registerCodec(new ImmutableCodec(List.of(forms)));
    return of(vertx);
  }

  /** Lets in what other servers of the cluster ask and tell; once, before anybody is served. */
  public Future<Void> open() {
    return crossing.open();
  }

  /**
   * Sends a request and waits for its answer.
   *
   * @return the reply, or a {@link Failure}: the service's own, the address's {@code whenAbsent}
   *     when nobody listens, or {@link FailureKind#BUSY} past the address's time limit or when the
   *     server that the service is on has been silent for {@link Cluster#SILENCE}
   */
  public <S, R> Future<R> request(Address<S> address, Request<S, R> request) {
    return send(address, request, address.timeout().toMillis())
        .recover(cause -> Future.failedFuture(failureOf(address, cause)));
  }

  /**
   * Sends a request to a service that may have to be brought there first.
   *
   * @param bring makes the service listen; called when nobody does, or who did has withdrawn before
   *     he answered, and the request is then sent once more. The service may go again meanwhile, or
   *     come to another server: for a short time that is tried again.
   * @return as without {@code bring}, or what {@code bring} fails with; BUSY when the service is
   *     not there however often it was brought, or when all of it together takes longer than the
   *     address's time limit; {@code whenAbsent} never
   */
  public <S, R> Future<R> request(
      Address<S> address, Request<S, R> request, Supplier<Future<Void>> bring) {
    Errand<S, R> errand =
        new Errand<>(address, request, bring, System.nanoTime() + address.timeout().toNanos());
    return send(address, request, errand.millisLeft()).recover(cause -> bring(errand, cause, 1));
  }

  /**
   * A request whose service may have to be brought, and how long all of that may take together.
   *
   * @param deadline by {@link System#nanoTime}
   */
  private record Errand<S, R>(
      Address<S> address, Request<S, R> request, Supplier<Future<Void>> bring, long deadline) {
    long millisLeft() {
      return TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    }
  }

  private <S, R> Future<R> bring(Errand<S, R> errand, Throwable cause, int attempt) {
    if (!nobodyListens(cause) && !hasWithdrawn(cause)) {
      return Future.failedFuture(Failure.from(cause));
    }
    long millis = errand.millisLeft();
    if (attempt > ATTEMPTS || millis <= 0) {
      // It was said to be there each time: where it went nobody knows, so nothing has ended.
      return Future.failedFuture(Failure.tryAgain());
    }
    Future<?> pause =
        attempt == 1
            ? Future.succeededFuture()
            : vertx.timer(BETWEEN_MILLIS, TimeUnit.MILLISECONDS);
    return pause
        .compose(now -> errand.bring().get())
        .timeout(millis, TimeUnit.MILLISECONDS)
        .recover(
            why -> Future.failedFuture(why instanceof TimeoutException ? Failure.tryAgain() : why))
        .compose(
            there -> send(errand.address(), errand.request(), Math.max(1, errand.millisLeft())))
        .recover(again -> bring(errand, again, attempt + 1));
  }

  /**
   * Sends a request to a service that every server has for itself, on a server of one's choice.
   *
   * @param server as in {@link Cluster#self}
   */
  public <S, R> Future<R> requestAt(String server, Address<S> address, Request<S, R> request) {
    Future<R> answer =
        server.equals(cluster.self())
            ? sendHere(address, request, address.timeout().toMillis())
            : cross(server, address, request, address.timeout().toMillis());
    return answer.recover(cause -> Future.failedFuture(failureOf(address, cause)));
  }

  private <S, R> Future<R> send(Address<S> address, Request<S, R> request, long millis) {
    Future<R> here = sendHere(address, request, millis);
    if (address.held() == null || !cluster.isOfSeveral()) {
      return here;
    }
    return here.recover(
        cause ->
            nobodyListens(cause)
                ? sendAway(address, request, millis, cause)
                : Future.failedFuture(cause));
  }

  private <S, R> Future<R> sendHere(Address<S> address, Request<S, R> request, long millis) {
    DeliveryOptions options = options().setLocalOnly(true).setSendTimeout(millis);
    RequestId.send(options);
    return vertx.eventBus().<R>request(address.name(), request, options).map(Message::body);
  }

  /** To whichever server holds what the service belongs to. */
  private <S, R> Future<R> sendAway(
      Address<S> address, Request<S, R> request, long millis, Throwable absentHere) {
    return cluster
        .holder(address.held())
        .compose(
            server ->
                server.isEmpty() || server.get().equals(cluster.self())
                    ? Future.failedFuture(absentHere)
                    : cross(server.get(), address, request, millis));
  }

  // a request names what it is answered with
  @SuppressWarnings("unchecked")
  private <S, R> Future<R> cross(
      String server, Address<S> address, Request<S, R> request, long millis) {
    return crossing.request(server, address, request, millis).map(reply -> (R) reply);
  }

  static DeliveryOptions options() {
    return new DeliveryOptions().setCodecName(ImmutableCodec.NAME);
  }

  /**
   * What a message holds.
   *
   * @throws UnknownMessageException when it came from another server and is not understood
   */
  static <T> T body(Message<T> message) {
    T body = message.body();
    if (body instanceof UnknownMessageException cause) {
      throw cause;
    }
    return body;
  }

  private static Failure failureOf(Address<?> address, Throwable cause) {
    return nobodyListens(cause) ? Failure.of(address.whenAbsent()) : Failure.from(cause);
  }

  /** Nor was anybody heard who had just stopped listening when the request reached him. */
  static boolean nobodyListens(Throwable cause) {
    return cause instanceof ReplyException reply
        && (reply.failureType() == ReplyFailure.NO_HANDLERS || wasDiscarded(reply));
  }

  private static boolean hasWithdrawn(Throwable cause) {
    return Failure.from(cause).kind() == FailureKind.INTERRUPTED;
  }

  /** Vert.x tells a request that no handler has seen as one that timed out, at once. */
  private static boolean wasDiscarded(ReplyException reply) {
    return reply.failureType() == ReplyFailure.TIMEOUT
        && String.valueOf(reply.getMessage()).startsWith("Discarded");
  }

  /**
   * Answers the requests that arrive at an address, on the caller's context.
   *
   * @return the registration; undeploying the calling verticle ends it, but leaves those without an
   *     answer who still wait for one: {@link ServiceRegistration#withdraw} first
   */
  public <S> ServiceRegistration<S> serve(Address<S> address, S service) {
    return serve(address, service, null);
  }

  /**
   * The same of a service that may not always answer.
   *
   * @param guard null when it may
   */
  public <S> ServiceRegistration<S> serve(Address<S> address, S service, ServiceGuard guard) {
    return new ServiceRegistration<>(vertx, address, service, meters, guard);
  }

  /** Tells everybody who listens, on their own contexts; nothing happens when nobody does. */
  public <E> void publish(Channel<E> channel, E event) {
    publishHere(channel, event);
    if (channel.everywhere()) {
      crossing.tellOthers(channel, event);
    }
  }

  private <E> void publishHere(Channel<E> channel, E event) {
    vertx.eventBus().publish(channel.name(), event, options().setLocalOnly(true));
  }

  /**
   * Tells those who listen on one server.
   *
   * @param server as in {@link Cluster#self}
   */
  public <E> void tell(String server, Channel<E> channel, E event) {
    if (server.equals(cluster.self())) {
      publishHere(channel, event);
    } else {
      crossing.tell(server, channel, event);
    }
  }

  /**
   * Hears what is told on a channel, on the caller's context.
   *
   * @return the registration; undeploying the calling verticle ends it
   */
  public <E> MessageConsumer<E> listen(Channel<E> channel, Consumer<E> listener) {
    return vertx
        .eventBus()
        .localConsumer(channel.name(), message -> listener.accept(message.body()));
  }
}
