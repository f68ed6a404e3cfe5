/**
 * The signal card as one state machine: what stands there now, in one of eight states, and until when. Pure.
 *
 * forming: the quadrant has no side yet · provisional: it has one if it closed now, or has closed and depends on a
 * condition · confirmed: it has closed and its entry is sure, from then through the first seconds of its entry · trade: an entry or gale is under way · none: no entry comes of it, and why ·
 * closed: the market is · late: prices are missing · ended: the session at the broker is over.
 */
import { awaitedBy, nextEntryAt } from './forming.js';

/** An entry that begins is still the signal's for so long: who acts on it needs that. */
const ENTRY_SECONDS = 15;
/** Prices that old decide nothing any more; what they decided goes after a minute. */
export const LATE_SECONDS = 10;
const GONE_SECONDS = 60;

/** The entries that run now, `{side, attempt, until}`, the next one to end first. */
function tradesAt(model, now) {
  return model.rows
    .filter((row) => row.result === 'PENDING' && row.attemptsAt[row.martingale] <= now)
    .map((row) => ({ side: row.signal, attempt: row.martingale, until: row.attemptsAt[row.martingale] + model.timeframe }))
    .sort((one, other) => one.until - other.until);
}

/** The quadrant that has closed and whose entry is near: `{side, entryAt, awaits}`, or null. */
function settledAt(model, now) {
  const row = model.rows.find(
    ({ result, martingale, entryAt }) => result === 'PENDING' && martingale === 0 && now < entryAt + ENTRY_SECONDS,
  );
  return row ? { side: row.signal, entryAt: row.entryAt, awaits: awaitedBy(model, row) } : null;
}

/** When the quadrant after the forming one has its entry. */
const nextAfter = ({ forming, plan }) => forming.entryAt + plan.block;

/** Why no entry can come of the quadrant any more, whatever is still to close: `{why, filter?}`, or null. */
function lostBy({ forming, rows }) {
  const listed = rows.find(({ start }) => start === forming?.start);
  const filter = listed ? listed.filter : forming?.callFilter && forming.putFilter;
  if (filter) {
    return { why: 'FILTERED', filter };
  }
  const reason = listed?.nullReason ?? forming?.nullReason;
  return listed?.nullReason || ['DOJI', 'NO_DATA', 'NO_MATCH'].includes(reason) ? { why: reason } : null;
}

/** From an entry to the end of its quadrant nothing forms, but when the next entry would be is known. */
function restAt({ rows, plan }, now) {
  const last = rows.at(-1);
  if (!last) {
    return null;
  }
  const entry = last.start + plan.attempts[0];
  const blocks = Math.floor((now - entry) / plan.block) + 1;
  return { state: 'forming', until: entry + Math.max(1, blocks) * plan.block };
}

function formingAt(model, now) {
  const next = nextEntryAt(model, now);
  if (!next) {
    return restAt(model, now);
  }
  const lost = lostBy(model);
  if (lost) {
    return { state: 'none', ...lost, until: nextAfter(model) };
  }
  if (next.side) {
    return { state: 'provisional', side: next.side, until: next.entryAt };
  }
  if (next.ifMet) {
    return { state: 'provisional', side: next.ifMet, until: next.entryAt, awaits: next.awaits };
  }
  return next.side === null
    ? { state: 'none', why: 'SO_FAR', until: next.entryAt }
    : { state: 'forming', until: next.entryAt };
}

/**
 * @param model the catalogue on the screen
 * @param now epoch seconds at the broker
 * @param circumstances `{open, ended, age}`: whether the market is open, whether the broker ended the session, seconds
 *     since the newest price or null
 * @return `{state, side?, attempt?, until?, why?, filter?, awaits?, closed?, trades}`; `until` is what the countdown runs
 *     to, `awaits` the condition that the side depends on
 */
export function signalAt(model, now, { open, ended, age }) {
  if (ended) {
    return { state: 'ended', trades: [] };
  }
  if (!open) {
    return { state: 'closed', trades: [] };
  }
  const trades = tradesAt(model, now);
  if (age !== null && age >= GONE_SECONDS) {
    return { state: 'late', trades: [] };
  }
  const settled = settledAt(model, now);
  if (settled) {
    const { side, entryAt, awaits } = settled;
    const rest = trades.filter(({ attempt, until }) => attempt > 0 || until !== entryAt + model.timeframe);
    const state = awaits ? { state: 'provisional', awaits, closed: true } : { state: 'confirmed' };
    return { ...state, side, until: entryAt, trades: rest };
  }
  const next = formingAt(model, now);
  if (next?.state === 'provisional') {
    return { ...next, trades };
  }
  if (trades.length > 0) {
    const [first, ...others] = trades;
    return { state: 'trade', ...first, next, trades: others };
  }
  return { ...(next ?? { state: 'none', why: 'UNKNOWN' }), trades };
}
