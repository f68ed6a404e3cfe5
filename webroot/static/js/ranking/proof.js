/** What a cell proves, in words: judged on its first entries, among all cells of the table. */
import { number } from '../lib/format.js';
import { plural, t } from '../lib/i18n.js';
import { entriesLeft, entriesToProve, proofOf } from '../model/cells.js';
import { cells } from './cells.js';

/** "0,012", and never nothing at all. */
const probability = (p) => (p < 0.001 ? `< ${number(0.001, 3)}` : number(p, p < 0.1 ? 3 : 2));

/** How many first entries, and how often a coin does as well. */
export const firstInWords = ({ first }) => t('ranking.firstOf', { operations: first.operations, p: probability(first.pValue) });

/** What the cell proves, or why it does not. */
export function proofInWords(cell) {
  const proof = proofOf(cell, cells().total);
  const left = entriesLeft(cell);
  const values = { operations: cell.first.operations, needed: entriesToProve(cells().total) };
  if (proof === 'luck' && left !== 0) {
    return left === null ? t('ranking.proof.coin') : plural('ranking.proof.left', left, { count: number(left) });
  }
  return t(`ranking.proof.${proof}`, values);
}

/** Whether the cell cannot prove anything yet. */
export const isEarly = (cell) => ['few', 'short'].includes(proofOf(cell, cells().total));
