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
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Typed requests and events over Vert.x's event bus. A service always answers: with its reply or
 * with a {@link Failure}; no sender waits for a time-out because a receiver threw.
 *
 * <p>Within a server, messages and replies are passed by reference, which is safe because they are
 * immutable; to another server they are sent as bytes, see {@link ClusterTransport}. The {@link
 * RequestId} is sent along.
 */
public final class Bus {
  /** Retries after a service was activated but is not reachable yet, and the pause between. */
  private static final int ATTEMPTS = 40;

  private static final long BETWEEN_MILLIS = 50;

  private final Vertx vertx;
  private final Cluster cluster;
  private final ClusterTransport transport;
  private final BusMeters meters;

  private Bus(Vertx vertx) {
    this.vertx = vertx;
    this.cluster = Cluster.of(vertx);
    this.transport = ClusterTransport.of(vertx);
    this.meters = BusMeters.of(vertx);
  }

  /** The typed bus of a Vert.x instance whose codec {@link #install} has registered. */
  public static Bus of(Vertx vertx) {
    return new Bus(vertx);
  }

  /**
   * Registers the codec of the product's messages; once per Vert.x instance, before any use.
   *
   * @param adapters encodings of the types that are not records, for other servers
   */
  public static Bus install(Vertx vertx, WireAdapter<?>... adapters) {
    vertx.eventBus().registerCodec(new ImmutableCodec(List.of(adapters)));
    return of(vertx);
  }

  /** Accepts messages of other servers; once, before any service is registered. */
  public Future<Void> open() {
    return transport.open();
  }

  /**
   * Sends a request and waits for its answer.
   *
   * @return the reply, or a {@link Failure}: the service's own, the address's {@code whenAbsent}
   *     when no service listens, or {@link FailureKind#BUSY} past the address's time limit or when
   *     the server that the service is on has been silent for {@link Cluster#SILENCE}
   */
  public <S, R> Future<R> request(Address<S> address, Request<S, R> request) {
    return send(address, request, address.timeout().toMillis())
        .recover(cause -> Future.failedFuture(failureOf(address, cause)));
  }

  /**
   * Sends a request to a service that may have to be activated first.
   *
   * @param activate makes the service listen; called when none does, or when the service has
   *     withdrawn before it answered, and the request is then sent once more. The service may stop
   *     again meanwhile, or be activated on another server: this is retried for a short time.
   * @return as without {@code activate}, or what {@code activate} fails with; BUSY when the service
   *     is not reachable after all retries, or when everything together takes longer than the
   *     address's time limit; never {@code whenAbsent}
   */
  public <S, R> Future<R> request(
      Address<S> address, Request<S, R> request, Supplier<Future<Void>> activate) {
    Retry<S, R> retry =
        new Retry<>(address, request, activate, System.nanoTime() + address.timeout().toNanos());
    return send(address, request, retry.millisLeft()).recover(cause -> activate(retry, cause, 1));
  }

  /**
   * A request whose service may have to be activated, with one time limit for everything.
   *
   * @param deadline by {@link System#nanoTime}
   */
  private record Retry<S, R>(
      Address<S> address, Request<S, R> request, Supplier<Future<Void>> activate, long deadline) {
    long millisLeft() {
      return TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    }
  }

  private <S, R> Future<R> activate(Retry<S, R> retry, Throwable cause, int attempt) {
    if (!VertxFailures.isUndelivered(cause) && !hasWithdrawn(cause)) {
      return Future.failedFuture(Failure.from(cause));
    }
    long millis = retry.millisLeft();
    if (attempt > ATTEMPTS || millis <= 0) {
      // Activated each time and never reached: says nothing about whether the session has ended.
      return Future.failedFuture(Failure.tryAgain());
    }
    Future<?> pause =
        attempt == 1
            ? Future.succeededFuture()
            : vertx.timer(BETWEEN_MILLIS, TimeUnit.MILLISECONDS);
    return pause
        .compose(ignored -> retry.activate().get())
        .timeout(millis, TimeUnit.MILLISECONDS)
        .recover(
            error ->
                Future.failedFuture(error instanceof TimeoutException ? Failure.tryAgain() : error))
        .compose(ignored -> send(retry.address(), retry.request(), Math.max(1, retry.millisLeft())))
        .recover(again -> activate(retry, again, attempt + 1));
  }

