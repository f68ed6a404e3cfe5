/**
 * The cells of a ranking, each one strategy on one asset: those that the page knows of a table that the server holds, how
 * they are arranged for the reader, and what each can prove. Pure.
 */
import { plainText } from './assets.js';
import { strategyName } from './words.js';

/** Cells with a family-wise p-value up to this are evidence. */
const LEVEL = 0.05;
/** Cards above the table. */
const TOP = 5;

/** Unique in a ranking; a blank is in no symbol and in no strategy. */
export const cellKey = ({ asset, strategy }) => `${asset} ${strategy}`;

/**
 * A table of which no cell is known: `cells` by position, with holes, and which of them are of this `run`.
 *
 * @param run what the cells of one computation have in common
 */
export const noCells = (run = '', total = 0) => ({ run, total, cells: [], fresh: [] });

/**
 * The table after an answer has come. What is of another run stays as it was until it is asked anew.
 *
 * @param part `{run, total, offset, entries}`
 */
export function withPart(table, { run, total, offset, entries }) {
  const same = table.run === run && table.total === total;
  const news = new Set(entries.map(cellKey));
  const cells = Array.from({ length: total }, (_, index) => table.cells[index]);
  const fresh = Array.from({ length: total }, (_, index) => same && table.fresh[index] === true);
  // a cell stands once: where it stood before, another one stands now
  cells.forEach((cell, index) => {
    if (cell && news.has(cellKey(cell))) {
      cells[index] = undefined;
      fresh[index] = false;
    }
  });
  entries.forEach((entry, index) => {
    cells[offset + index] = entry;
    fresh[offset + index] = true;
  });
  return { run, total, cells, fresh };
}

/** The first stretch within `[from, to)` that has to be asked: `{offset, limit}`, or null. */
export function missing({ total, fresh }, from, to, most) {
  const end = Math.min(to, total);
  const first = Array.from({ length: Math.max(0, end - from) }, (_, index) => from + index).find((index) => !fresh[index]);
  return first === undefined ? null : { offset: first, limit: Math.min(most, end - first) };
}

/**
 * The ranking after news that tell only what has changed of its first cells.
 *
 * @param told the ranking as the news before told it
 * @param news with `moved`: for each of the first cells its place in what was told, -1 for one that stood further back
 * @return the ranking, or null when the news do not join it: then it has to be asked anew
 */
export function withNews(told, news) {
  if (told?.id !== news.id) {
    return null;
  }
  const kept = news.moved.map((place) => told.entries[place]);
  news.entries.forEach((entry) => (kept[entry.position - 1] = entry));
  if (kept.includes(undefined)) {
    return null;
  }
  const entries = kept.map((entry, index) => ({ ...entry, position: index + 1, computedAt: news.computedAt }));
  return { ...told, ...news, moved: null, offset: 0, entries, top: entries.slice(0, TOP) };
}

/** `{key: places}` of the cells that stand higher (positive) or lower than they did. */
export function moves(before, after) {
  const places = new Map(before.filter(Boolean).map((cell) => [cellKey(cell), cell.position]));
  const moved = after.filter(Boolean).map((cell) => [cellKey(cell), (places.get(cellKey(cell)) ?? cell.position) - cell.position]);
  return Object.fromEntries(moved.filter(([, distance]) => distance !== 0));
}

/** What a column sorts by; null stands last, whichever way. `up`: the least first, when it is chosen. */
export const COLUMNS = {
  position: { value: ({ position }) => position, up: true },
  name: { value: ({ name }) => name, up: true },
  strategy: { value: ({ strategy }) => strategyName(strategy), up: true },
  first: { value: ({ first }) => first.pValue, up: true },
  winRate: { value: ({ winRate }) => winRate },
  interval: { value: ({ wilson95 }) => wilson95?.[0] ?? null },
  operations: { value: ({ operations }) => operations },
  losses: { value: ({ losses }) => losses, up: true },
  current: { value: ({ currentStreak }) => currentStreak },
  longest: { value: ({ longestLossStreak }) => longestLossStreak, up: true },
  lastHit: { value: ({ lastHit }) => lastHit, up: true },
  payout: { value: ({ payout }) => payout },
  profit: { value: ({ profitPerCycle }) => profitPerCycle },
  familyP: { value: ({ familyP }) => familyP, up: true },
  needed: { value: (cell) => entriesLeft(cell), up: true },
};

