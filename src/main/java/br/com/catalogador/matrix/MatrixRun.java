package br.com.catalogador.matrix;

import br.com.catalogador.stats.Holm;
import br.com.catalogador.stats.Money;
import br.com.catalogador.stats.Normal;
import br.com.catalogador.strategy.Counter;
import br.com.catalogador.strategy.Counts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes a matrix: counts its cells at once, simulates markets step by step, and then gives the
 * result.
 *
 * <pre>
 * MatrixRun run = MatrixRun.of(settings, assets);
 * Simulator simulator = run.simulator(); // on each thread that takes part
 * while (simulator.step()) {}
 * Matrix matrix = run.result(MatrixOrder.EVIDENCE);
 * </pre>
 *
 * <p><b>Family-wise p-value.</b> The null hypothesis is that every candle's color is a fair coin.
 * One simulated market takes one random sign for each candle time, the same for all assets, and
 * swaps green and red where it is minus; dojis and gaps stay, and with them how cells overlap and
 * assets move together. With m(b) the least first-entry p-value in market b of B, over cells with
 * enough first entries, this is the single-step minP correction:
 *
 * <pre>
 * familyP(cell) = (1 + #{b : m(b) ≤ p(cell)·(1 + 10⁻⁹)}) / (1 + B)
 * </pre>
 *
 * <p><b>Operations needed</b> of n first entries with rate r among K cells, z(q) being the normal
 * quantile: max(n, ⌈(z(1 − 0.05/K) / (2·(r − 0.5)))²⌉).
 *
 * @see <a href="https://www.wiley.com/en-us/9780471557616">P. H. Westfall and S. S. Young (1993),
 *     Resampling-Based Multiple Testing</a>
 */
public final class MatrixRun {
  private static final double SAME_P = 1 + 1e-9;
  private static final double LEVEL = 0.05;

  private final MatrixSettings settings;
  private final List<CountedAsset> assets;
  private final List<Cell> cells = new ArrayList<>();
  private final long seed;

  /** The cell with the best rate; null if none has enough operations. */
  private final Counts best;

  private final AtomicInteger next = new AtomicInteger();

  /** For each simulated market the least p-value, and the cells with at least the best rate. */
  private final double[] least;

  private final int[] asGood;

  /** For each cell the sum of the longest losing streaks of the first markets. */
  private final long[] streakSums;

  private MatrixRun(MatrixSettings settings, List<CountedAsset> assets) {
    this.settings = settings;
    this.assets = assets;
    this.seed =
        assets.stream().mapToLong(CountedAsset::fingerprint).reduce(1, (a, b) -> 31 * a + b);
    List<Counter> counters = counters();
    for (CountedAsset asset : assets) {
      for (int place = 0; place < counters.size(); place++) {
        cells.add(cell(asset, place, asset.count(place, counters.get(place))));
      }
    }
    this.best =
        cells.stream()
            .map(Cell::counts)
            .filter(this::hasEnoughOperations)
            .reduce(null, (a, b) -> a == null || isBetter(b, a) ? b : a);
    this.least = new double[settings.simulationsFor(assets.size())];
    this.asGood = new int[least.length];
    this.streakSums = new long[cells.size()];
  }

  /**
   * Counts the cells.
   *
   * @param assets in any order
   * @throws IllegalArgumentException if two assets have the same symbol, or one has candles of
   *     another timeframe
   */
  public static MatrixRun of(MatrixSettings settings, List<MatrixAsset> assets) {
    if (assets.stream().map(MatrixAsset::symbol).distinct().count() < assets.size()) {
      throw new IllegalArgumentException("assets must have different symbols");
    }
    List<Counter> counters = settings.counters();
    return new MatrixRun(
        settings,
        assets.stream()
            .sorted(Comparator.comparing(MatrixAsset::symbol))
            .map(asset -> CountedAsset.of(asset, settings.conditions(), counters))
            .toList());
  }

  /**
   * Counts the cells of assets that have been prepared, each on its own, with the same settings.
   *
   * @param assets in any order, with different symbols
   */
  public static MatrixRun ofCounted(MatrixSettings settings, List<CountedAsset> assets) {
    return new MatrixRun(
        settings, assets.stream().sorted(Comparator.comparing(CountedAsset::symbol)).toList());
  }

  /** The number of simulated markets, see {@link MatrixSettings#simulationsFor}. */
  public int simulations() {
    return least.length;
  }

  /** A simulator for one thread. */
  public Simulator simulator() {
    return new Simulator(this);
  }

  /** The matrix, once all markets are simulated. */
  public Matrix result(MatrixOrder order) {
    double[] pValues =
        cells.stream()
            .map(cell -> cell.first().pValue())
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .toArray();
    double[] holm = Holm.adjusted(pValues);
    List<Cell> judged = new ArrayList<>();
    int compared = 0;
    for (int i = 0; i < cells.size(); i++) {
      Cell cell = cells.get(i);
      boolean hasEntries = cell.first().operations() > 0;
      judged.add(
          judged(cell, hasEntries ? holm[compared++] : null, holm.length, simulatedStreak(i)));
    }
    return new Matrix(judged, byLuck(), least.length).in(order, settings.minOperations());
  }

  private Cell cell(CountedAsset asset, int place, Counts counts) {
    return new Cell(
        asset.symbol(),
        settings.strategies().get(place),
        place,
        counts,
        FirstEntry.of(counts.firstOperations(), counts.firstWins()),
        null,
        null,
        null,
        null,
        asset.plan() == null ? null : Money.profitPerCycle(counts, asset.plan()));
  }

  private Double simulatedStreak(int cell) {
    int markets = Math.min(least.length, MatrixSettings.MIN_SIMULATIONS);
    synchronized (streakSums) {
      return markets == 0 ? null : (double) streakSums[cell] / markets;
    }
  }

  private Cell judged(Cell cell, Double holm, int compared, Double simulatedStreak) {
    return new Cell(
        cell.asset(),
        cell.strategy(),
        cell.place(),
        cell.counts(),
        cell.first(),
        holm,
        familyP(cell.first()),
        operationsNeeded(cell.first(), compared),
        simulatedStreak,
        cell.profitPerCycle());
  }

  private Double familyP(FirstEntry first) {
    if (least.length == 0 || first.operations() < settings.minOperations()) {
      return null;
    }
    int asSmall = 0;
    for (double p : least) {
      asSmall += p <= first.pValue() * SAME_P ? 1 : 0;
    }
    return (1.0 + asSmall) / (1.0 + least.length);
  }

  private static Long operationsNeeded(FirstEntry first, int compared) {
    if (first.operations() == 0 || first.rate() <= FirstEntry.CHANCE) {
      return null;
    }
    double z = Normal.quantile(1 - LEVEL / compared);
    double root = z / (2 * (first.rate() - FirstEntry.CHANCE));
    return Math.max(first.operations(), (long) Math.ceil(root * root));
  }

  private ByLuck byLuck() {
    if (best == null) {
      return null;
    }
    int count = 0;
    for (Cell cell : cells) {
      count += isAsGoodAsTheBest(cell.counts()) ? 1 : 0;
    }
    double sum = 0;
    for (int cellsOfMarket : asGood) {
      sum += cellsOfMarket;
    }
    return new ByLuck(
        (double) best.wins() / best.operations(),
        count,
        asGood.length == 0 ? null : sum / asGood.length);
  }

  /** Whether counts of enough operations have at least the best rate of the matrix. */
  boolean isAsGoodAsTheBest(Counts counts) {
    return best != null && hasEnoughOperations(counts) && !isBetter(best, counts);
  }

  private boolean hasEnoughOperations(Counts counts) {
    return counts.operations() >= settings.minOperations();
  }

  /** Whether the rate of {@code a} is higher, in whole numbers. */
  private static boolean isBetter(Counts a, Counts b) {
    return (long) a.wins() * b.operations() > (long) b.wins() * a.operations();
  }

  MatrixSettings settings() {
    return settings;
  }

  List<CountedAsset> assets() {
    return assets;
  }

  long seed() {
    return seed;
  }

  /** Counters of one's own, in the order of the strategies. */
  List<Counter> counters() {
    return settings.counters();
  }

  /** The number of a market that nobody has taken yet; -1 if there is none. */
  int takeMarket() {
    int market = assets.isEmpty() ? least.length : next.getAndIncrement();
    return market < least.length ? market : -1;
  }

  /** For each simulated market the number of cells with at least the best rate. */
  int[] asGood() {
    return asGood.clone();
  }

  void finish(int market, double leastP, int cellsAsGood, int[] streaks) {
    least[market] = leastP;
    asGood[market] = cellsAsGood;
    synchronized (streakSums) {
      for (int cell = 0; cell < streaks.length; cell++) {
        streakSums[cell] += streaks[cell];
      }
    }
  }
}
