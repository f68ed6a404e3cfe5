/**
 * The cells of the ranking as a table: sorted by any column, filtered by texts and category, grouped by asset or strategy. Each
 * rate has its interval as a bar on one axis common to all rows, so that cells that cannot be told apart look it. On a phone
 * each row is a card.
 */
import { button, byId, element, icon, setText, show } from '../lib/dom.js';
import { dayAndTime, number, percent, zoneName } from '../lib/format.js';
import { plural, t } from '../lib/i18n.js';
import { COLUMNS, arranged, cellKey, moves, needsAll, proofOf } from '../model/cells.js';
import { analysisAddress } from '../model/parameters.js';
import { strategyName } from '../model/words.js';
import { gain, intervalMarks, rangeInWords } from '../views/figures.js';
import { longTable } from '../views/long-table.js';
import { showHead } from '../views/sort-head.js';
import { cells, needCells } from './cells.js';
import { firstInWords, isEarly, proofInWords } from './proof.js';
import { openSquares } from './squares.js';

/** These give way where there is less room. */
const WIDE = ['operations', 'current', 'longest', 'lastHit', 'payout', 'familyP'];

let ranking = null;
let view = { sortedBy: 'position', descending: false, asset: '', strategy: '', category: '', group: '' };
/** The cells as they stand on the screen; in the ranking's own order with holes. */
let shown = [];
/** How many places each cell has moved with the last computation. */
let moved = {};
/** The key of the cell whose analysis stands beside the table; '' for none. */
let openKey = '';

const labelOf = (name) => t(`ranking.columns.${name}`);

/** Where the axis common to all rows begins: the least that an interval of the first ones reaches, on a round tenth. */
const axisStart = () =>
  Math.min(0.9, Math.floor(Math.min(1, ...ranking.entries.map(({ wilson95 }) => wilson95?.[0] ?? 1)) * 10) / 10);

function streak(count) {
  if (count === 0) {
    return '—';
  }
  const text = plural(count > 0 ? 'ranking.streakWins' : 'ranking.streakLosses', Math.abs(count));
  return element('span', { class: count > 0 ? 'positive' : 'negative' }, text);
}

function moveMark(cell) {
  const places = moved[cellKey(cell)] ?? 0;
  const words = plural(places > 0 ? 'ranking.rose' : 'ranking.fell', Math.abs(places));
  return places === 0 ? null : element('small', { class: 'move', title: words }, icon(places > 0 ? 'caret-up-fill' : 'caret-down-fill'), element('span', { class: 'visually-hidden' }, words));
}

function squaresButton(cell) {
  const label = t('ranking.squares', { asset: cell.name, strategy: strategyName(cell.strategy) });
  return button({ class: 'icon-button squares-button', 'data-test': 'ranking-squares', title: label, 'aria-label': label }, () => openSquares(cell));
}

const CONTENTS = {
  position: (cell) => [String(cell.position), moveMark(cell)],
  name: (cell) => [element('a', { href: analysisAddress(cell), 'data-beside': 'ranking', 'data-test': 'ranking-open' }, cell.name)],
  strategy: (cell) => [element('span', { title: strategyName(cell.strategy) }, strategyName(cell.strategy))],
  first: (cell) => (cell.first.operations === 0 ? ['—'] : [element('b', {}, percent(cell.first.rate, 0)), ` ${firstInWords(cell)}`]),
  winRate: (cell) => [element('b', {}, percent(cell.winRate))],
  interval: (cell) => {
    const words = rangeInWords(cell) || '—';
    return [element('span', { class: 'interval', role: 'img', 'aria-label': words, title: words }, ...intervalMarks(cell, axisStart()))];
  },
  operations: ({ operations }) => [String(operations)],
  losses: ({ losses }) => [String(losses)],
  current: ({ currentStreak }) => [streak(currentStreak)],
  longest: ({ longestLossStreak, simulatedStreak }) => [
    String(longestLossStreak),
    simulatedStreak === null ? null : element('small', { class: 'muted', title: t('ranking.simulatedStreak') }, ` (${number(simulatedStreak, 1)})`),
  ],
  lastHit: ({ lastHit, computedAt }) => [lastHit === null ? '—' : dayAndTime(lastHit, computedAt)],
  payout: ({ payout }) => [percent(payout, 0)],
  profit: ({ profitPerCycle }) => [profitPerCycle === null ? '—' : gain(profitPerCycle, null)],
  familyP: ({ familyP }) => [familyP === null ? '—' : percent(familyP, familyP < 0.1 ? 1 : 0)],
  needed: (cell) => [element('span', { class: 'proof', 'data-proof': proofOf(cell, cells().total) }, proofInWords(cell))],
};

const NAMES = Object.keys(COLUMNS);

const classOf = (name) => `col-${name}${WIDE.includes(name) ? ' wide' : ''}`;

