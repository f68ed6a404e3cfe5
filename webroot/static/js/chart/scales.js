/** The labels of both scales, and the prices that the candles in sight need. Pure. */
const NICE = [1, 2, 5, 10];
/** Prices reach beyond the candles by that share of their range, for the arrows. */
const BEYOND = 0.12;

/** [low, high] of the candles from one index to another, with room around them. */
export function priceRange({ low, high }, first, last) {
  let [bottom, top] = [Infinity, -Infinity];
  for (let index = first; index <= last; index += 1) {
    bottom = Math.min(bottom, low[index]);
    top = Math.max(top, high[index]);
  }
  // a market that stands still has a range all the same
  const room = (top - bottom) * BEYOND || Math.abs(top) * 1e-4 || 1;
  return [bottom - room, top + room];
}

/** The round prices in a range, at most so many. */
export function priceTicks([low, high], most) {
  const rough = (high - low) / Math.max(1, most);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * NICE.find((nice) => nice * power >= rough * (1 - 1e-9));
  const ticks = [];
  for (let index = Math.ceil(low / step - 1e-9); index * step <= high * (1 + 1e-15); index += 1) {
    ticks.push(index * step);
  }
  return ticks;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [...[5, 10, 15, 20, 25, 30].map((it) => it * MINUTE), ...[1, 2, 3, 4, 6, 8, 12].map((it) => it * HOUR), ...[1, 2, 4, 7, 14, 28].map((it) => it * DAY)];

/** The shortest step between time labels that begins with a quadrant and leaves them room. */
export function timeStep(block, secondsNeeded) {
  const steps = [block, ...STEPS.filter((step) => step > block && step % block === 0)];
  return steps.find((step) => step >= secondsNeeded) ?? Math.ceil(secondsNeeded / DAY) * DAY;
}

/**
 * The candles that have a time label: `[{index, day}]`, `day` where a day begins after the label before.
 *
 * @param from starts of the candles
 * @param range [first, last] index in sight
 * @param zoneOf seconds that the reader's clock is ahead of UTC at an epoch second
 */
export function timeTicks(from, [first, last], step, zoneOf) {
  const ticks = [];
  let previous = null;
  for (let index = first; index <= last; index += 1) {
    const local = from[index] + zoneOf(from[index]);
    if (local % step === 0) {
      const day = Math.floor(local / DAY);
      ticks.push({ index, day: previous !== null && day !== previous });
      previous = day;
    }
  }
  return ticks;
}
