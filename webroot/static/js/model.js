/** The answer of GET /catalog with what the views derive from it in common. */
import { outcomeOf } from './outcomes.js';

const BLOCK_CANDLES = { 60: 5, 300: 6, 900: 4 };

/**
 * Which candles of a quadrant decide and which are entries, as seconds from its start. The server's `plan` says it per
 * strategy; without one the whole block counts as analysed and the attempts follow the entry without a gap.
 */
function planOf(catalog) {
  if (catalog.plan) {
    return catalog.plan;
  }
  const { timeframe } = catalog;
  const candles = BLOCK_CANDLES[timeframe];
  const block = candles * timeframe;
  return {
    block,
    analysed: Array.from({ length: candles }, (_, index) => index * timeframe),
    attempts: Array.from({ length: catalog.martingale + 1 }, (_, index) => block + index * timeframe),
  };
}

export function buildModel(catalog) {
  const plan = planOf(catalog);
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
    blockCandles: plan.block / catalog.timeframe,
    /** Index of the candle that starts at that second, or undefined. */
    candleAt: (from) => indexByTime.get(from),
    rowOf: (start) => rows.find((row) => row.start === start),
  };
}
