/** The answer of GET /catalog with what the views derive from it in common. */
import { outcomeOf } from './outcomes.js';

export function buildModel(catalog) {
  // which candles of a quadrant decide and which are entries, as seconds from its start
  const { plan } = catalog;
  const indexByTime = new Map(catalog.candles.from.map((from, index) => [from, index]));
  const rows = catalog.rows.map((row, index) => ({
    ...row,
    number: index + 1,
    end: row.start + plan.block,
    outcome: outcomeOf(row),
    analysedAt: plan.analysed.map((offset) => row.start + offset),
    attemptsAt: row.signal ? plan.attempts.map((offset) => row.start + offset) : [],
  }));
  return {
    ...catalog,
    rows,
    /** Index of the candle that starts at that second, or undefined. */
    candleAt: (from) => indexByTime.get(from),
    rowOf: (start) => rows.find((row) => row.start === start),
  };
}
