/** The newest quadrants of one cell as squares, on demand: the ranking itself carries only what they add up to. */
import { byId, element, setText } from '../lib/dom.js';
import { dayAndTime } from '../lib/format.js';
import { t } from '../lib/i18n.js';
import { outcomeOf } from '../model/outcomes.js';
import { analysisAddress, cellQuestion } from '../model/parameters.js';
import { strategyName } from '../model/words.js';
import * as api from '../net/api.js';

const QUADRANTS = 60;

/** Counts the cells that were asked for: an older answer does not take the place of a newer one. */
let turn = 0;

function square(row, computedAt) {
  const outcome = outcomeOf(row);
  const words = t('result.square', { letter: outcome.letter, time: dayAndTime(row.start, computedAt), outcome: outcome.words });
  return element('span', { class: `outcome outcome-${outcome.kind}`, role: 'img', 'data-test': 'ranking-square', 'aria-label': words, title: words }, outcome.letter);
}

export async function openSquares(cell) {
  turn += 1;
  const mine = turn;
  setText('squares-dialog-title', `${cell.name} · ${strategyName(cell.strategy)}`);
  byId('squares-dialog-open').href = analysisAddress(cell);
  byId('squares-dialog-rows').replaceChildren();
  setText('squares-dialog-note', t('app.loading'));
  byId('squares-dialog').showModal();
  try {
    const { rows, computedAt } = await api.catalog({ ...cellQuestion(cell), days: null, quadrants: QUADRANTS });
    if (mine === turn) {
      byId('squares-dialog-rows').replaceChildren(...rows.map((row) => square(row, computedAt)));
      setText('squares-dialog-note', t('ranking.squaresHelp'));
    }
  } catch (failure) {
    if (mine === turn) {
      setText('squares-dialog-note', failure.message);
    }
  }
}

export function setUpSquares() {
  // the analysis opens beside the table
  byId('squares-dialog-open').addEventListener('click', () => byId('squares-dialog').close());
}
