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
 * How many sockets are open that have not shown a good token, on all event loops of this process. A
 * page's cookie is looked at in its handshake, so that pages are not counted here.
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

  /** One that has been let in; any thread. */
  final class Place {
    private final String network;
    private final AtomicBoolean left = new AtomicBoolean();

    private Place(String network) {
      this.network = network;
    }

    /** Gives the place back; more than once does no harm. */
    void leave() {
      if (left.compareAndSet(false, true)) {
        all.decrementAndGet();
        ofNetwork.computeIfPresent(network, (same, count) -> count == 1 ? null : count - 1);
      }
    }
  }

  /**
   * Lets one more in.
   *
   * @throws Failure TOO_MANY_REQUESTS when its network has its most, BUSY when all have
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
