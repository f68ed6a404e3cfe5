/**
 * How old the newest price on the screen is, by the broker's time. An answer from a cache, however new, makes no price
 * newer. Pure.
 */

/** While a market is open its running candle is told about once a second. */
const EXPECTED_EVERY_SECONDS = 1;
const TOLERATED_SECONDS = 3;

/** A market that has just been asked for tells its first price about so soon. */
export const FIRST_PRICE_SECONDS = 4;

/** Epoch seconds of the newest price that a catalogue holds, or null when it holds none. */
export function newestPriceAt({ running, dataTo }) {
  return running?.at ?? dataTo ?? null;
}

/** Seconds since the newest price of a catalogue, or null when it holds none. */
export function priceAge(catalog, now) {
  const at = newestPriceAt(catalog);
  return at === null ? null : Math.max(0, now - at);
}

/** Whole seconds by which prices are older than they should be in an open market, else 0. */
export function secondsLate(age) {
  return age !== null && age > EXPECTED_EVERY_SECONDS + TOLERATED_SECONDS ? Math.floor(age) : 0;
}
