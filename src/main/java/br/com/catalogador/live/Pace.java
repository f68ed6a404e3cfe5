package br.com.catalogador.live;

import io.vertx.core.Vertx;
import java.util.function.Consumer;

/**
 * Lets values through at most once a second; of those that come faster only the newest, once its
 * second begins. Lives on one event loop.
 */
final class Pace<T> {
  private static final long MILLIS = 1_000;
  private static final long NONE = -1;

  private final Vertx vertx;
  private final Consumer<T> taker;
  private T held;
  private long timer = NONE;

  Pace(Vertx vertx, Consumer<T> taker) {
    this.vertx = vertx;
    this.taker = taker;
  }

  void offer(T value) {
    held = value;
    if (timer == NONE) {
      pass();
    }
  }

  private void pass() {
    T passing = held;
    held = null;
    timer = vertx.setTimer(MILLIS, second -> next());
    taker.accept(passing);
  }

  private void next() {
    timer = NONE;
    if (held != null) {
      pass();
    }
  }

  /** Forgets the value that still waits. */
  void drop() {
    held = null;
  }

  /** Lets nothing through any more. */
  void close() {
    vertx.cancelTimer(timer);
    timer = NONE;
    held = null;
  }
}
