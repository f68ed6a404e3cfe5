/** The quadrants as a table, newest first. */
import { byId, element, markSelected, write } from '../lib/dom.js';
import { dayAndTime, isSameDay, time } from '../lib/format.js';
import { plural } from '../lib/i18n.js';
import { select, selectedStart } from '../model/selection.js';
import { longTable } from '../views/long-table.js';
import { badge, sideOf } from '../views/signs.js';

let model = null;
/** Newest first. */
let rows = [];

function colourCounts(row) {
  const count = (name, value) => {
    const words = plural(`explanation.${name}`, value);
    return element('span', { class: `count-${name}`, role: 'img', 'aria-label': words, title: words }, String(value));
  };
  return [count('green', row.green), count('red', row.red), row.doji > 0 ? count('doji', row.doji) : null];
}

function renderRow(row) {
  return element(
    'tr',
    { 'data-test': 'quadrant-row', 'data-start': row.start, 'data-outcome': row.result },
    element('td', { class: 'number' }),
    element('th', { scope: 'row' }, dayAndTime(row.start, model.computedAt)),
    element('td', { class: 'colours' }, ...colourCounts(row)),
    element('td', {}, row.signal ? sideOf(row.signal) : '—'),
    element('td', {}, row.signal ? time(row.entryAt) : '—'),
    element('td', {}, badge(row.outcome), ' ', element('span', { class: 'outcome-words' }, row.outcome.words)),
  );
}

/** Everything that a row shows of its quadrant; its number is written apart, for it moves with every new quadrant. */
const look = (row) => [row.outcome, row.signal, row.entryAt, row.green, row.red, row.doji, isSameDay(row.start, model.computedAt)];

const table = longTable(
  { place: 'table-scroll', table: 'quadrant-table', rows: 'quadrant-rows', before: 'rows-before', after: 'rows-after' },
  { rows: 120, step: 40 },
  {
    key: (row) => row.start,
    look,
    render: renderRow,
    moved: (node, row) => write(node.firstElementChild, String(row.number)),
  },
);

/** One row stays in the tab order, the others are reached with the arrows. */
function mark() {
  const start = selectedStart();
  const all = table.nodes();
  const current = all.find((node) => Number(node.dataset.start) === start);
  markSelected(all, current, all[0]);
}

/** The selection has changed; what the reader has chosen elsewhere comes into sight. */
export function markRow(start, byReader) {
  const index = byReader ? rows.findIndex((row) => row.start === start) : -1;
  if (index >= 0) {
    table.reveal(index);
  }
  mark();
}

const STEPS = { ArrowUp: -1, ArrowDown: 1, PageUp: -10, PageDown: 10, Home: -Infinity, End: Infinity };

function onKey(event) {
  const start = Number(event.target.closest('[data-start]')?.dataset.start);
  const index = rows.findIndex((row) => row.start === start);
  if (index < 0) {
    return;
  }
  if (event.key in STEPS) {
    event.preventDefault();
    const next = rows[Math.max(0, Math.min(rows.length - 1, index + STEPS[event.key]))].start;
    if (next !== selectedStart()) {
      select(next);
    }
    table.nodes().find((node) => Number(node.dataset.start) === next)?.focus({ preventScroll: true });
  } else if (event.key === 'Enter' || event.key === ' ') {
    event.preventDefault();
    select(start);
  }
}

/** @return the rows that look different from before */
export function showTable(newModel) {
  model = newModel;
  rows = [...model.rows].reverse();
  const news = table.show(rows);
  mark();
  return news;
}

export function setUpTable() {
  byId('quadrant-rows').addEventListener('click', (event) => {
    const row = event.target.closest('[data-start]');
    if (row) {
      select(Number(row.dataset.start));
    }
  });
  byId('quadrant-rows').addEventListener('keydown', onKey);
  table.setUp(mark);
}
