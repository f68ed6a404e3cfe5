package br.com.catalogador.broker;

import io.vertx.core.Future;

/** A user's link to the broker: takes requests, and passes on what the broker tells by itself. */
public interface BrokerLink extends BrokerRequests {

  /**
   * Completes once the broker has told its time, without which nothing can be said to have closed;
   * BROKER_TIMEOUT when it does not within the request time-out, or what a request would fail with.
   */
  Future<Void> clockKnown();

  /**
   * Takes part in a topic until the subscription is closed, across lost sockets. However many take
   * part in the same, the broker is subscribed to it once.
   */
  Subscription subscribe(PushTopic topic, Subscription.Listener listener);
}
