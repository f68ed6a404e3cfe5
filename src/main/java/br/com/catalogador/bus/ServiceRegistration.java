package br.com.catalogador.bus;

import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.support.ContextPromise;
import br.com.catalogador.support.RequestId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The registration of a service at its address. Every request that arrives is answered exactly
 * once: with a reply, or with a {@link Failure}.
 *
 * @param <S> the service's interface
 */
public final class ServiceRegistration<S> {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceRegistration.class);

  private final S service;
  private final BusMeters meters;
  private final ServiceGuard guard;
  private final MessageConsumer<Request<S, ?>> consumer;

  /** Requests without an answer yet. */
  private final Set<Message<?>> waiting = ConcurrentHashMap.newKeySet();

  /**
   * @param guard null when the service may always answer
   */
  ServiceRegistration(
      Vertx vertx, Address<S> address, S service, BusMeters meters, ServiceGuard guard) {
    this.service = service;
    this.meters = meters;
    this.guard = guard;
    this.consumer = vertx.eventBus().localConsumer(address.name(), this::received);
  }

  /** Completes once requests arrive. */
  public Future<Void> completion() {
    return consumer.completion();
  }

  /**
   * Unregisters the service and fails the pending requests with INTERRUPTED: their senders may
   * activate the service again and repeat them.
   */
  public Future<Void> withdraw() {
    return consumer
        .unregister()
        .onComplete(
            ignored ->
                List.copyOf(waiting)
                    .forEach(message -> fail(message, Failure.of(FailureKind.INTERRUPTED))));
  }

  private void received(Message<Request<S, ?>> message) {
    RequestId.receive(message.headers());
    waiting.add(message);
    if (guard == null || guard.isOpen()) {
      answer(message, message.body());
      return;
    }
    guard
        .open()
        .onSuccess(
            open -> {
              // It may have been failed by withdraw() meanwhile.
              if (waiting.contains(message)) {
                answer(message, message.body());
              }
            })
        .onFailure(cause -> fail(message, Failure.from(cause)));
  }

  private <R> void answer(Message<?> message, Request<S, R> request) {
    String name = request.getClass().getSimpleName();
    long arrived = System.nanoTime();
    Future<R> answer;
    try {
      answer = request.ask(service);
    } catch (RuntimeException e) {
      answer = Future.failedFuture(e);
    }
    ContextPromise.follow(answer)
        .onComplete(
            (reply, cause) -> {
              long nanos = System.nanoTime() - arrived;
              meters.answered(name, cause, nanos);
              LOG.debug("{} answered after {} us", name, nanos / 1000);
              if (cause != null) {
                fail(message, failure(name, cause));
              } else if (waiting.remove(message)) {
                message.reply(reply, Bus.options());
              }
            });
  }

  private static Failure failure(String what, Throwable cause) {
    Failure failure = Failure.from(cause);
    if (failure != cause && failure.kind() == FailureKind.INTERNAL_ERROR) {
      LOG.error("{} failed", what, cause);
    }
    return failure;
  }

  private void fail(Message<?> message, Failure failure) {
    if (waiting.remove(message)) {
      message.fail(failure.kind().busCode(), failure.facts().encode());
    }
  }
}
