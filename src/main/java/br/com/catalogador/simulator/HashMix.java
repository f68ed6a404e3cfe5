package br.com.catalogador.simulator;

/** Hash function used as the simulator's only source of randomness. Pure. */
final class HashMix {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private HashMix() {}

  /** A 64-bit hash of both numbers; similar inputs give unrelated results. */
  static long of(long seed, long number) {
    long bits = seed + number * GOLDEN_GAMMA;
    bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
    return bits ^ (bits >>> 31);
  }

  /** A hash of both numbers within {@code [0, bound)}; {@code bound} must be positive. */
  static int below(int bound, long seed, long number) {
    return (int) (((of(seed, number) >>> 32) * bound) >>> 32);
  }
}
