/** The quadrants as squares and as a table, their selection by mouse and keyboard, and the sentence that explains one. */
import { button, byId, element, icon, keep, setText, show } from '../lib/dom.js';
import { explain } from './explanation.js';
import { dayAndTime, time, zoneName } from '../lib/format.js';
import { plural, t } from '../lib/i18n.js';
import { badge, sideOf } from '../views/signs.js';
import { keepSelection, onSelect, select, selectedStart } from '../model/selection.js';

let model = null;
let explained = null;
let shownFor = 0;
/** Long tables take long to lay out: the newest rows are enough until the reader wants all. */
let showsAllRows = false;
const FEW_ROWS = 120;
/** What stands where the explanation goes while no quadrant is chosen: `{sentence, nodes}`. */
let hint = null;

const squares = () => [...byId('squares').children];
const tableRows = () => [...byId('quadrant-rows').children];

function renderSquare(row) {
  const words = t('result.square', {
    letter: row.outcome.letter,
    time: dayAndTime(row.start, model.computedAt),
    outcome: row.outcome.words,
  });
  return element(
    'div',
    {
      class: `outcome outcome-${row.outcome.kind}`,
      role: 'option',
      'data-test': 'square',
      'data-start': row.start,
      'data-outcome': row.result,
      'data-martingale': row.martingale,
      'aria-label': words,
      title: words,
    },
    row.outcome.letter,
  );
}

function colourCounts(row) {
  const count = (name, value) =>
    element('span', { class: `count-${name}`, title: plural(`explanation.${name}`, value) }, String(value));
  return [count('green', row.green), count('red', row.red), row.doji > 0 ? count('doji', row.doji) : null];
}

function renderTableRow(row) {
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

function renderNotes(asked) {
  const { skipped, summary } = model;
  const notes = [
    skipped > 0 && plural('result.skipped', skipped),
    summary.listed < asked && t('result.fewer', { listed: summary.listed, asked }),
  ];
  setText('table-notes', notes.filter(Boolean).join(' '));
}

function renderExplanation(start) {
  const row = start === null ? null : model.rowOf(start);
  const box = byId('explanation');
  // the box is read aloud when it changes, so a refresh that changes nothing leaves it alone
  const sentence = row ? `${row.start} ${explain(model, row)}` : (hint?.sentence ?? t('explanation.hint'));
  if (sentence === explained) {
    return;
  }
  explained = sentence;
  if (!row) {
    box.replaceChildren(...(hint?.nodes ?? [element('span', { class: 'muted' }, t('explanation.hint'))]));
    return;
  }
  box.replaceChildren(
    badge(row.outcome),
    element('span', {}, element('b', {}, dayAndTime(row.start, model.computedAt)), ` ${explain(model, row)}`),
    button({ class: 'icon-button', title: t('explanation.clear'), 'aria-label': t('explanation.clear') }, () => select(null), icon('x-lg')),
  );
}

/** Puts something else into the place of the usual hint, from the next result on; without nodes the usual one comes back. */
export function setHint(sentence, ...nodes) {
  hint = nodes.length > 0 ? { sentence, nodes } : null;
}

/** Marks the selection; one square and one row stay in the tab order, the rest is reached with the arrows. */
function renderSelection(start) {
  const lists = [
    { nodes: squares(), newest: -1 },
    { nodes: tableRows(), newest: 0 },
  ];
  for (const { nodes, newest } of lists) {
    const current = nodes.find((node) => Number(node.dataset.start) === start);
    for (const node of nodes) {
      node.setAttribute('aria-selected', String(node === current));
      node.tabIndex = -1;
    }
    const entrance = current ?? nodes.at(newest);
    if (entrance) {
      entrance.tabIndex = 0;
    }
  }
  renderExplanation(start);
}

/** Arrow keys select the neighbour; `step` 1 is the next node in document order. */
function moveSelection(nodes, from, step) {
  const index = nodes.indexOf(from);
  const next = nodes[Math.min(nodes.length - 1, Math.max(0, index + step))];
  if (next && Number(next.dataset.start) !== selectedStart()) {
    select(Number(next.dataset.start));
  }
  next?.focus();
}

function onKey(nodes, back, forward) {
  return (event) => {
    const node = event.target.closest('[data-start]');
    if (!node) {
      return;
    }
    if (event.key === back || event.key === forward) {
      event.preventDefault();
      moveSelection(nodes(), node, event.key === back ? -1 : 1);
    } else if (event.key === 'Home' || event.key === 'End') {
      event.preventDefault();
      moveSelection(nodes(), node, event.key === 'Home' ? -Infinity : Infinity);
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      select(Number(node.dataset.start));
    }
  };
}

function onClick(event) {
  const node = event.target.closest('[data-start]');
  if (node) {
    select(Number(node.dataset.start));
  }
}

/** Arrows without a focus of their own walk the squares, from the newest one. */
export function stepSelection(step) {
  if (!model) {
    return;
  }
  const nodes = squares();
  const current = nodes.find((node) => Number(node.dataset.start) === selectedStart());
  if (current) {
    moveSelection(nodes, current, step);
  } else {
    const newest = nodes[nodes.length - 1];
    select(Number(newest.dataset.start));
    newest.focus();
  }
}

export function setUpQuadrants() {
  byId('squares').addEventListener('click', onClick);
  byId('squares').addEventListener('keydown', onKey(squares, 'ArrowLeft', 'ArrowRight'));
  byId('quadrant-rows').addEventListener('click', onClick);
  byId('quadrant-rows').addEventListener('keydown', onKey(tableRows, 'ArrowUp', 'ArrowDown'));
  byId('all-rows').addEventListener('click', () => {
    showsAllRows = true;
    showQuadrants(model, shownFor);
  });
  onSelect((start) => model && renderSelection(start));
}

/** Everything that a row shows of its quadrant; its number is written apart, for it moves with every new quadrant. */
const look = (row) => [row.outcome, row.signal, row.entryAt, row.green, row.red, row.doji, dayAndTime(row.start, model.computedAt)];

/**
 * @param asked how many quadrants the reader wanted
 * @return the nodes that look different from before
 */
export function showQuadrants(newModel, asked) {
  model = newModel;
  shownFor = asked;
  const key = (row) => row.start;
  const newestFirst = [...model.rows].reverse();
  const newSquares = keep(byId('squares'), model.rows, { key, look, render: renderSquare });
  const listed = showsAllRows ? newestFirst : newestFirst.slice(0, FEW_ROWS);
  const newRows = keep(byId('quadrant-rows'), listed, { key, look, render: renderTableRow });
  show(byId('all-rows'), listed.length < newestFirst.length);
  setText('all-rows', t('table.all', { count: newestFirst.length }));
  listed.forEach((row, index) => {
    tableRows()[index].firstElementChild.textContent = String(row.number);
  });
  setText('zone', t('result.zone', { zone: zoneName() }));
  renderNotes(asked);
  keepSelection(model.rows.map((row) => row.start));
  return [...newSquares, ...newRows];
}
