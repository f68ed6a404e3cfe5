package br.com.catalogador.simulator;

import java.time.Duration;

/**
 * How a simulator behaves.
 *
 * @param port to listen on, on the loopback address; 0 for any free one
 * @param seed of the market; equal seeds quote equal prices
 * @param latency by which every answer is late, over HTTP and on sockets; not negative
 */
public record SimulatorOptions(int port, long seed, Duration latency) {
  private static final long DEFAULT_SEED = 1;

  /**
   * @throws IllegalArgumentException if the port is not within 0 to 65535 or the latency negative
   */
  public SimulatorOptions {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be within 0 to 65535, not " + port);
    }
    if (latency.isNegative()) {
      throw new IllegalArgumentException("latency must not be negative, not " + latency);
    }
  }

  /** Any free port, the usual market, no latency. */
  public static SimulatorOptions defaults() {
    return new SimulatorOptions(0, DEFAULT_SEED, Duration.ZERO);
  }

  public SimulatorOptions withSeed(long newSeed) {
    return new SimulatorOptions(port, newSeed, latency);
  }

  public SimulatorOptions withLatency(Duration newLatency) {
    return new SimulatorOptions(port, seed, newLatency);
  }
}
