package br.com.catalogador.broker;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/**
 * The broker's clock, as one link hears it, and how much of it the broker's candles have shown.
 * Between two messages it counts on with a clock that never steps. A step of the broker's clock is
 * believed only when three {@code timeSync} in a row agree and the candles say so too: candles that
 * close early close for everybody who shares them. Used on one event loop.
 */
public final class BrokerClock {
  /** Further than this no clock goes wrong between two of the broker's messages. */
  static final long STEP_MILLIS = 2_000;

  /** So many frames in a row that agree may be the broker's new time. */
  private static final int TOLD_TO_BELIEVE = 3;

  /** Prices come every second, and take a moment. */
  private static final long SHOWN_LATE_MILLIS = 3_000;

  /** How long the newest price counts as the time; a quiet asset beside a busy one shows less. */
  private static final long QUIET_MILLIS = 5_000;

  /** The year 2286; beyond it lie times in other units. */
  private static final long LAST_MILLIS = 9_999_999_999_999L;

  private static final long NEVER = Long.MIN_VALUE;

  private final InstantSource steady;
  private final Promise<Void> firstSync = Promise.promise();
  private long offsetMillis;
  private long heardAt;
  private long toldAt;
  private long stepOffset;
  private int stepTold;

  /** The most that the broker's candles have been ahead of this machine: what is shown for sure. */
  private long shownOffset = NEVER;

  /** The same of late, whether or not the clock agrees. */
  private long recentOffset = NEVER;

  private long recentAt;

  /**
   * @param steady this machine's time; must never step
   */
  BrokerClock(InstantSource steady) {
    this.steady = steady;
    this.toldAt = steady.millis();
  }

  /**
   * Takes the time that the broker tells in {@code timeSync}. The first one is believed, later ones
   * while they go on from there; see the class for those that do not.
   *
   * @return whether it is a time at all
   */
  boolean sync(long brokerMillis) {
    if (brokerMillis <= 0 || brokerMillis > LAST_MILLIS) {
      return false;
    }
    heardAt = steady.millis();
    toldAt = heardAt;
    long offset = brokerMillis - heardAt;
    if (!isKnown() || Math.abs(offset - offsetMillis) <= STEP_MILLIS) {
      offsetMillis = offset;
      stepTold = 0;
      firstSync.tryComplete();
    } else {
      stepTold = stepTold > 0 && Math.abs(offset - stepOffset) <= STEP_MILLIS ? stepTold + 1 : 1;
      stepOffset = offset;
      stepIfShown();
    }
    return true;
  }

  /**
   * Takes the time of a price that has just come, of whichever asset.
   *
   * @param brokerMillis epoch milliseconds
   */
  void shown(long brokerMillis) {
    long now = steady.millis();
    long offset = brokerMillis - now;
    if (offset <= offsetMillis + STEP_MILLIS && isKnown()) {
      shownOffset = Math.max(shownOffset, offset);
    }
    if (recentOffset == NEVER || offset >= recentOffset || now - recentAt > QUIET_MILLIS) {
      recentOffset = offset;
      recentAt = now;
      stepIfShown();
    }
  }

  private void stepIfShown() {
    boolean isShown =
        recentOffset != NEVER
            && steady.millis() - recentAt <= QUIET_MILLIS
            && recentOffset <= stepOffset + STEP_MILLIS
            && recentOffset >= stepOffset - SHOWN_LATE_MILLIS;
    if (stepTold >= TOLD_TO_BELIEVE && isShown) {
      offsetMillis = stepOffset;
      stepTold = 0;
      boolean wasAhead = shownOffset > stepOffset + STEP_MILLIS;
      shownOffset = wasAhead ? recentOffset : Math.max(shownOffset, recentOffset);
    }
  }

  /** Whether the broker tells another time, of which only its candles can say what is true. */
  public boolean isInDoubt() {
    return stepTold >= TOLD_TO_BELIEVE && steady.millis() - recentAt > QUIET_MILLIS;
  }

  private boolean isKnown() {
    return firstSync.future().isComplete();
  }

  /** Nothing will be heard any more: whoever waits for the first time told is told so. */
  void end() {
    firstSync.tryFail("the link has ended");
  }

  /** Begins a silence: nothing has been heard on a new connection yet. */
  void startListening() {
    heardAt = steady.millis();
  }

  /** Milliseconds of this machine's clock since the broker last told its time. */
  long silentMillis() {
    return steady.millis() - heardAt;
  }

  /**
   * Milliseconds of this machine's clock since the broker last told its time on any connection;
   * since the link was made when it never has.
   */
  public long ageMillis() {
    return steady.millis() - toldAt;
  }

  /** Broker's time in epoch milliseconds; this machine's until the first {@code timeSync}. */
  public long millis() {
    return steady.millis() + offsetMillis;
  }

  /** Broker's time in whole epoch seconds. */
  public long seconds() {
    return Math.floorDiv(millis(), 1000L);
  }

  /**
   * The latest time that the broker may mean: the one it tells of late, believed or not, when that
   * is ahead. In whole epoch seconds.
   */
  long latestSeconds() {
    long ahead = stepTold > 0 ? Math.max(0, stepOffset - offsetMillis) : 0;
    return Math.floorDiv(millis() + ahead, 1000L);
  }

  /**
   * Whole epoch seconds that the broker's time has certainly reached, as its candles have shown and
   * the time that has passed since; 0 when they have shown nothing yet. Never ahead of {@link
   * #seconds}.
   */
  public long shownSeconds() {
    return shownOffset == NEVER
        ? 0
        : Math.max(0, Math.floorDiv(steady.millis() + Math.min(shownOffset, offsetMillis), 1000L));
  }

  /** Broker's clock minus this machine's, in milliseconds. */
  public long offsetMillis() {
    return offsetMillis;
  }

  /**
   * Completes with the first {@code timeSync}; fails when it does not come within a limit, or will
   * not come at all.
   */
  public Future<Void> known(Duration limit) {
    return isKnown()
        ? firstSync.future()
        : firstSync.future().timeout(limit.toMillis(), TimeUnit.MILLISECONDS);
  }
}
