package br.com.catalogador.support;

import io.vertx.core.Vertx;

/**
 * Lets something happen at once when it has not happened for a while, and otherwise once that while
 * is over, so that what it tells last is always the last. Confined to one event loop.
 */
public final class Throttle {
  private static final long NONE = -1;

  private final Vertx vertx;
  private final long pauseMillis;
  private final Runnable action;
  private long timer = NONE;
  private boolean due;

  public Throttle(Vertx vertx, long pauseMillis, Runnable action) {
    this.vertx = vertx;
    this.pauseMillis = pauseMillis;
    this.action = action;
  }

  /** There is something new. */
  public void changed() {
    if (timer == NONE) {
      act();
    } else {
      due = true;
    }
  }

  /** There is something new that does not wait. */
  public void now() {
    close();
    act();
  }

  private void act() {
    due = false;
    timer = vertx.setTimer(pauseMillis, over -> pauseOver());
    action.run();
  }

  private void pauseOver() {
    timer = NONE;
    if (due) {
      act();
    }
  }

  /** What is due does not happen any more. */
  public void close() {
    vertx.cancelTimer(timer);
    timer = NONE;
    due = false;
  }
}
