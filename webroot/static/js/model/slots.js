/** The times of the day as a table to filter and sort, and as a list of signals to take along. Pure. */

/** The Holm p up to which chance does not explain a slot. */
export const MARKED = 0.05;

const HOUR_MINUTES = 60;

const minutesOf = ({ slot }) => Number(slot.slice(0, 2)) * HOUR_MINUTES + Number(slot.slice(3, 5));

/** How many dates it takes at least until the best of so many slots can be marked. */
export const leastDates = (slots) => Math.ceil(1 - Math.log2(MARKED / slots));

/** A range of hours may run over midnight. */
function isWithin(minutes, from, to) {
  const [begin, end] = [from * HOUR_MINUTES, to * HOUR_MINUTES];
  return begin < end ? minutes >= begin && minutes < end : minutes >= begin || minutes < end;
}

/**
 * @param from first hour, 0 … 23
 * @param to end of the last one, 1 … 24
 * @param share least share of the better side, in hundredths
 */
export const filtered = (slots, { from, to, share }) =>
  slots.filter((slot) => isWithin(minutesOf(slot), from, to) && slot.share * 100 >= share);

/** What a column is sorted by; null stands last. */
const VALUES = {
  slot: minutesOf,
  direction: ({ direction }) => direction,
  share: ({ share }) => share,
  holm: ({ pValue }) => pValue,
};

function valueOf(column, slot) {
  if (column in VALUES) {
    return VALUES[column](slot);
  }
  return slot.days > 0 ? slot.wonBy[Number(column.slice(1))] / slot.days : null;
}

/** What chance explains worst comes first. */
const byEvidence = (one, other) => one.pValue - other.pValue || other.share - one.share || minutesOf(one) - minutesOf(other);

/** @param column `slot`, `direction`, `share`, `holm`, or `g0`, `g1` … */
export function sorted(slots, column, descending) {
  return [...slots].sort((one, other) => {
    const [a, b] = [valueOf(column, one), valueOf(column, other)];
    if (a === null || b === null) {
      return (a === null) - (b === null) || byEvidence(one, other);
    }
    const difference = typeof a === 'string' ? a.localeCompare(b) : a - b;
    return (descending ? -difference : difference) || byEvidence(one, other);
  });
}

/**
 * Those that can be played, in the order of the day.
 *
 * @param after minutes of the day up to which it is too late, or -1
 */
export const signals = (slots, after) =>
  slots.filter((slot) => slot.direction !== null && minutesOf(slot) > after).sort((one, other) => minutesOf(one) - minutesOf(other));

/**
 * The list as people exchange it: what stands above is no signal, the date holds for the lines below.
 *
 * @param heading lines with neither a time nor a side
 * @param date `dd/MM/yyyy`
 */
export const signalText = (slots, { candle, asset, heading, date }) =>
  [...heading, date, ...slots.map(({ slot, direction }) => [candle, asset.replaceAll(';', ' '), slot, direction].join(';'))].join('\n') + '\n';
