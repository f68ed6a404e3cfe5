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
  private final InstantSource local;
  private final Promise<Void> firstSync = Promise.promise();
  private long offsetMillis;
  private long heardAt;

  BrokerClock(InstantSource local) {
    this.local = local;
  }

  void sync(long brokerMillis) {
    heardAt = local.millis();
    offsetMillis = brokerMillis - heardAt;
    firstSync.tryComplete();
  }

  /** Begins a silence: nothing has been heard on a new connection yet. */
  void startListening() {
    heardAt = local.millis();
  }

  /** Milliseconds of this machine's clock since the broker last told its time. */
  long silentMillis() {
    return local.millis() - heardAt;
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

  /** Completes with the first {@code timeSync}; times out when it does not come within a limit. */
  public Future<Void> known(Duration limit) {
    return firstSync.future().isComplete()
        ? firstSync.future()
        : firstSync.future().timeout(limit.toMillis(), TimeUnit.MILLISECONDS);
  }
}
