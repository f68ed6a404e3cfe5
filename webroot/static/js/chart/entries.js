/** What the chart marks of the quadrants: their candles, and each attempt with what became of it. Pure. */

/** Index range [first, last] of a quadrant's candles, or null when the series has none of them. */
export function candleRange(model, row) {
  let range = null;
  for (let from = row.start; from < row.end; from += model.timeframe) {
    const index = model.candleAt(from);
    if (index !== undefined) {
      range = [range?.[0] ?? index, index];
    }
  }
  return range;
}

export const rowAt = (model, index) => {
  const from = model.candles.from[index];
  return model.rows.find((row) => row.start <= from && from < row.end);
};

const LAST = { WIN: 'W', LOSS: 'L', TIE: 'E', NO_DATA: '?', PENDING: '' };

/** `[{index, side, letter, kind}]` of the attempts that a quadrant has come to; all before its last one lost. */
export function entriesOf(model, row) {
  return row.attemptsAt
    .slice(0, row.martingale + 1)
    .map((from, attempt) => {
      const last = attempt === row.martingale;
      const kind = last ? row.outcome.kind : 'loss';
      return { index: model.candleAt(from), side: row.signal, letter: last ? LAST[row.result] : 'L', kind };
    })
    .filter(({ index }) => index !== undefined);
}
