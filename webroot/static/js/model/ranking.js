/** What the views of a ranking have in common. Pure. */

const TOGETHER_SECONDS = 60;

/** When the oldest of its entries was computed, epoch seconds. */
export const computedAt = ({ entries }) => Math.min(...entries.map((entry) => entry.computedAt));

/** Whether its entries are of the same moment, so that one time says it for all. */
export const computedTogether = (ranking) =>
  Math.max(...ranking.entries.map((entry) => entry.computedAt)) - computedAt(ranking) < TOGETHER_SECONDS;
