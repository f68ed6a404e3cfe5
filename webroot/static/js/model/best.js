/**
 * The best strategy of each asset in the ranking that stands: what the list of assets shows of it. One cell is one row in both,
 * so that what is best here is first there.
 */
import { bestOfEach } from './cells.js';

let best = new Map();

/** @param cells of the ranking; those that are not known are undefined */
export function keepBest(cells) {
  const able = cells.filter((cell) => cell !== undefined && !cell.belowMinimum);
  best = new Map(bestOfEach(able, 'asset').map((cell) => [cell.asset, cell]));
}

/** The cell, or undefined. */
export const bestOf = (symbol) => best.get(symbol);
