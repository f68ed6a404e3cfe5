package br.com.catalogador.simulator;

/**
 * A price as a function of trading time, computable for any instant or interval without its past.
 *
 * <p>The walk is a Brownian motion built by bridging. Prices at the ends of long blocks are
 * independent and lie around a base, so the walk does not drift away. The price in the middle of an
 * interval is the linear interpolation of its ends plus a displacement with the standard deviation
 * of a Brownian bridge. Blocks are split into whole minutes and these into seconds. The
 * displacement of each split point is a hash of its time ({@link HashMix}), so nothing is stored.
 *
 * <p>Displacements are bounded. The bound limits how far an interval can exceed its ends, so that
 * the search for a high skips most of it. It is chosen to make the market fair: at 2.26, half of an
 * interval moves farther than its middle is displaced in half of all cases, as in true Brownian
 * motion, which makes the colors of successive candles independent. A wider bound favors trends, a
 * narrower one reversals; {@code FairMarketTest} measures it.
 *
 * <p>A minute may open some ticks away from the previous close. Units: trading seconds and price
 * ticks. Immutable.
 */
final class PriceWalk {
  private static final int MINUTE = 60;
  private static final int DOUBLINGS = 17;
  private static final long BLOCK = (long) MINUTE << DOUBLINGS;
  private static final int SHORT_LENGTH = 64;
  private static final double MAX_DISPLACEMENT = 2.26;
  private static final double MIN_DISPLACEMENT = Math.sqrt(6 - MAX_DISPLACEMENT * MAX_DISPLACEMENT);
  private static final int[] OPENING_JUMPS = {-2, -1, -1, 1, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
  private static final int MAX_JUMP = 2;

  private final long seed;
  private final long jumpSeed;
  private final double base;
  private final double blockDeviation;
  // By length of an interval, see index(): relative position of its middle, standard deviation
  // there, and how far its longer half can exceed its ends.
  private final double[] share = new double[SHORT_LENGTH + 2 + DOUBLINGS + 1];
  private final double[] deviation = new double[SHORT_LENGTH + 2 + DOUBLINGS + 1];
  private final double[] reachOfHalf = new double[SHORT_LENGTH + 2 + DOUBLINGS + 1];

  /**
   * @param base price around which the walk stays, in ticks
   * @param perMinute standard deviation of a minute's change, in ticks
   */
  PriceWalk(long seed, double base, double perMinute) {
    this.seed = HashMix.of(seed, 1);
    this.jumpSeed = HashMix.of(seed, 2);
    this.base = base;
    double perSecond = perMinute / Math.sqrt(MINUTE);
    for (int length = 2; length < SHORT_LENGTH; length++) {
      precompute(length, perSecond);
    }
    for (int doubling = 1; doubling <= DOUBLINGS; doubling++) {
      precompute(MINUTE << doubling, perSecond);
    }
    // Two independent block ends differ as much as a walk of that length would.
    this.blockDeviation = perSecond * Math.sqrt(BLOCK / 2.0);
  }

  private void precompute(int length, double perSecond) {
    int half = length / 2;
    int index = index(length);
    int longer = index(length - half);
    share[index] = (double) half / length;
    deviation[index] = perSecond * Math.sqrt((double) half * (length - half) / length);
    // A split at a whole minute also contains the opening jump.
    reachOfHalf[index] = length == 2 * MINUTE ? reach(longer) + MAX_JUMP : reach(longer);
  }

  private double reach(int index) {
    return MAX_DISPLACEMENT * deviation[index] + reachOfHalf[index];
  }

  private static int index(long length) {
    return length < SHORT_LENGTH ? (int) length : SHORT_LENGTH + Long.numberOfTrailingZeros(length);
  }

  /** Prices of an interval in ticks: first, highest, lowest, last. */
  record Extent(long open, long high, long low, long close) {}

  /** The price at a time, in ticks. */
  long at(long time) {
    long left = Math.floorDiv(time, BLOCK) * BLOCK;
    return (long) Math.rint(within(left, left + BLOCK, end(left), end(left + BLOCK), time));
  }

  /**
   * The prices from the opening of second {@code first} to the close of second {@code last - 1};
   * only the opening if both are equal.
   */
  Extent extent(long first, long last) {
    long left = Math.floorDiv(first, BLOCK) * BLOCK;
    if (last > left + BLOCK) {
      return joined(extent(first, left + BLOCK), extent(left + BLOCK, last));
    }
    long right = left + BLOCK;
    double atLeft = end(left);
    double atRight = end(right);
    while (right - left > 1) { // down to the smallest interval that contains both
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
    double high = maximum(1, left, right, atLeft, atRight, first, last, Math.max(open, close));
    double low = -maximum(-1, left, right, -atLeft, -atRight, first, last, -Math.min(open, close));
    return new Extent((long) open, (long) high, (long) low, (long) close);
  }

  private static Extent joined(Extent earlier, Extent later) {
    return new Extent(
        earlier.open,
        Math.max(earlier.high, later.high),
        Math.min(earlier.low, later.low),
        later.close);
  }

  /**
   * The maximum of {@code best} and the walk between first and last; sign -1 negates the walk to
   * find its minimum.
   */
  private double maximum(
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
    double bound = Math.max(Math.max(atLeft, atRight), line + MAX_DISPLACEMENT * deviation[index]);
    if (bound + reachOfHalf[index] < best + 0.5) {
      return best;
    }
    double atMiddle = line + sign * deviation[index] * standard(HashMix.of(seed, middle));
    double found = best;
    if (first < middle && middle < last) {
      double jump = Math.max(0, sign * openingJump(middle));
      found = Math.max(found, Math.rint(atMiddle) + jump);
    }
    if (atLeft > atRight) { // the higher half first, so that more of the other can be skipped
      found = maximum(sign, left, middle, atLeft, atMiddle, first, last, found);
      return maximum(sign, middle, right, atMiddle, atRight, first, last, found);
    }
    found = maximum(sign, middle, right, atMiddle, atRight, first, last, found);
    return maximum(sign, left, middle, atLeft, atMiddle, first, last, found);
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

  /**
   * A mixture of two uniform distributions, narrow and wide: mean 0, variance 1, within (-2.26,
   * 2.26).
   */
  private static double standard(long bits) {
    double uniform = (bits >> 11) * 0x1p-52;
    return uniform * ((bits & 1) == 0 ? MIN_DISPLACEMENT : MAX_DISPLACEMENT);
  }
}