function renderRow(cell) {
  if (cell === undefined) {
    return element('tr', { role: 'row', class: 'unknown' }, element('td', { role: 'cell', colspan: NAMES.length + 1 }, '…'));
  }
  const row = element('tr', {
    role: 'row',
    class: isEarly(cell) ? 'below' : null,
    'data-test': 'ranking-row',
    'data-asset': cell.asset,
    'data-strategy': cell.strategy,
    'data-position': cell.position,
  });
  row.append(
    ...NAMES.map((name) =>
      element(
        name === 'name' ? 'th' : 'td',
        { class: classOf(name), role: name === 'name' ? 'rowheader' : 'cell', scope: name === 'name' ? 'row' : null, 'data-label': labelOf(name) },
        ...CONTENTS[name](cell),
      ),
    ),
    element('td', { class: 'col-squares', role: 'cell' }, squaresButton(cell)),
  );
  return row;
}

const table = longTable(
  { place: 'ranking-scroll', table: 'ranking-table', rows: 'ranking-rows', before: 'cells-before', after: 'cells-after' },
  { rows: 26, few: 13, step: 3 },
  { key: cellKey, look: (cell) => [cell, moved[cellKey(cell)], cells().total, axisStart()], render: renderRow },
);

function sortBy(name) {
  const descending = name === view.sortedBy ? !view.descending : !COLUMNS[name].up;
  view = { ...view, sortedBy: name, descending };
  byId('ranking-scroll').scrollTop = 0;
  render();
}

const heads = () => [
  ...NAMES.map((name) => ({
    name,
    label: labelOf(name),
    attributes: { role: 'columnheader', class: classOf(name) },
    hook: `sort-${name}`,
    help: t(`ranking.columnHelp.${name}`),
  })),
  { name: 'squares', label: labelOf('squares'), attributes: { role: 'columnheader', class: 'col-squares' }, unseen: true },
];

function renderHead() {
  showHead(byId('ranking-columns'), heads(), view, sortBy);
  byId('table-sort').value = view.sortedBy;
}

/** Asks for what is in sight, or for all where all have to be compared. */
function need(first, count) {
  const running = ranking.status === 'RUNNING';
  if (needsAll(view)) {
    needCells(0, cells().total, running);
  } else {
    needCells(first, first + count, running);
  }
}

function countInWords(total) {
  const all = needsAll(view);
  return all && shown.length !== total ? t('ranking.filtered', { shown: number(shown.length), all: number(total) }) : plural('ranking.cells', total, { count: number(total) });
}

function render() {
  // it can be filtered and sorted a task before it is drawn
  if (ranking === null) {
    return;
  }
  const known = cells();
  shown = needsAll(view) ? arranged(known.cells, view) : known.cells;
  renderHead();
  show(byId('no-hits'), shown.length === 0);
  show(byId('ranking-scroll'), shown.length > 0);
  show(byId('table-help'), shown.length > 0);
  table.show(shown);
  markOpenRow();
  setText('filter-count', countInWords(known.total));
  setText('ranking-zone', t('result.zone', { zone: zoneName() }));
  need(Number(table.nodes()[0]?.getAttribute('aria-rowindex') ?? 2) - 2, table.nodes().length);
}

function markOpenRow() {
  for (const row of table.nodes()) {
    if (openKey !== '' && `${row.dataset.asset} ${row.dataset.strategy}` === openKey) {
      row.setAttribute('aria-current', 'true');
    } else {
      row.removeAttribute('aria-current');
    }
  }
}

/** @param parameters of the analysis that stands beside the table; null for none */
export function showOpen(parameters) {
  openKey = parameters === null ? '' : cellKey(parameters);
  const index = shown.findIndex((cell) => cell !== undefined && cellKey(cell) === openKey);
  if (index >= 0) {
    table.reveal(index);
  }
  markOpenRow();
}

function openRow(event) {
  const row = event.target.closest('[data-asset]');
  // a link and a button do it by themselves, and somebody who marks text to copy it does not want to leave
  if (row && !event.target.closest('a, button') && String(getSelection()) === '') {
    row.querySelector('a').click();
  }
}

/** @param before the cells that stood there until now, of the same question; [] for none */
export function showTable(newRanking, before) {
  ranking = newRanking;
  moved = moves(before, cells().cells);
  render();
}

/** Cells that were asked for have come. */
export const showMore = render;

/** The cells as they stand, all of them known. */
export const inOrder = (all) => arranged(all, view);

function changeView() {
  const value = (id) => byId(id).value;
  view = { ...view, asset: value('filter'), strategy: value('filter-strategy'), category: value('filter-category'), group: value('group') };
  byId('ranking-scroll').scrollTop = 0;
  render();
}

export function setUpTable() {
  for (const id of ['filter', 'filter-strategy']) {
    byId(id).addEventListener('input', changeView);
  }
  for (const id of ['filter-category', 'group']) {
    byId(id).addEventListener('change', changeView);
  }
  byId('table-sort').append(...NAMES.map((name) => element('option', { value: name }, labelOf(name))));
  byId('table-sort').addEventListener('change', () => sortBy(byId('table-sort').value));
  byId('ranking-rows').addEventListener('click', openRow);
  table.setUp((first, count) => {
    markOpenRow();
    need(first, count);
  });
}
