package br.com.catalogador.broker;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/**
 * The broker's clock, as its {@code timeSync} frames tell it: the only clock that decides whether a
 * candle has closed. Used on one event loop.
 */
public final class BrokerClock {
  /** Further than this no clock goes wrong between two of the broker's messages. */
  static final long LEAP_MILLIS = 300_000;

  /** The year 2286; beyond it lie times in other units. */
  private static final long LAST_MILLIS = 9_999_999_999_999L;

  private static final long NO_LEAP = Long.MAX_VALUE;

  private final InstantSource local;
  private final Promise<Void> firstSync = Promise.promise();
  private long offsetMillis;
  private long heardAt;
  private long toldAt;
  private long leapOffset;
  private long leaptTo = NO_LEAP;

  BrokerClock(InstantSource local) {
    this.local = local;
    this.toldAt = local.millis();
  }

  /**
   * Takes the time that the broker tells. After the first, one that leaps away from what the clock
   * shows, forward or back, is believed once the next one follows on it: a single broken frame must
   * not make candles close that have not, for everybody who shares them.
   *
   * @return whether it is a time at all
   */
  boolean sync(long brokerMillis) {
    if (brokerMillis <= 0 || brokerMillis > LAST_MILLIS) {
      return false;
    }
    heardAt = local.millis();
    toldAt = heardAt;
    long offset = brokerMillis - heardAt;
    boolean first = !firstSync.future().isComplete();
    boolean follows = brokerMillis > leaptTo && Math.abs(offset - leapOffset) <= LEAP_MILLIS;
    if (first || follows || Math.abs(offset - offsetMillis) <= LEAP_MILLIS) {
      offsetMillis = offset;
      leaptTo = NO_LEAP;
      firstSync.tryComplete();
    } else {
      leapOffset = offset;
      leaptTo = brokerMillis;
    }
    return true;
  }

  /** Nothing will be heard any more: whoever waits for the first time told is told so. */
  void end() {
    firstSync.tryFail("the link has ended");
  }

  /** Begins a silence: nothing has been heard on a new connection yet. */
  void startListening() {
    heardAt = local.millis();
  }

  /** Milliseconds of this machine's clock since the broker last told its time. */
  long silentMillis() {
    return local.millis() - heardAt;
  }

  /**
   * Milliseconds of this machine's clock since the broker last told its time on any connection;
   * since the link was made when it never has.
   */
  public long ageMillis() {
    return local.millis() - toldAt;
  }

  /** Broker's time in epoch milliseconds; this machine's until the first {@code timeSync}. */
  public long millis() {
    return local.millis() + offsetMillis;
  }

  /** Broker's time in whole epoch seconds. */
  public long seconds() {
    return Math.floorDiv(millis(), 1000L);
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
    return firstSync.future().isComplete()
        ? firstSync.future()
        : firstSync.future().timeout(limit.toMillis(), TimeUnit.MILLISECONDS);
  }
}
