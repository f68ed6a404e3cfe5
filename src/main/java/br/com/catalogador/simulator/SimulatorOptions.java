package br.com.catalogador.simulator;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * Start options of a simulator.
 *
 * @param port port on the loopback address; 0 for any free one
 * @param seed seed of the market; equal seeds quote equal prices
 * @param alwaysOpen whether no asset ever closes, instead of each having its trading hours
 * @param latency delay of every answer, over HTTP and on sockets; not negative
 * @param jitter maximum random delay added to it; not negative
 * @param faults other initial faults, as the JSON text accepted by {@code POST /control/faults}
 */
public record SimulatorOptions(
    int port, long seed, boolean alwaysOpen, Duration latency, Duration jitter, String faults) {
  /** Incremented with each change of the code that changes a price or an hour of trading. */
  static final int MARKET_VERSION = 1;

  public static final long DEFAULT_SEED = 1;

  private static final String NO_FAULTS = "{}";

  /**
   * @throws IllegalArgumentException if the port is not within 0 to 65535, a duration negative, or
   *     {@code faults} is not a JSON object
   */
  public SimulatorOptions {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be within 0 to 65535, not " + port);
    }
    if (latency.isNegative() || jitter.isNegative()) {
      throw new IllegalArgumentException("latency and jitter must not be negative");
    }
    try {
      new JsonObject(faults);
    } catch (DecodeException e) {
      throw new IllegalArgumentException("faults must be a JSON object", e);
    }
  }

  /** A market with trading hours, without latency and faults. */
  public SimulatorOptions(int port, long seed) {
    this(port, seed, false, Duration.ZERO, Duration.ZERO, NO_FAULTS);
  }

  /** Any free port, the default seed, no latency. */
  public static SimulatorOptions defaults() {
    return new SimulatorOptions(0, DEFAULT_SEED);
  }

  /** Names the market: equal names quote equal prices, also with other versions of this program. */
  public String market() {
    return seed + "-v" + MARKET_VERSION + (alwaysOpen ? "-open" : "");
  }

  public SimulatorOptions withSeed(long newSeed) {
    return new SimulatorOptions(port, newSeed, alwaysOpen, latency, jitter, faults);
  }

  public SimulatorOptions withAlwaysOpen(boolean newAlwaysOpen) {
    return new SimulatorOptions(port, seed, newAlwaysOpen, latency, jitter, faults);
  }

  public SimulatorOptions withLatency(Duration newLatency) {
    return new SimulatorOptions(port, seed, alwaysOpen, newLatency, jitter, faults);
  }

  public SimulatorOptions withJitter(Duration newJitter) {
    return new SimulatorOptions(port, seed, alwaysOpen, latency, newJitter, faults);
  }

  public SimulatorOptions withFaults(String newFaults) {
    return new SimulatorOptions(port, seed, alwaysOpen, latency, jitter, newFaults);
  }

  /** All initial faults, latency and jitter included. */
  JsonObject faultsAtStart() {
    return new JsonObject()
        .put("latency", latency.toMillis())
        .put("jitter", jitter.toMillis())
        .mergeIn(new JsonObject(faults));
  }
}
