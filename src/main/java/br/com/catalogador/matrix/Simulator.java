package br.com.catalogador.matrix;

import br.com.catalogador.strategy.Counter;
import br.com.catalogador.strategy.Counts;
import java.util.Arrays;
import java.util.List;

/**
 * Simulates markets of a run, one asset at a time, so that a thread may do other work between two
 * {@linkplain #step() steps}. Several simulators of a run share its markets, each on its own
 * thread; one simulator is not thread-safe.
 */
public final class Simulator {
  /** Most first entries whose p-values are kept; of more they are computed each time. */
  private static final int MOST_KEPT = 2000;

  private final MatrixRun run;
  private final List<Counter> counters;

  /** For each number of first entries the p-values by wins, computed when first needed. */
  private final double[][] tails = new double[MOST_KEPT + 1][];

  private int market = -1;
  private int asset;
  private double least;

  /** For each cell the longest losing streak in the market. */
  private final int[] streaks;

  private int asGood;

  Simulator(MatrixRun run) {
    this.run = run;
    this.counters = run.counters();
    this.streaks = new int[run.assets().size() * counters.size()];
  }

  /**
   * Simulates one asset of a market.
   *
   * @return false if there was nothing left to do. Once every simulator of a run has said so, and
   *     the thread that asks for the result has seen it, the run has its result.
   */
  public boolean step() {
    if (market < 0) {
      market = run.takeMarket();
      if (market < 0) {
        return false;
      }
      asset = 0;
      least = 1;
      asGood = 0;
    }
    simulate(run.assets().get(asset), asset * counters.size());
    asset++;
    if (asset == run.assets().size()) {
      run.finish(market, least, asGood, countsStreaks() ? streaks : new int[0]);
      market = -1;
    }
    return true;
  }

  /** They take time, and their mean is known from fewer markets. */
  private boolean countsStreaks() {
    return market < MatrixSettings.MIN_SIMULATIONS;
  }

  private void simulate(CountedAsset of, int firstCell) {
    long seed = mixed(run.seed() + market);
    CountedAsset.Simulated simulated = of.simulated(word -> mixed(seed ^ mixed(word)));
    for (int strategy = 0; strategy < counters.size(); strategy++) {
      Counts counts = simulated.count(strategy, counters.get(strategy), countsStreaks());
      streaks[firstCell + strategy] = counts.longestLossStreak();
      if (counts.firstOperations() >= run.settings().minOperations()) {
        least = Math.min(least, tail(counts.firstWins(), counts.firstOperations()));
      }
      asGood += run.isAsGoodAsTheBest(counts) ? 1 : 0;
    }
  }

  private double tail(int wins, int operations) {
    if (operations > MOST_KEPT) {
      return FirstEntry.pValue(wins, operations);
    }
    double[] ofOperations = tails[operations];
    if (ofOperations == null) {
      ofOperations = new double[operations + 1];
      Arrays.fill(ofOperations, -1);
      tails[operations] = ofOperations;
    }
    if (ofOperations[wins] < 0) {
      ofOperations[wins] = FirstEntry.pValue(wins, operations);
    }
    return ofOperations[wins];
  }

  /**
   * The finalizer of SplitMix64: numbers that differ give words that look unrelated.
   *
   * @see <a href="https://doi.org/10.1145/2660193.2660195">G. L. Steele, D. Lea and C. H. Flood
   *     (2014), Fast splittable pseudorandom number generators</a>
   */
  private static long mixed(long number) {
    long z = number * 0x9E3779B97F4A7C15L + 0x9E3779B97F4A7C15L;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }
}
