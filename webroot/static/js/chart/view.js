/**
 * Which part of the axis is seen: `{first, last}` in places, fractions included; a candle fills its place to the next one.
 * Pure.
 */

/** Free places behind the newest candle, for its price and its arrows. */
export const ROOM = 2;
const FEWEST_PLACES = 8;

/** The nearest view that shows at least a few places and nothing beyond the ends. */
function within({ first, last }, count) {
  const end = count + ROOM;
  const width = Math.min(Math.max(last - first, FEWEST_PLACES), Math.max(end, FEWEST_PLACES));
  const start = Math.min(Math.max(first, 0), Math.max(0, end - width));
  return { first: start, last: start + width };
}

export const whole = (count) => within({ first: 0, last: count + ROOM }, count);

/** The newest candles, so many places wide. */
export const newest = (count, width) => within({ first: count + ROOM - width, last: count + ROOM }, count);

/** @param factor below 1 comes closer; @param anchor the place that stays where it is */
export function zoomed({ first, last }, factor, anchor, count) {
  const width = (last - first) * factor;
  const limited = Math.min(Math.max(width, FEWEST_PLACES), Math.max(count + ROOM, FEWEST_PLACES));
  const share = (anchor - first) / (last - first);
  return within({ first: anchor - share * limited, last: anchor + (1 - share) * limited }, count);
}

export const moved = ({ first, last }, by, count) => within({ first: first + by, last: last + by }, count);

const showsNewest = ({ last }, count) => last >= count;

/** Moves as little as needed to see places in the middle; leaves a view that shows them already. */
export function revealing(view, begin, end, count) {
  if (begin >= view.first && end <= view.last) {
    return view;
  }
  const width = view.last - view.first;
  const middle = (begin + end) / 2;
  return within({ first: middle - width / 2, last: middle + width / 2 }, count);
}

/**
 * The view after the candles have changed: the newest ones stay in sight when they were, else the same candles do.
 *
 * @param before, @param after `{from, places}`: the starts of the candles and their places
 */
export function following(view, before, after) {
  const { count } = after.places;
  if (showsNewest(view, before.places.count)) {
    return moved(view, count - before.places.count, count);
  }
  const known = new Map(after.from.map((from, index) => [from, index]));
  const kept = before.from.findIndex((from) => known.has(from));
  const shift = kept < 0 ? 0 : after.places.of[known.get(before.from[kept])] - before.places.of[kept];
  return moved(view, shift, count);
}
