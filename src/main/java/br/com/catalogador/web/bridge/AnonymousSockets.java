package br.com.catalogador.web.bridge;

import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import br.com.catalogador.web.http.ClientLimits;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.Shareable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Limits the open sockets without a valid token, on all event loops of this process. A page's
 * cookie is verified in its handshake, so pages are not counted here.
 */
final class AnonymousSockets implements Shareable {
  private static final int RETRY_AFTER_SECONDS = 10;

  private final AtomicInteger all = new AtomicInteger();
  private final Map<String, Integer> ofNetwork = new ConcurrentHashMap<>();

  private AnonymousSockets() {}

  static AnonymousSockets of(Vertx vertx) {
    return vertx
        .sharedData()
        .<String, AnonymousSockets>getLocalMap("bridge.anonymous")
        .computeIfAbsent("", ignored -> new AnonymousSockets());
  }

  /** The slot of one admitted socket. Thread-safe. */
  final class Slot {
    private final String network;
    private final AtomicBoolean released = new AtomicBoolean();

    private Slot(String network) {
      this.network = network;
    }

    /** Releases the slot. Idempotent. */
    void release() {
      if (released.compareAndSet(false, true)) {
        all.decrementAndGet();
        ofNetwork.computeIfPresent(network, (same, count) -> count == 1 ? null : count - 1);
      }
    }
  }

  /**
   * Admits one more socket.
   *
   * @throws Failure TOO_MANY_REQUESTS at the limit of its network, BUSY at the limit of all
   */
  Slot acquire(String network, ClientLimits limits) {
    Slot slot = new Slot(network);
    int total = all.incrementAndGet();
    if (ofNetwork.merge(network, 1, Integer::sum) > limits.anonymousSocketsPerNetwork()) {
      slot.release();
      throw Failure.retryAfter(FailureKind.TOO_MANY_REQUESTS, RETRY_AFTER_SECONDS);
    }
    if (total > limits.anonymousSockets()) {
      slot.release();
      throw Failure.retryAfter(FailureKind.BUSY, RETRY_AFTER_SECONDS);
    }
    return slot;
  }
}
