package br.com.catalogador.simulator;

/**
 * A price as a function of trading time, with any instant and any stretch of it reachable at once.
 *
 * <p>Brownian motion is built by bridging. Prices at the ends of long blocks stand by themselves
 * around a base, so the walk never drifts away; the price in the middle of any stretch is what lies
 * on the line between its ends, plus a displacement whose deviation is that of a Brownian bridge.
 * Blocks split down to whole minutes and these down to seconds. Each split point has its own bits
 * ({@link HashMix}), hence nothing is stored.
 *
 * <p>Displacements are bounded, which tells how far a stretch can reach beyond its ends, so that
 * the search for a high skips most of it. Their bound is chosen to make the market fair: at 2.26 a
 * half of a stretch moves farther than its middle is displaced in half of all cases, as in true
 * Brownian motion, and so the colors of successive candles are independent. Wider favours trends,
 * narrower favours reversals; {@code FairMarketTest} measures it.
 *
 * <p>A minute may open some ticks away from where the one before closed. Units: trading seconds,
 * and ticks of price. Immutable.
 */
final class PriceWalk {
  private static final int MINUTE = 60;
  private static final int DOUBLINGS = 17;
  private static final long BLOCK = (long) MINUTE << DOUBLINGS;
  private static final int SMALL = 64;
  private static final double FARTHEST = 2.26;
  private static final double NARROWEST = Math.sqrt(6 - FARTHEST * FARTHEST);
  private static final int[] OPENING_JUMPS = {-2, -1, -1, 1, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
  private static final int FARTHEST_JUMP = 2;

  private final long seed;
  private final long jumpSeed;
  private final double base;
  private final double blockDeviation;
  // By length of a stretch, see index(): how far along its middle lies, the deviation there, and
  // how far its longer half reaches beyond its ends.
  private final double[] share = new double[SMALL + 2 + DOUBLINGS + 1];
  private final double[] deviation = new double[SMALL + 2 + DOUBLINGS + 1];
  private final double[] reachOfHalf = new double[SMALL + 2 + DOUBLINGS + 1];

  /**
   * @param base price around which the walk stays, in ticks
   * @param perMinute standard deviation of a minute's change, in ticks
   */
  PriceWalk(long seed, double base, double perMinute) {
    this.seed = HashMix.of(seed, 1);
    this.jumpSeed = HashMix.of(seed, 2);
    this.base = base;
    double perSecond = perMinute / Math.sqrt(MINUTE);
    for (int length = 2; length < SMALL; length++) {
      learn(length, perSecond);
    }
    for (int doubling = 1; doubling <= DOUBLINGS; doubling++) {
      learn(MINUTE << doubling, perSecond);
    }
    // Two independent ends differ as much as a walk of this length would.
    this.blockDeviation = perSecond * Math.sqrt(BLOCK / 2.0);
  }

  private void learn(int length, double perSecond) {
    int half = length / 2;
    int index = index(length);
    int longer = index(length - half);
    share[index] = (double) half / length;
    deviation[index] = perSecond * Math.sqrt((double) half * (length - half) / length);
    // A split at a whole minute shows the jump there too, however deep it lies.
    reachOfHalf[index] = length == 2 * MINUTE ? reach(longer) + FARTHEST_JUMP : reach(longer);
  }

  private double reach(int index) {
    return FARTHEST * deviation[index] + reachOfHalf[index];
  }

  private static int index(long length) {
    return length < SMALL ? (int) length : SMALL + Long.numberOfTrailingZeros(length);
  }

  /** Prices of a stretch in ticks: first, highest, lowest, last. */
  record Extent(long open, long high, long low, long close) {}

  /** The price at a time, in ticks. */
  long at(long time) {
    long left = Math.floorDiv(time, BLOCK) * BLOCK;
    return (long) Math.rint(within(left, left + BLOCK, end(left), end(left + BLOCK), time));
  }

  /**
   * The prices from the opening of second {@code first} to the close of second {@code last - 1};
   * only the opening when both are the same.
   */
  Extent extent(long first, long last) {
    long left = Math.floorDiv(first, BLOCK) * BLOCK;
    if (last > left + BLOCK) {
      return joined(extent(first, left + BLOCK), extent(left + BLOCK, last));
    }
    long right = left + BLOCK;
    double atLeft = end(left);
    double atRight = end(right);
    while (right - left > 1) { // down to the smallest stretch that holds both
      long middle = left + (right - left) / 2;
      if (first < middle && middle < last) {
        break;
      }
      double atMiddle = between(left, right, atLeft, atRight, middle);
      if (last <= middle) {
        right = middle;
        atRight = atMiddle;
      } else {
        left = middle;
        atLeft = atMiddle;
      }
    }
    double open = Math.rint(within(left, right, atLeft, atRight, first)) + openingJump(first);
    double close = first == last ? open : Math.rint(within(left, right, atLeft, atRight, last));
    double high = climb(1, left, right, atLeft, atRight, first, last, Math.max(open, close));
    double low = -climb(-1, left, right, -atLeft, -atRight, first, last, -Math.min(open, close));
    return new Extent((long) open, (long) high, (long) low, (long) close);
  }

  private static Extent joined(Extent earlier, Extent later) {
    return new Extent(
        earlier.open,
        Math.max(earlier.high, later.high),
        Math.min(earlier.low, later.low),
        later.close);
  }

  /** The highest of {@code best} and the walk, turned over by sign -1, between first and last. */
  private double climb(
      int sign,
      long left,
      long right,
      double atLeft,
      double atRight,
      long first,
      long last,
      double best) {
    long length = right - left;
    if (length < 2 || right <= first + 1 || left >= last - 1) {
      return best;
    }
    int index = index(length);
    long middle = left + length / 2;
    double line = atLeft + (atRight - atLeft) * share[index];
    double bound = Math.max(Math.max(atLeft, atRight), line + FARTHEST * deviation[index]);
    if (bound + reachOfHalf[index] < best + 0.5) {
      return best;
    }
    double atMiddle = line + sign * deviation[index] * standard(HashMix.of(seed, middle));
    double found = best;
    if (first < middle && middle < last) {
      double jump = Math.max(0, sign * openingJump(middle));
      found = Math.max(found, Math.rint(atMiddle) + jump);
    }
    if (atLeft > atRight) { // the more promising half first: it spares more of the other
      found = climb(sign, left, middle, atLeft, atMiddle, first, last, found);
      return climb(sign, middle, right, atMiddle, atRight, first, last, found);
    }
    found = climb(sign, middle, right, atMiddle, atRight, first, last, found);
    return climb(sign, left, middle, atLeft, atMiddle, first, last, found);
  }

  private double within(long left, long right, double atLeft, double atRight, long time) {
    while (left < time && time < right) {
      long middle = left + (right - left) / 2;
      double atMiddle = between(left, right, atLeft, atRight, middle);
      if (time < middle) {
        right = middle;
        atRight = atMiddle;
      } else {
        left = middle;
        atLeft = atMiddle;
      }
    }
    return time == left ? atLeft : atRight;
  }

  private double between(long left, long right, double atLeft, double atRight, long middle) {
    int index = index(right - left);
    return atLeft
        + (atRight - atLeft) * share[index]
        + deviation[index] * standard(HashMix.of(seed, middle));
  }

  private double end(long time) {
    return base + blockDeviation * standard(HashMix.of(seed, time));
  }

  private long openingJump(long time) {
    return time % MINUTE == 0 ? OPENING_JUMPS[(int) (HashMix.of(jumpSeed, time) >>> 60)] : 0;
  }

  /** Uniform, narrow or wide at equal odds: mean 0, variance 1, within (-2.26, 2.26). */
  private static double standard(long bits) {
    double even = (bits >> 11) * 0x1p-52;
    return even * ((bits & 1) == 0 ? NARROWEST : FARTHEST);
  }
}