  /**
   * Sends a request to a given server, for a service that every server has.
   *
   * @param server as in {@link Cluster#self}
   */
  public <S, R> Future<R> requestAt(String server, Address<S> address, Request<S, R> request) {
    Future<R> answer =
        server.equals(cluster.self())
            ? sendHere(address, request, address.timeout().toMillis())
            : sendTo(server, address, request, address.timeout().toMillis());
    return answer.recover(cause -> Future.failedFuture(failureOf(address, cause)));
  }

  private <S, R> Future<R> send(Address<S> address, Request<S, R> request, long millis) {
    Future<R> here = sendHere(address, request, millis);
    if (address.clusterName() == null || !cluster.isClustered()) {
      return here;
    }
    return here.recover(
        cause ->
            VertxFailures.isUndelivered(cause)
                ? sendToHolder(address, request, millis, cause)
                : Future.failedFuture(cause));
  }

  private <S, R> Future<R> sendHere(Address<S> address, Request<S, R> request, long millis) {
    DeliveryOptions options = options().setLocalOnly(true).setSendTimeout(millis);
    RequestId.send(options);
    return vertx.eventBus().<R>request(address.name(), request, options).map(Message::body);
  }

  /** Sends to the server that holds the address's cluster name. */
  private <S, R> Future<R> sendToHolder(
      Address<S> address, Request<S, R> request, long millis, Throwable noneHere) {
    return cluster
        .holder(address.clusterName())
        .compose(
            server ->
                server.isEmpty() || server.get().equals(cluster.self())
                    ? Future.failedFuture(noneHere)
                    : sendTo(server.get(), address, request, millis));
  }

  // the type of a request determines that of its reply
  @SuppressWarnings("unchecked")
  private <S, R> Future<R> sendTo(
      String server, Address<S> address, Request<S, R> request, long millis) {
    return transport.request(server, address, request, millis).map(reply -> (R) reply);
  }

  static DeliveryOptions options() {
    return new DeliveryOptions().setCodecName(ImmutableCodec.NAME);
  }

  /**
   * The body of a message.
   *
   * @throws UnknownMessageException when another server sent it and it cannot be decoded
   */
  static <T> T body(Message<T> message) {
    T body = message.body();
    if (body instanceof UnknownMessageException cause) {
      throw cause;
    }
    return body;
  }

  private static Failure failureOf(Address<?> address, Throwable cause) {
    return VertxFailures.isUndelivered(cause)
        ? Failure.of(address.whenAbsent())
        : Failure.from(cause);
  }

  private static boolean hasWithdrawn(Throwable cause) {
    return Failure.from(cause).kind() == FailureKind.INTERRUPTED;
  }

  /**
   * Answers the requests that arrive at an address, on the caller's context.
   *
   * @return the registration; undeploying the calling verticle ends it without failing the pending
   *     requests, unless {@link ServiceRegistration#withdraw} is called first
   */
  public <S> ServiceRegistration<S> serve(Address<S> address, S service) {
    return serve(address, service, null);
  }

  /**
   * As {@link #serve(Address, Object)}, for a service that must not always answer.
   *
   * @param guard decides for each request; null for a service that may always answer
   */
  public <S> ServiceRegistration<S> serve(Address<S> address, S service, ServiceGuard guard) {
    return new ServiceRegistration<>(vertx, address, service, meters, guard);
  }

  /** Publishes an event to all listeners, on their own contexts. */
  public <E> void publish(Channel<E> channel, E event) {
    publishHere(channel, event);
    if (channel.everywhere()) {
      transport.publishToOthers(channel, event);
    }
  }

  private <E> void publishHere(Channel<E> channel, E event) {
    vertx.eventBus().publish(channel.name(), event, options().setLocalOnly(true));
  }

  /**
   * Publishes an event to the listeners of one server.
   *
   * @param server as in {@link Cluster#self}
   */
  public <E> void publishAt(String server, Channel<E> channel, E event) {
    if (server.equals(cluster.self())) {
      publishHere(channel, event);
    } else {
      transport.publishAt(server, channel, event);
    }
  }

  /**
   * Listens to a channel, on the caller's context.
   *
   * @return the registration; undeploying the calling verticle ends it
   */
  public <E> MessageConsumer<E> listen(Channel<E> channel, Consumer<E> listener) {
    return vertx
        .eventBus()
        .localConsumer(channel.name(), message -> listener.accept(message.body()));
  }
}
