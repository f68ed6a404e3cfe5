/** The ranking on the screen: its label, five cards, the sentence about luck, the table, or what stands there without one. */
import { byId, element, icon, setText, show, write } from '../lib/dom.js';
import { dotted, number, timeWithSeconds } from '../lib/format.js';
import { plural, t } from '../lib/i18n.js';
import { inSteps } from '../lib/steps.js';
import { sameRanking } from '../model/parameters.js';
import { computedAt, computedTogether } from '../model/ranking.js';
import { rankingInWords } from '../model/words.js';
import { showTop } from './cards.js';
import { luckInWords } from './luck.js';
import { showTable } from './table.js';

/** The table follows the cards above it. */
const rows = inSteps();

const BLANKS = {
  IDLE: ['list-ol', 'ranking.empty', 'ranking.emptyHelp'],
  RUNNING: ['hourglass-split', 'ranking.waiting', 'ranking.waitingHelp'],
  FAILED: ['exclamation-triangle', 'ranking.nothing', 'ranking.nothingHelp'],
};

function showBlank(status) {
  const [name, title, help] = BLANKS[status] ?? ['inbox', 'ranking.noEntries', 'ranking.noEntriesHelp'];
  byId('ranking-blank').replaceChildren(icon(name), element('p', { class: 'blank-title' }, t(title)), element('p', {}, t(help)));
}

function label(shown) {
  const time = computedTogether(shown) && t('result.computedAt', { time: timeWithSeconds(computedAt(shown)) });
  return dotted(rankingInWords(shown.parameters), time);
}

/**
 * The rows are of their own parameters; while another run is awaited, or the form says something else, they are dimmed.
 *
 * @param shown the ranking whose rows are on the screen; null for none
 * @param ranking how it stands on the server
 * @param wanted what the form says
 */
export function showStanding(shown, ranking, wanted) {
  const left = shown !== null && !sameRanking(shown.parameters, wanted);
  const stale = left || (shown !== null && shown.id !== ranking.id);
  setText('ranking-label', shown === null ? '' : label(shown));
  byId('ranking-result').classList.toggle('stale', stale);
  show(byId('stale-note'), left && ranking.status !== 'RUNNING');
}

/** Of how many cells the best one is the best; before there is a ranking, of many. */
function showCount(total) {
  write(byId('intro-cells'), total > 1 ? plural('ranking.cells', total, { count: number(total) }) : t('ranking.introCells'));
}

/**
 * @param shown the ranking whose rows are to be on the screen; null for none, of which the status says why
 * @param before the cells of the same question that stood there until now
 */
export function showRows(shown, status, before) {
  const some = shown !== null;
  show(byId('ranking-blank'), !some);
  show(byId('ranking-result'), some);
  show(byId('entry-tools'), some);
  showCount(some ? shown.total : 0);
  if (!some) {
    rows.forget();
    showBlank(status);
    return;
  }
  const luck = luckInWords(shown);
  showTop(shown);
  rows.begin([() => showTable(shown, before)]);
  setText('ranking-luck', luck);
  show(byId('ranking-luck'), luck !== '');
}

/** Nothing of it stays. */
export function hideRanking() {
  rows.forget();
  showCount(0);
  show(byId('ranking-result'), false);
  show(byId('ranking-blank'), false);
}
