/** The answer of GET /catalog with what the views derive from it in common. */
import { outcomeOf } from './outcomes.js';
import { COLUMNS } from './updates.js';

/** The candles to draw: all closed ones and, when it is known, the running one behind them. */
function drawn({ candles, running }) {
  const follows = running && (candles.from.length === 0 || running.from > candles.from.at(-1));
  return Object.fromEntries(COLUMNS.map((name) => [name, follows ? [...candles[name], running[name]] : candles[name]]));
}

export function buildModel(catalog) {
  // which candles of a quadrant decide and which are entries, as seconds from its start
  const { plan } = catalog;
  const candles = drawn(catalog);
  const indexByTime = new Map(candles.from.map((from, index) => [from, index]));
  const rows = catalog.rows.map((row, index) => ({
    ...row,
    number: index + 1,
    end: row.start + plan.block,
    outcome: outcomeOf(row),
    analysedAt: plan.analysed.map((offset) => row.start + offset),
    attemptsAt: row.signal ? plan.attempts.map((offset) => row.start + offset) : [],
  }));
  const rowByStart = new Map(rows.map((row) => [row.start, row]));
  return {
    ...catalog,
    catalog,
    candles,
    rows,
    /** Whether the last of the candles is still running. */
    hasRunning: candles.from.length > catalog.candles.from.length,
    /** Index of the candle that starts at that second, or undefined. */
    candleAt: (from) => indexByTime.get(from),
    rowOf: (start) => rowByStart.get(start),
  };
}
