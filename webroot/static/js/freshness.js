/** How old what is on the screen is. While a market is open its running candle is told about once a second. */
import { elapsed } from './clock.js';

const EXPECTED_EVERY_SECONDS = 1;
const TOLERATED_SECONDS = 3;

let heardAt = null;

/** Something new about the asset on the screen has just come. */
export function heard() {
  heardAt = elapsed();
}

export function heardNothing() {
  heardAt = null;
}

/** Seconds since the last news when that is longer than it should be, else 0. */
export function secondsLate(marketOpen) {
  if (heardAt === null || !marketOpen) {
    return 0;
  }
  const age = elapsed() - heardAt;
  return age > EXPECTED_EVERY_SECONDS + TOLERATED_SECONDS ? Math.floor(age) : 0;
}
