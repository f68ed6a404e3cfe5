/** Weekday × hour below an analysis: in each cell the rate and its operations, in words for the one that is looked at. */
import { fileAnswer } from '../files/files.js';
import { byId, element, setText, show } from '../lib/dom.js';
import { dotted, number, ownZone, percent, timeWithSeconds, two, weekdayName } from '../lib/format.js';
import { plural, t } from '../lib/i18n.js';
import { isFile } from '../model/assets.js';
import { FEW, heatMap, WEEKDAYS } from '../model/hours.js';
import { questionOf, slotsAddress } from '../model/parameters.js';
import { inWords } from '../model/words.js';
import * as api from '../net/api.js';
import { problemAt } from '../views/problem.js';

const problem = problemAt('heat-problem', 'heat-retry');

/** What the map on the screen answers; '' for none. */
let shownOf = '';
let request = null;
let failures = 0;
/** What each cell of the table says. */
const sentences = new WeakMap();

/** That of the conditions, or the reader's own. */
const zoneOf = ({ zone }) => zone ?? ownZone();

/** Everything by which the answer may be another one, but for the candles that close meanwhile: the label says of when it is. */
const signOf = ({ model, parameters }) => JSON.stringify([parameters, zoneOf(parameters), model.catalog.coverage?.complete ?? true]);

const hourName = (hour) => `${two(hour)}h`;

/** A cell in a whole sentence. */
function sentence(place, cell) {
  if (!cell) {
    return t('hours.nothing', { place });
  }
  const { operations, wins, rate, firstOperations, firstWins, pValue, holm } = cell;
  const p = (value) => number(value, 0, value < 0.01 ? 5 : 2);
  const facts = { place, wins, rate: percent(rate), first: firstWins, of: firstOperations, p: p(pValue), holm: p(holm) };
  return [
    plural('hours.cell', operations, facts),
    cell.marked ? t('hours.marked') : '',
    cell.few ? t('hours.few', { count: FEW }) : '',
  ].filter(Boolean).join(' ');
}

function content(cell) {
  if (!cell) {
    return ['–'];
  }
  return [
    element('b', {}, percent(cell.rate, 0), cell.marked ? element('span', { class: 'heat-mark', title: t('hours.marked') }, '★') : ''),
    element('small', {}, String(cell.operations)),
  ];
}

function cellNode(place, cell) {
  const node = element(
    'td',
    {
      class: `heat-cell${cell?.few ? ' few' : ''}`,
      tabindex: '-1',
      'data-test': 'heat-cell',
      'data-shade': cell ? cell.shade : null,
      'data-marked': Boolean(cell?.marked),
    },
    ...content(cell),
  );
  sentences.set(node, sentence(place, cell));
  return node;
}

const line = (head, cells) => element('tr', {}, element('th', { scope: 'row' }, head), ...cells);

function tableOf({ lines, total }) {
  const rows = lines.map(({ hour, cells, all }) =>
    line(hourName(hour), [
      ...cells.map((cell, index) => cellNode(`${weekdayName(WEEKDAYS[index])} ${hourName(hour)}`, cell)),
      cellNode(hourName(hour), all),
    ]),
  );
  const last = line(t('hours.all'), total.map((cell, index) => cellNode(weekdayName(WEEKDAYS[index]), cell)));
  const heads = [t('hours.hour'), ...WEEKDAYS.map(weekdayName), t('hours.all')];
  return element(
    'table',
    { class: 'heat-table', role: 'grid', 'aria-labelledby': 'heat-label', 'data-test': 'heat-table' },
    element('thead', {}, element('tr', {}, ...heads.map((head) => element('th', { scope: 'col' }, head)))),
    element('tbody', {}, ...rows, last),
  );
}

/** One cell stays in the tab order, the others are reached with the arrows. */
function choose(node) {
  byId('heat-place').querySelector('[tabindex="0"]').tabIndex = -1;
  node.tabIndex = 0;
  setText('heat-says', sentences.get(node));
}

const within = (value, least, most) => Math.max(least, Math.min(most, value));

const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Home: [0, -Infinity], End: [0, Infinity] };

function onKey(event) {
  const step = STEPS[event.key];
  if (!step) {
    return;
  }
  event.preventDefault();
  const cell = event.target;
  const { rows } = cell.closest('tbody');
  const { cells } = rows[within(cell.parentNode.sectionRowIndex + step[0], 0, rows.length - 1)];
  // the first is the line's head
  cells[within(cell.cellIndex + step[1], 1, cells.length - 1)].focus();
}

function render({ model, parameters }, answer) {
  const map = heatMap(answer.byHour, model.summary.chanceRate);
  const zone = t('hours.zone', { zone: answer.zone });
  const time = t('result.computedAt', { time: timeWithSeconds(answer.computedAt) });
  byId('to-slots').href = slotsAddress(parameters);
  setText('heat-label', dotted(model.asset.name, inWords(parameters), zone, time));
  setText('heat-says', t(map.lines.length > 0 ? 'hours.help' : 'hours.empty', { count: FEW }));
  if (map.lines.length === 0) {
    byId('heat-place').replaceChildren();
    return;
  }
  const table = tableOf(map);
  table.addEventListener('focusin', (event) => choose(event.target));
  // a finger on a cell does not focus it everywhere
  table.addEventListener('click', (event) => event.target.closest('td')?.focus({ preventScroll: true }));
  table.addEventListener('keydown', onKey);
  table.querySelector('td').tabIndex = 0;
  byId('heat-place').replaceChildren(table);
}

function clear() {
  problem.clear();
  byId('heat-place').replaceChildren();
  setText('heat-label', '');
  setText('heat-says', '');
}

/** Of a file its candles are sent along. */
function ask(parameters, signal) {
  const question = { ...questionOf(parameters), zone: zoneOf(parameters) };
  return isFile(parameters.asset) ? fileAnswer(api.hoursOf, question, signal) : api.hours(question, signal);
}

/**
 * Shows the map of a result, unless it stands there already.
 *
 * @param result `{model, parameters}` on the screen; null for none, of which nothing stays
 */
export async function showHeatMap(result) {
  const sign = result ? signOf(result) : '';
  if (sign === shownOf) {
    return;
  }
  request?.abort();
  shownOf = sign;
  if (!result) {
    request = null;
    clear();
    return;
  }
  byId('heat-place').classList.add('stale');
  const current = new AbortController();
  request = current;
  problem.clear();
  show(byId('heat-loading'), byId('heat-place').childElementCount === 0);
  try {
    const answer = await ask(result.parameters, current.signal);
    if (current === request) {
      failures = 0;
      render(result, answer);
    }
  } catch (failure) {
    if (current === request && !(failure instanceof api.ApiError)) {
      throw failure;
    }
    if (current === request) {
      shownOf = '';
      failures += 1;
      clear();
      problem.show(failure, failures, '', () => showHeatMap(result));
    }
  } finally {
    if (current === request) {
      show(byId('heat-loading'), false);
      byId('heat-place').classList.remove('stale');
    }
  }
}
