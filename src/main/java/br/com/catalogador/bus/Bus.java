package br.com.catalogador.bus;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Typed requests and news over Vert.x's event bus. A service always answers: with its reply or with
 * a {@link Failure}; no sender waits for a time-out because a receiver threw.
 *
 * <p>Messages and replies are handed over by reference, which is safe because they are immutable;
 * to another server they go as bytes. The {@link RequestId} goes with them.
 */
public final class Bus {
  private final Vertx vertx;
  private final BusMeters meters;

  private Bus(Vertx vertx) {
    this.vertx = vertx;
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
  public static Bus install(Vertx vertx, WireForm<?>... forms) {
    vertx.eventBus().registerCodec(new ImmutableCodec(List.of(forms)));
    return of(vertx);
  }

  /**
   * Sends a request and waits for its answer.
   *
   * @return the reply, or a {@link Failure}: the service's own, the address's {@code whenAbsent}
   *     when nobody listens, or {@link FailureKind#BUSY} past the address's time limit
   */
  public <S, R> Future<R> request(Address<S> address, Request<S, R> request) {
    return send(address, request).recover(cause -> Future.failedFuture(failureOf(address, cause)));
  }

  /**
   * Sends a request to a service that may have to be brought there first.
   *
   * @param bring makes the service listen; called when nobody does, or who did has withdrawn before
   *     he answered, and the request is then sent once more
   * @return as without {@code bring}, or what {@code bring} fails with
   */
  public <S, R> Future<R> request(
      Address<S> address, Request<S, R> request, Supplier<Future<Void>> bring) {
    return send(address, request)
        .recover(
            cause ->
                nobodyListens(cause) || hasWithdrawn(cause)
                    ? bring.get().compose(there -> request(address, request))
                    : Future.failedFuture(failureOf(address, cause)));
  }

  private <S, R> Future<R> send(Address<S> address, Request<S, R> request) {
    DeliveryOptions options =
        new DeliveryOptions()
            .setCodecName(ImmutableCodec.NAME)
            .setSendTimeout(address.timeout().toMillis());
    RequestId.send(options);
    return vertx.eventBus().<R>request(address.name(), request, options).map(Message::body);
  }

  private static Failure failureOf(Address<?> address, Throwable cause) {
    return nobodyListens(cause) ? Failure.of(address.whenAbsent()) : Failure.from(cause);
  }

  /** Nor was anybody heard who had just stopped listening when the request reached him. */
  private static boolean nobodyListens(Throwable cause) {
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
   *     answer who still wait for one: {@link Serving#withdraw} first
   */
  public <S> Serving<S> serve(Address<S> address, S service) {
    return new Serving<>(vertx, address, service, meters);
  }

  /**
   * Tells everybody who listens, on their own contexts; nothing happens when nobody does. {@link
   * News} are for this server's own clients and go no further.
   */
  public <E> void publish(Channel<E> channel, E event) {
    DeliveryOptions options =
        new DeliveryOptions().setCodecName(ImmutableCodec.NAME).setLocalOnly(event instanceof News);
    vertx.eventBus().publish(channel.name(), event, options);
  }

  /**
   * Hears what is told on a channel, on the caller's context.
   *
   * @return the registration; undeploying the calling verticle ends it
   */
  public <E> MessageConsumer<E> listen(Channel<E> channel, Consumer<E> listener) {
    return vertx.eventBus().consumer(channel.name(), message -> listener.accept(message.body()));
  }
}
