package br.com.catalogador.broker;

import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;

/** Part taken in a topic, until it is closed. Confined to the link's event loop. */
public final class Subscription {
  private final Consumer<Subscription> ending;
  private final PushTopic topic;
  private final Listener listener;

  /** Whoever takes part. Called on the link's event loop. */
  interface Listener {
    /** The broker tells something; may be about another asset, for it broadcasts. */
    void pushed(JsonObject msg);

    /** The topic goes on after a loss; what was told meanwhile has been missed. */
    default void restored() {}
  }

  /**
   * @param ending called when it is closed
   */
  Subscription(Consumer<Subscription> ending, PushTopic topic, Listener listener) {
    this.ending = ending;
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

  /** Takes part no more. */
  public void close() {
    ending.accept(this);
  }
}
