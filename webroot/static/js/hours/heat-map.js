/** Weekday × hour below an analysis: in each cell the rate and its operations, in words for the one that is looked at. */
import { fileAnswer } from '../files/files.js';
import { byId, element, setText, show } from '../lib/dom.js';
import { number, percent, timeWithSeconds } from '../lib/format.js';
import { plural, t } from '../lib/i18n.js';
import { isFile } from '../model/assets.js';
import { FEW, heatMap, WEEKDAYS } from '../model/hours.js';
import { questionOf, slotsAddress } from '../model/parameters.js';
import { inWords, weekdayName } from '../model/words.js';
import * as api from '../net/api.js';
import { problemAt } from '../views/problem.js';
import { zoneOf } from './zone.js';

const problem = problemAt('heat-problem', 'heat-retry');

/** What the map on the screen answers; '' for none. */
let shownOf = '';
let request = null;
let failures = 0;
/** The cells by place: `cells[line][column]`, with what each says. */
let cells = [];

/** Everything by which the answer may be another one, but for the candles that close meanwhile: the label says of when it is. */
const signOf = ({ model, parameters }) => JSON.stringify([parameters, zoneOf(parameters), model.catalog.coverage?.complete ?? true]);

const hourName = (hour) => `${String(hour).padStart(2, '0')}h`;

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
  return { node, says: sentence(place, cell) };
}

function line(name, head, listed) {
  const row = listed.map(({ place, cell }) => cellNode(place, cell));
  cells.push(row);
  return element('tr', {}, element('th', { scope: 'row' }, head ?? name), ...row.map(({ node }) => node));
}

function tableOf({ lines, total }) {
  cells = [];
  const day = (weekday) => weekdayName(weekday);
  const rows = lines.map(({ hour, cells: ofDays, all }) =>
    line(hourName(hour), null, [
      ...ofDays.map((cell, index) => ({ place: `${day(index + 1)} ${hourName(hour)}`, cell })),
      { place: hourName(hour), cell: all },
    ]),
  );
  const last = line(null, t('hours.all'), total.map((cell, index) => ({ place: day(index + 1), cell })));
  return element(
    'table',
    { class: 'heat-table', role: 'grid', 'aria-labelledby': 'heat-label', 'data-test': 'heat-table' },
    element(
      'thead',
      {},
      element('tr', {}, element('th', { scope: 'col' }, t('hours.hour')), ...WEEKDAYS.map((weekday) => element('th', { scope: 'col' }, day(weekday))), element('th', { scope: 'col' }, t('hours.all'))),
    ),
    element('tbody', {}, ...rows, last),
  );
}

function placeOf(node) {
  for (const [lineIndex, row] of cells.entries()) {
    const column = row.findIndex((cell) => cell.node === node);
    if (column >= 0) {
      return [lineIndex, column];
    }
  }
  return null;
}

/** One cell stays in the tab order, the others are reached with the arrows. */
function choose(node) {
  const place = placeOf(node);
  if (place) {
    cells.flat().forEach((cell) => (cell.node.tabIndex = cell.node === node ? 0 : -1));
    setText('heat-says', cells[place[0]][place[1]].says);
  }
}

const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Home: [0, -Infinity], End: [0, Infinity] };

function onKey(event) {
  const place = placeOf(event.target.closest('td'));
  const step = STEPS[event.key];
  if (!place || !step) {
    return;
  }
  event.preventDefault();
  const row = cells[Math.max(0, Math.min(cells.length - 1, place[0] + step[0]))];
  row[Math.max(0, Math.min(row.length - 1, place[1] + step[1]))].node.focus();
}

function render({ model, parameters }, answer) {
  const map = heatMap(answer.byHour, model.summary.chanceRate);
  const zone = t('hours.zone', { zone: answer.zone });
  const time = t('result.computedAt', { time: timeWithSeconds(answer.computedAt) });
  byId('to-slots').href = slotsAddress(parameters);
  setText('heat-label', [model.asset.name, inWords(parameters), zone, time].join(' · '));
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
  byId('heat-place').replaceChildren(table);
  cells[0][0].node.tabIndex = 0;
}

function clear() {
  cells = [];
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
