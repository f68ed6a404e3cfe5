/** How news of the live bridge change a catalogue. Pure: a catalogue goes in, another one comes out. */

/** Of candles. */
export const COLUMNS = ['from', 'open', 'high', 'low', 'close'];

/** An answer has at most the newest so many rows; its counts are over all. */
const ROWS_MOST = 2_000;

const SETTLED = ['WIN', 'LOSS', 'TIE', 'NULL', 'NO_DATA', 'FILTERED'];

/** Rows that have come to a result between two models of the same question. */
export function settledRows(before, after) {
  return after.rows.filter((row) => {
    const old = before.rowOf(row.start);
    const isNew = row.start > (before.rows.at(-1)?.start ?? -Infinity);
    return SETTLED.includes(row.result) && (old ? old.result === 'PENDING' : isNew);
  });
}

/** The catalogue with its running candle moved, or null when that candle does not follow the last closed one. */
export function withRunning(catalog, running) {
  const last = catalog.candles.from.at(-1);
  const follows = last === undefined || running.from > last;
  return follows ? { ...catalog, running } : null;
}

function mergedCandles(catalog, update) {
  const { from } = catalog.candles;
  const news = update.candles;
  if (news.from.length === 0) {
    // time has passed without a candle
    return catalog.candles;
  }
  // the first new candle is the next one, or one that is known already and told again
  const joins = from.length > 0 && news.from[0] <= from.at(-1) + catalog.timeframe;
  if (!joins) {
    return null;
  }
  const known = from.findIndex((start) => start >= news.from[0]);
  const kept = known < 0 ? from.length : known;
  return Object.fromEntries(COLUMNS.map((name) => [name, [...catalog.candles[name].slice(0, kept), ...news[name]]]));
}

function mergedRows(catalog, update) {
  const changed = new Map(update.rowsChanged.map((row) => [row.start, row]));
  const rows = catalog.rows.map((row) => changed.get(row.start) ?? row);
  const newest = rows.at(-1)?.start ?? -Infinity;
  const added = update.rowsChanged.filter((row) => row.start > newest);
  const length = Math.min(update.summary.listed, ROWS_MOST);
  const all = [...rows, ...added.sort((a, b) => a.start - b.start)].slice(-length);
  return all.length === length ? all : null;
}

/** Candles older than all that the rows need go, but never more than have come. */
function trimmed(candles, rows, plan, length) {
  const needed = rows.length > 0 ? rows[0].start + Math.min(0, plan.analysed[0]) : -Infinity;
  const first = candles.from.findIndex((from) => from >= needed);
  const cut = Math.max(0, Math.min(first, candles.from.length - length));
  return Object.fromEntries(COLUMNS.map((name) => [name, candles[name].slice(cut)]));
}

/** The catalogue after a candle has closed, or null when the news does not join it: then it has to be asked anew. */
export function withClosed(catalog, update) {
  const candles = mergedCandles(catalog, update);
  const rows = candles && mergedRows(catalog, update);
  if (!rows) {
    return null;
  }
  const { computedAt, dataTo, skipped, summary, afterHits, forming, payout } = update;
  const coverage = update.coverage ?? catalog.coverage;
  const asset = { ...catalog.asset, payout };
  const kept = trimmed(candles, rows, catalog.plan, catalog.candles.from.length);
  const running = catalog.running && catalog.running.from > kept.from.at(-1) ? catalog.running : null;
  return { ...catalog, asset, computedAt, dataFrom: kept.from[0], dataTo, skipped, summary, afterHits, forming, coverage, rows, candles: kept, running };
}
