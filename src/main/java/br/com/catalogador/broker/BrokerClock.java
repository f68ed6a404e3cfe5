package br.com.catalogador.broker;

import br.com.catalogador.support.ContextPromise;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/**
 * The broker's clock as seen by one link: the last {@code timeSync}, advanced between messages by a
 * local clock that never steps. It also keeps the <em>shown</em> time, the latest time that the
 * broker's candles prove with their prices. A step of the broker's clock is accepted only if three
 * consecutive {@code timeSync} agree on it and the prices confirm it, because a wrong clock closes
 * candles early for every user who shares them. Confined to one event loop.
 */
public final class BrokerClock {
  /** A larger difference between two messages is a step, not drift or delay. */
  static final long STEP_MILLIS = 2_000;

  /** Consecutive {@code timeSync} frames that must agree on a step. */
  private static final int FRAMES_TO_ACCEPT_STEP = 3;

  /** Prices come once a second and arrive with some delay. */
  private static final long MAX_PRICE_DELAY_MILLIS = 3_000;

  /**
   * How long the newest price counts as the current time; a quiet asset proves less than a busy
   * one.
   */
  private static final long PRICE_VALID_MILLIS = 5_000;

  /** The year 2286; larger numbers are in another unit. */
  private static final long LAST_MILLIS = 9_999_999_999_999L;

  private static final long NEVER = Long.MIN_VALUE;

  private final InstantSource steady;
  private final Promise<Void> firstSync = Promise.promise();
  private long offsetMillis;
  private long lastSyncAt;
  private long stepOffset;
  private int stepFrames;

  /** The largest offset of price times to the local clock within the accepted broker time. */
  private long shownOffset = NEVER;

  /** The largest recent offset, whether or not it agrees with the accepted broker time. */
  private long recentOffset = NEVER;

  private long recentAt;

  private Runnable stepped = () -> {};

  /**
   * @param steady the local clock; must never step
   */
  BrokerClock(InstantSource steady) {
    this.steady = steady;
    this.lastSyncAt = steady.millis();
  }

  /** Sets the listener that is called on the event loop after each believed step. */
  void onStep(Runnable listener) {
    stepped = listener;
  }

  /**
   * Handles a {@code timeSync}. The first one is accepted, later ones if they are within {@link
   * #STEP_MILLIS} of the expected time; a step is accepted as described at the class.
   *
   * @param brokerMillis epoch milliseconds
   * @return false if the value is not a plausible time
   */
  boolean sync(long brokerMillis) {
    if (brokerMillis <= 0 || brokerMillis > LAST_MILLIS) {
      return false;
    }
    lastSyncAt = steady.millis();
    long offset = brokerMillis - lastSyncAt;
    if (!isKnown() || Math.abs(offset - offsetMillis) <= STEP_MILLIS) {
      offsetMillis = offset;
      stepFrames = 0;
      firstSync.tryComplete();
    } else {
      stepFrames =
          stepFrames > 0 && Math.abs(offset - stepOffset) <= STEP_MILLIS ? stepFrames + 1 : 1;
      stepOffset = offset;
      stepIfConfirmed();
    }
    return true;
  }

  /**
   * Handles the time of a price of any asset that has just arrived.
   *
   * @param brokerMillis epoch milliseconds
   */
  void notePrice(long brokerMillis) {
    long now = steady.millis();
    long offset = brokerMillis - now;
    if (offset <= offsetMillis + STEP_MILLIS && isKnown()) {
      shownOffset = Math.max(shownOffset, offset);
    }
    if (recentOffset == NEVER || offset >= recentOffset || now - recentAt > PRICE_VALID_MILLIS) {
      recentOffset = offset;
      recentAt = now;
      stepIfConfirmed();
    }
  }

  private void stepIfConfirmed() {
    boolean isConfirmed =
        recentOffset != NEVER
            && steady.millis() - recentAt <= PRICE_VALID_MILLIS
            && recentOffset <= stepOffset + STEP_MILLIS
            && recentOffset >= stepOffset - MAX_PRICE_DELAY_MILLIS;
    if (stepFrames >= FRAMES_TO_ACCEPT_STEP && isConfirmed) {
      offsetMillis = stepOffset;
      stepFrames = 0;
      boolean wasAhead = shownOffset > stepOffset + STEP_MILLIS;
      shownOffset = wasAhead ? recentOffset : Math.max(shownOffset, recentOffset);
      stepped.run();
    }
  }

  /** Whether the broker insists on a stepped time that no recent price confirms or refutes. */
  public boolean isInDoubt() {
    return stepFrames >= FRAMES_TO_ACCEPT_STEP && steady.millis() - recentAt > PRICE_VALID_MILLIS;
  }

  private boolean isKnown() {
    return firstSync.future().isComplete();
  }

  /** Fails {@link #known} if no time was received; called when the link has ended. */
  void end() {
    firstSync.tryFail("the link has ended");
  }

  /**
   * Local milliseconds since the last {@code timeSync} on any connection; since the link was
   * created if there was none.
   */
  public long ageMillis() {
    return steady.millis() - lastSyncAt;
  }

  /** The broker's time in epoch milliseconds; the local time until the first {@code timeSync}. */
  public long millis() {
    return steady.millis() + offsetMillis;
  }

  /** The broker's time in whole epoch seconds. */
  public long seconds() {
    return Math.floorDiv(millis(), 1000L);
  }

  /**
   * The latest time that may be right, in whole epoch seconds: a pending step that is not accepted
   * yet counts if it is ahead.
   */
  long latestSeconds() {
    long ahead = stepFrames > 0 ? Math.max(0, stepOffset - offsetMillis) : 0;
    return Math.floorDiv(millis() + ahead, 1000L);
  }

  /**
   * The broker time that is proven, in whole epoch seconds: the latest price time plus the local
   * time elapsed since; 0 before the first price. Never ahead of {@link #seconds}.
   */
  public long shownSeconds() {
    return shownOffset == NEVER
        ? 0
        : Math.max(0, Math.floorDiv(steady.millis() + Math.min(shownOffset, offsetMillis), 1000L));
  }

  /** The broker's clock minus the local clock, in milliseconds. */
  public long offsetMillis() {
    return offsetMillis;
  }

  /**
   * Completes with the first {@code timeSync}; fails if none arrives within the limit or before the
   * link ends.
   */
  public Future<Void> known(Duration limit) {
    return isKnown()
        ? firstSync.future()
        : ContextPromise.follow(firstSync.future())
            .timeout(limit.toMillis(), TimeUnit.MILLISECONDS);
  }
}
