package br.com.catalogador.support;

import io.vertx.core.Vertx;

/**
 * Runs an action at most once per interval. The first request runs it at once; requests within the
 * interval run it once at its end (trailing edge), so the action always sees the last change.
 * Confined to one event loop.
 */
public final class Throttle {
  private static final long NONE = -1;

  private final Vertx vertx;
  private final long intervalMillis;
  private final Runnable action;
  private long timer = NONE;
  private boolean requested;

  public Throttle(Vertx vertx, long intervalMillis, Runnable action) {
    this.vertx = vertx;
    this.intervalMillis = intervalMillis;
    this.action = action;
  }

  /** Requests the action: now, or at the end of the current interval. */
  public void request() {
    if (timer == NONE) {
      run();
    } else {
      requested = true;
    }
  }

  /** Runs the action now, and starts a new interval. */
  public void runNow() {
    close();
    run();
  }

  private void run() {
    requested = false;
    timer = vertx.setTimer(intervalMillis, ignored -> intervalOver());
    action.run();
  }

  private void intervalOver() {
    timer = NONE;
    if (requested) {
      run();
    }
  }

  /** Cancels a requested action. */
  public void close() {
    vertx.cancelTimer(timer);
    timer = NONE;
    requested = false;
  }
}
