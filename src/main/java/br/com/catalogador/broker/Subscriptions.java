package br.com.catalogador.broker;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The subscriptions of a link, which outlive its sockets: a topic is subscribed to once on each
 * socket, however many listeners it has. Confined to the link's event loop.
 */
final class Subscriptions {
  private final Supplier<Optional<PolariumSocket>> ready;
  private final List<Subscription> all = new ArrayList<>();

  /**
   * @param ready the authenticated socket; empty while there is none
   */
  Subscriptions(Supplier<Optional<PolariumSocket>> ready) {
    this.ready = ready;
  }

  Subscription add(PushTopic topic, Subscription.Listener listener) {
    boolean first = !isSubscribed(topic);
    Subscription subscription = new Subscription(this::remove, topic, listener);
    all.add(subscription);
    if (first) {
      ready.get().ifPresent(socket -> socket.subscribe(topic));
    }
    return subscription;
  }

  private void remove(Subscription subscription) {
    PushTopic topic = subscription.topic();
    if (all.remove(subscription) && !isSubscribed(topic)) {
      ready.get().ifPresent(socket -> socket.unsubscribe(topic));
    }
  }

  private boolean isSubscribed(PushTopic topic) {
    return all.stream().anyMatch(other -> other.topic().equals(topic));
  }

  /** Subscribes to all topics on a new socket. */
  void restoreOn(PolariumSocket opened) {
    all.stream().map(Subscription::topic).distinct().forEach(opened::subscribe);
  }

  /** Tells the listeners that pushes come again. */
  void restored() {
    all.forEach(subscription -> subscription.listener().restored());
  }

  /** Passes a push to the listeners of its topic; returns false if there is none. */
  boolean pushed(Frame frame) {
    boolean used = false;
    for (Subscription subscription : List.copyOf(all)) {
      if (subscription.matches(frame)) {
        subscription.listener().pushed(frame.msgObject());
        used = true;
      }
    }
    return used;
  }
}
