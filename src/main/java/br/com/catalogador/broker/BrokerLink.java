package br.com.catalogador.broker;

import io.vertx.core.Future;

/** One user's connection to the broker: sends requests and delivers pushes to subscribers. */
public interface BrokerLink extends BrokerRequests {

  /**
   * Completes with the first {@code timeSync} of the broker; before that no candle can count as
   * closed.
   *
   * @return BROKER_TIMEOUT if none arrives within the request time-out; SESSION_ENDED or
   *     BROKER_UNAVAILABLE if the link has ended
   */
  Future<Void> clockKnown();

  /**
   * Subscribes to a topic until the subscription is closed; the subscription survives
   * reconnections. Several subscriptions to one topic share a single subscription at the broker.
   *
   * @param listener called on the link's event loop
   */
  Subscription subscribe(PushTopic topic, Subscription.Listener listener);
}
