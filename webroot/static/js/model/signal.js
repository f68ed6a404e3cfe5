/**
 * The signal card as one state machine: what stands there now, in one of eight states, and until when. Pure.
 *
 * forming: the quadrant has no side yet · provisional: it has one if it closed now · confirmed: it has closed, from then
 * through the first seconds of its entry · trade: an entry or gale is under way · none: no entry comes of it, and why ·
 * closed: the market is · late: prices are missing · ended: the session at the broker is over.
 */
import { nextEntryAt } from './forming.js';

/** An entry that begins is still the signal's for so long: who acts on it needs that. */
const ENTRY_SECONDS = 15;
/** Prices that old decide nothing any more; what they decided goes after a minute. */
export const LATE_SECONDS = 10;
export const GONE_SECONDS = 60;

/** The entries that run now, `{side, attempt, until}`, the next one to end first. */
export function tradesAt(model, now) {
  return model.rows
    .filter((row) => row.result === 'PENDING' && row.attemptsAt[row.martingale] <= now)
    .map((row) => ({ side: row.signal, attempt: row.martingale, until: row.attemptsAt[row.martingale] + model.timeframe }))
    .sort((one, other) => one.until - other.until);
}

/** The quadrant that has closed and whose entry is near: `{side, entryAt}`, or null. */
function confirmedAt(model, now) {
  const row = model.rows.find(
    ({ result, martingale, entryAt }) => result === 'PENDING' && martingale === 0 && now < entryAt + ENTRY_SECONDS,
  );
  return row ? { side: row.signal, entryAt: row.entryAt } : null;
}

/** When the quadrant after the forming one has its entry. */
const nextAfter = ({ forming, plan }) => forming.entryAt + plan.block;

function formingAt(model, now) {
  const next = nextEntryAt(model, now);
  if (!next) {
    return null;
  }
  const lost = ['DOJI', 'NO_DATA'].includes(model.forming?.nullReason) ? model.forming.nullReason : null;
  if (lost) {
    return { state: 'none', why: lost, until: nextAfter(model) };
  }
  if (next.side) {
    return { state: 'provisional', side: next.side, until: next.entryAt };
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
 * @return `{state, side?, attempt?, until?, why?, trades}`; `until` is what the countdown runs to
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
  const confirmed = confirmedAt(model, now);
  if (confirmed) {
    const { side, entryAt } = confirmed;
    const rest = trades.filter(({ attempt, until }) => attempt > 0 || until !== entryAt + model.timeframe);
    return { state: 'confirmed', side, until: entryAt, trades: rest };
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
