/**
 * Where candles stand on the axis: side by side in the order of time, one place each; where time is missing, one place
 * stays empty. Pure.
 */

/**
 * @param from epoch seconds at which each candle starts, ascending
 * @param timeframe seconds of a candle
 * @return `{of, gaps, count}`: the place of each candle, the empty places, the number of places
 */
export function placesOf(from, timeframe) {
  const of = [];
  const gaps = [];
  let place = 0;
  from.forEach((start, index) => {
    if (index > 0 && start - from[index - 1] > timeframe) {
      gaps.push(place);
      place += 1;
    }
    of.push(place);
    place += 1;
  });
  return { of, gaps, count: place };
}

/** Index of the last candle at or before a place, -1 when there is none. */
export function candleBefore({ of }, place) {
  let low = 0;
  let high = of.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (of[middle] <= place) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low - 1;
}

/** Indexes [first, last] of the candles in a view, or null when none is in it. */
export function candlesIn(places, { first, last }) {
  const begin = candleBefore(places, first - 1) + 1;
  const end = candleBefore(places, last);
  return begin > end ? null : [begin, end];
}
