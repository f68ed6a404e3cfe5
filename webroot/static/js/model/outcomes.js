/**
 * How an outcome looks and is called. The kind names the CSS class and the colour variable; letter and shape say the
 * same without colour.
 */
import { t } from '../lib/i18n.js';

const KINDS = {
  LOSS: { kind: 'loss', letter: 'L', text: 'loss' },
  TIE: { kind: 'tie', letter: 'E', text: 'tie' },
  NO_DATA: { kind: 'no-data', letter: '?', text: 'noData' },
  FILTERED: { kind: 'filtered', letter: 'F', text: 'filtered' },
  PENDING: { kind: 'pending', letter: '…', text: 'pending' },
};

const NULLS = { DRAW: 'draw', NO_MATCH: 'noMatch' };

function win(gale) {
  if (gale === 0) {
    return { kind: 'win0', letter: '1', words: t('outcome.entry') };
  }
  return { kind: `win${gale}`, letter: `G${gale}`, words: t('outcome.gale', { gale }) };
}

/** `{kind, letter, words}` of a row of the catalogue. */
export function outcomeOf(row) {
  if (row.result === 'WIN') {
    return win(row.martingale);
  }
  if (row.result === 'NULL') {
    return { kind: 'null', letter: 'N', words: t(`outcome.${NULLS[row.nullReason] ?? 'null'}`) };
  }
  const { kind, letter, text } = KINDS[row.result];
  return { kind, letter, words: t(`outcome.${text}`) };
}

/**
 * Every outcome that a catalogue with these gales can show, in the order of the legend.
 *
 * @param filtered whether conditions left quadrants out
 */
export function allOutcomes(martingale, filtered) {
  const wins = Array.from({ length: martingale + 1 }, (_, gale) => win(gale));
  const others = ['LOSS', 'NULL', ...(filtered ? ['FILTERED'] : []), 'TIE', 'NO_DATA', 'PENDING'].map((result) => outcomeOf({ result }));
  return [...wins, ...others];
}
