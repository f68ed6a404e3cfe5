package br.com.catalogador.broker;

import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;

/** A subscription to a topic. Confined to the link's event loop. */
public final class Subscription {
  private final Consumer<Subscription> onClose;
  private final PushTopic topic;
  private final Listener listener;

  /** Receives the pushes of a topic, on the link's event loop. */
  interface Listener {
    /** A push of the topic. It may be about another asset, because the broker broadcasts. */
    void pushed(JsonObject msg);

    /** The subscription has been restored after a reconnection; pushes in between are lost. */
    default void restored() {}
  }

  /**
   * @param onClose called by {@link #close}
   */
  Subscription(Consumer<Subscription> onClose, PushTopic topic, Listener listener) {
    this.onClose = onClose;
    this.topic = topic;
    this.listener = listener;
  }

  PushTopic topic() {
    return topic;
  }

  Listener listener() {
    return listener;
  }

  boolean matches(Frame frame) {
    return frame.name().equals(topic.pushName());
  }

  /** Ends the subscription. */
  public void close() {
    onClose.accept(this);
  }
}