let collator = null;

function compare(one, other) {
  collator ??= new Intl.Collator();
  return typeof one === 'string' ? collator.compare(one, other) : one - other;
}

/** Cells with too few operations stay below, whatever is compared; equals stand as in the ranking. */
function sorted(cells, { value }, descending) {
  const sign = descending ? -1 : 1;
  const keyed = cells.map((cell) => ({ cell, by: value(cell) }));
  keyed.sort(
    (one, other) =>
      one.cell.belowMinimum - other.cell.belowMinimum ||
      (one.by === null) - (other.by === null) ||
      (one.by === null ? 0 : sign * compare(one.by, other.by)) ||
      one.cell.position - other.cell.position,
  );
  return keyed.map(({ cell }) => cell);
}

/** Of each asset or strategy the one that stands first in the ranking. */
export function bestOfEach(cells, name) {
  const best = new Map();
  for (const cell of cells) {
    const other = best.get(cell[name]);
    if (other === undefined || cell.position < other.position) {
      best.set(cell[name], cell);
    }
  }
  return [...best.values()];
}

/**
 * Whether all cells have to be known before they can be arranged so; in the ranking's own order those in sight do.
 *
 * @param view `{sortedBy, descending, asset, strategy, category, group}`
 */
export const needsAll = ({ sortedBy, descending, asset, strategy, category, group }) =>
  sortedBy !== 'position' || descending || [asset, strategy, category, group].some((each) => each !== '');

/** Whether a text, of which many cells have the same, contains what is searched; each different one is looked at once. */
function contains(searched, textOf) {
  const wanted = plainText(searched);
  const known = new Map();
  return (value) => {
    if (!known.has(value)) {
      known.set(value, plainText(textOf(value)).includes(wanted));
    }
    return known.get(value);
  };
}

/** The known cells as the reader wants them: filtered by texts and category, grouped, and sorted by a column. */
export function arranged(cells, { sortedBy, descending, asset, strategy, category, group }) {
  const isAsset = contains(asset, (name) => name);
  const isStrategy = contains(strategy, (id) => `${strategyName(id)} ${id}`);
  const isWanted = (cell) =>
    (category === '' || cell.category === category) && (isAsset(cell.name) || isAsset(cell.asset)) && isStrategy(cell.strategy);
  const wanted = cells.filter((cell) => cell !== undefined && isWanted(cell));
  const shown = group === '' ? wanted : bestOfEach(wanted, group);
  return sorted(shown, COLUMNS[sortedBy], descending);
}

/** How many first entries a rate that stays as it is lacks for an even chance to be told from a coin; null: it never is. */
export const entriesLeft = ({ operationsNeeded, first }) =>
  operationsNeeded === null || operationsNeeded === undefined ? null : Math.max(0, operationsNeeded - first.operations);

/** First entries, all of them won, that would be evidence among so many cells. */
export const entriesToProve = (total) => Math.ceil(Math.log2(Math.max(1, total) / LEVEL));

/**
 * What a cell can prove among `total` cells: 'few' has too few operations to be compared, 'short' would prove nothing even if
 * it had won every entry, 'evidence' is hard to explain by luck, 'luck' is what a coin does as well (or nobody has simulated
 * coins), 'open' has not been judged yet.
 */
export function proofOf({ belowMinimum, first, familyP, holm }, total) {
  if (belowMinimum) {
    return 'few';
  }
  if (first.operations < entriesToProve(total)) {
    return 'short';
  }
  if (holm === null) {
    return 'open';
  }
  return familyP !== null && familyP <= LEVEL ? 'evidence' : 'luck';
}

/** Of so many simulated markets, those whose best cell was as good. */
export const marketsAsGood = (familyP, simulations) => Math.round(familyP * (1 + simulations)) - 1;

/**
 * The next entry of a cell: `{entryAt, side}`, whose side is null while it is not known; null when no entry is known at all.
 * After an entry that was told comes the one of the block after it.
 *
 * @param now epoch seconds at the broker
 */
export function nextOf({ next }, now) {
  if (!next) {
    return null;
  }
  const blocks = Math.max(0, Math.ceil((now - next.entryAt) / next.every));
  return { entryAt: next.entryAt + blocks * next.every, side: blocks === 0 ? next.side : null };
}
