package br.com.catalogador.simulator;

import br.com.catalogador.simulator.PriceWalk.Extent;
import br.com.catalogador.simulator.SimulatedAsset.State;

/**
 * The quotes of one asset as a pure function of seed, asset and time. Any interval can be computed
 * at any moment and in any order with the same result; nothing is stored.
 *
 * <p>Each open second ends with a new price. A candle contains its opening price and every price up
 * to and including its end, so all sizes agree with each other, and the final state of the running
 * candle is the candle in the history. Candle ids count the existing candles of a size since 1970.
 * Times are UTC epoch seconds from 0 on; {@code now} is the market's clock. Immutable.
 */
final class SimulatedMarket {
  /** The quote is the midpoint of bid and ask, hence a multiple of half the last decimal place. */
  private static final int POINTS_PER_TICK = 5;

  private static final long DAY = 86_400;
  private static final int HOUR = 3_600;
  private static final int DAYS_ANNOUNCED = 7;

  /** Start of the history of sizes of an hour and more, for all assets. */
  private static final long FIRST_HOUR = 1_384_128_000; // 2013-11-11

  private final SimulatedAsset asset;
  private final TradingHours hours;
  private final PriceWalk walk;

  /** An asset with the trading hours of its kind. */
  SimulatedMarket(long seed, SimulatedAsset asset) {
    this(seed, asset, asset.hours(seed));
  }

  SimulatedMarket(long seed, SimulatedAsset asset, TradingHours hours) {
    this.asset = asset;
    this.hours = hours;
    double ticks = asset.price() * Math.pow(10, asset.precision()) / POINTS_PER_TICK;
    this.walk = new PriceWalk(HashMix.of(seed, asset.id()), ticks, asset.volatility());
  }

  /** Whether the asset is open and not suspended at a time. */
  boolean isOffered(long now) {
    return asset.state() == State.OFFERED && hours.isOpen(now);
  }

  /** The sessions of yesterday and the next seven days, as the broker announces them. */
  Iterable<long[]> announcedSessions(long now) {
    long today = now / DAY * DAY;
    return hours.sessions(today - DAY, today + DAYS_ANNOUNCED * DAY);
  }

  SimulatedAsset asset() {
    return asset;
  }

  TradingHours hours() {
    return hours;
  }

  /** Id of the newest candle with a price of its own, running or closed. */
  long lastId(int size, long now) {
    long newest = hours.count(now + 1, size) - 1;
    boolean ticked = hours.count(now, 1) > hours.count(hours.start(newest, size), 1);
    return ticked ? newest : newest - 1;
  }

  /** Id of the newest candle that ended at {@code now} or before. */
  long lastClosedId(int size, long now) {
    return hours.count(now - size + 1, size) - 1;
  }

  /** Id of the oldest candle kept; below an hour it advances once a day. */
  long firstId(int size, long now) {
    long first =
        size < HOUR ? (now - CandleSizes.depth(size)) / DAY * DAY : Math.min(FIRST_HOUR, now);
    return hours.count(first, size);
  }

  /** Id of the first existing candle that starts at or after a time. */
  long idFrom(long time, int size) {
    return hours.count(time, size);
  }

  /** The start of a candle. */
  long start(long id, int size) {
    return hours.start(id, size);
  }

  /**
   * A candle as of {@code now}.
   *
   * @param id at most {@link #lastId}
   */
  SimulatedCandle candle(long id, int size, long now) {
    long from = hours.start(id, size);
    long to = from + size;
    long first = hours.count(from, 1);
    long last = hours.count(Math.min(to, now), 1);
    Extent extent = walk.extent(first, last);
    return new SimulatedCandle(
        id,
        from,
        to,
        now >= to ? to : timeOfTick(first, last),
        extent.open() * POINTS_PER_TICK,
        extent.high() * POINTS_PER_TICK,
        extent.low() * POINTS_PER_TICK,
        extent.close() * POINTS_PER_TICK,
        last - first);
  }

  private long timeOfTick(long first, long last) {
    return last > first ? hours.start(last - 1, 1) + 1 : hours.start(first, 1);
  }

  /** Whether a price arrives at {@code now}: the second before it was open. */
  boolean ticksAt(long now) {
    return hours.isOpen(now - 1);
  }

  /**
   * Id of the candle that received the price of {@code now}: at a boundary, the candle that ends.
   * Defined only if {@link #ticksAt}.
   */
  long idOfTick(int size, long now) {
    return hours.count(now, size) - 1;
  }

  /** The newest price, in points. */
  long price(long now) {
    return walk.at(hours.count(now, 1)) * POINTS_PER_TICK;
  }

  /** Half of the distance between bid and ask, in points. */
  long halfSpread() {
    return POINTS_PER_TICK;
  }
}
