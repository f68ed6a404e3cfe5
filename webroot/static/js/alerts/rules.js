/**
 * What is to be told of an entry, and when. Pure: what was told so far and how things stand go in, what to tell and what
 * was told then come out. What was told and what is so now are two things: whoever has heard a side hears of every change
 * of it until the entry, and of one that the close itself brings.
 */

/** Prices older than this decide nothing. */
export const OLDEST_SECONDS = 10;

/** Entries of the past are remembered so long: the candle after an entry may still correct it. */
const REMEMBERED = 20;

const known = (told, key) => told.find((entry) => entry.key === key);

const remembering = (told, entry) => [...told.filter(({ key }) => key !== entry.key), entry].slice(-REMEMBERED);

const nothing = (told) => ({ told, tell: null });

/**
 * @param told sides heard so far, `[{key, side, count}]`
 * @param entry as `nextEntryAt` gives it, with its `key`; null when none is in sight
 * @param now epoch seconds at the broker
 * @param lead how many seconds before an entry it is told
 * @param age seconds since the newest price, by the broker's time; null when there was none
 * @return `{told, tell}`; `tell` is null or `{kind: 'entry' | 'changed', key, count, side, certain, left}`; a side of null is
 *   no entry, `count` numbers what is told of one entry
 */
export function decideEntry(told, { entry, now, lead, age }) {
  const left = entry ? entry.entryAt - now : 0;
  if (!entry || entry.side === undefined || left <= 0 || left > lead || age === null || age > OLDEST_SECONDS) {
    return nothing(told);
  }
  const { key, side, certain } = entry;
  const before = known(told, key);
  if (before ? before.side === side : side === null) {
    return nothing(told);
  }
  const count = (before?.count ?? 0) + 1;
  const tell = { kind: before ? 'changed' : 'entry', key, count, side, certain, left };
  return { told: remembering(told, { key, side, count }), tell };
}

/**
 * The quadrant of an entry has been listed: what was told otherwise is corrected as long as the entry's candle runs, for
 * somebody may be about to act on it.
 *
 * @param row `{key, side, entryAt, until}`: the side that it has, and when its entry's candle ends
 */
export function decideListed(told, row, now) {
  const before = known(told, row.key);
  if (!before || before.side === row.side || now >= row.until) {
    return nothing(told);
  }
  const { key, side, entryAt } = row;
  const count = before.count + 1;
  const tell = { kind: 'changed', key, count, side, certain: true, left: Math.max(0, entryAt - now) };
  return { told: remembering(told, { key, side, count }), tell };
}
