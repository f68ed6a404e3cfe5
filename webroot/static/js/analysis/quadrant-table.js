/**
 * The quadrants as a table, newest first. Of a long one only the rows around those in sight exist; as the reader scrolls,
 * others take their place.
 */
import { byId, element, keep, scrollWithin } from '../lib/dom.js';
import { dayAndTime, time } from '../lib/format.js';
import { plural } from '../lib/i18n.js';
import { select, selectedStart } from '../model/selection.js';
import { badge, sideOf } from '../views/signs.js';

/** How many rows exist at once, and by how many they move on. */
const ROWS = 120;
const STEP = 40;

let model = null;
/** Newest first. */
let rows = [];
/** Index of the first row that exists. */
let first = 0;

const place = () => byId('table-scroll');
const nodes = () => [...byId('quadrant-rows').children];
const rowHeight = () => byId('quadrant-rows').firstElementChild?.offsetHeight || 1;

function colourCounts(row) {
  const count = (name, value) =>
    element('span', { class: `count-${name}`, title: plural(`explanation.${name}`, value) }, String(value));
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
const look = (row) => [row.outcome, row.signal, row.entryAt, row.green, row.red, row.doji, dayAndTime(row.start, model.computedAt)];

/** Where the rows have to begin so that those in sight exist. */
function beginning() {
  const inSight = Math.floor(place().scrollTop / rowHeight());
  const wanted = Math.floor((inSight - STEP) / STEP) * STEP;
  return Math.max(0, Math.min(wanted, rows.length - ROWS));
}

/** @return the rows that look different from before */
function render() {
  first = beginning();
  const existing = rows.slice(first, first + ROWS);
  const news = keep(byId('quadrant-rows'), existing, { key: (row) => row.start, look, render: renderRow });
  nodes().forEach((node, index) => {
    node.firstElementChild.textContent = String(existing[index].number);
    node.setAttribute('aria-rowindex', String(first + index + 2));
  });
  const height = rowHeight();
  byId('rows-before').style.height = `${first * height}px`;
  byId('rows-after').style.height = `${(rows.length - first - existing.length) * height}px`;
  mark();
  return news;
}

/** One row stays in the tab order, the others are reached with the arrows. */
function mark() {
  const start = selectedStart();
  const all = nodes();
  const current = all.find((node) => Number(node.dataset.start) === start);
  for (const node of all) {
    node.setAttribute('aria-selected', String(node === current));
    node.tabIndex = -1;
  }
  const entrance = current ?? all[0];
  if (entrance) {
    entrance.tabIndex = 0;
  }
}

/** Has a row in sight, below the head that stays. */
function reveal(index) {
  const height = rowHeight();
  const head = byId('quadrant-table').tHead.offsetHeight;
  scrollWithin(place(), index * height, head + (index + 1) * height);
  if (beginning() !== first) {
    render();
  }
}

/** The selection has changed; what the reader has chosen elsewhere comes into sight. */
export function markRow(start, byReader) {
  const index = byReader ? rows.findIndex((row) => row.start === start) : -1;
  if (index >= 0) {
    reveal(index);
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
    nodes().find((node) => Number(node.dataset.start) === next)?.focus({ preventScroll: true });
  } else if (event.key === 'Enter' || event.key === ' ') {
    event.preventDefault();
    select(start);
  }
}

/** @return the rows that look different from before */
export function showTable(newModel) {
  model = newModel;
  rows = [...model.rows].reverse();
  byId('quadrant-table').setAttribute('aria-rowcount', String(rows.length + 1));
  return render();
}

export function setUpTable() {
  byId('quadrant-rows').addEventListener('click', (event) => {
    const row = event.target.closest('[data-start]');
    if (row) {
      select(Number(row.dataset.start));
    }
  });
  byId('quadrant-rows').addEventListener('keydown', onKey);
  place().addEventListener('scroll', () => model && beginning() !== first && render(), { passive: true });
}
