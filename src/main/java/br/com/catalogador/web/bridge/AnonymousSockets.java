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
        .<String, AnonymousSockets>getLocalMap("bridge.strangers")
        .computeIfAbsent("", absent -> new AnonymousSockets());
  }

  /** One admitted socket. Thread-safe. */
  final class Place {
    private final String network;
    private final AtomicBoolean left = new AtomicBoolean();

    private Place(String network) {
      this.network = network;
    }

    /** Releases the place. Idempotent. */
    void leave() {
      if (left.compareAndSet(false, true)) {
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
  Place enter(String network, ClientLimits limits) {
    Place place = new Place(network);
    int total = all.incrementAndGet();
    if (ofNetwork.merge(network, 1, Integer::sum) > limits.strangersOfANetwork()) {
      place.leave();
      throw Failure.retryAfter(FailureKind.TOO_MANY_REQUESTS, RETRY_AFTER_SECONDS);
    }
    if (total > limits.strangers()) {
      place.leave();
      throw Failure.retryAfter(FailureKind.BUSY, RETRY_AFTER_SECONDS);
    }
    return place;
  }
}
