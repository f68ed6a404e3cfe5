/** The quadrants as squares, their selection by mouse and keyboard, and the sentence that explains one. */
import { button, byId, element, icon, keep, markSelected, scrollWithin, setText } from '../lib/dom.js';
import { explain } from './explanation.js';
import { markRow, setUpTable } from './quadrant-table.js';
import { dayAndTime, isSameDay, zoneName } from '../lib/format.js';
import { plural, t } from '../lib/i18n.js';
import { badge } from '../views/signs.js';
import { keepSelection, onSelect, select, selectedStart } from '../model/selection.js';

/** So many squares are made in one go: more would hold up what the reader does meanwhile. */
const SQUARES_AT_ONCE = 400;

let model = null;
/** Until older squares follow. */
let timer = null;
let explained = null;
/** What stands where the explanation goes while no quadrant is chosen: `{sentence, nodes}`. */
let hint = null;

const squares = () => [...byId('squares').children];

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

/** One square stays in the tab order, the rest is reached with the arrows. */
function markSquare(start) {
  const nodes = squares();
  const current = nodes.find((node) => Number(node.dataset.start) === start);
  markSelected(nodes, current, nodes.at(-1));
  return current;
}

function renderSelection(start, byReader) {
  const current = markSquare(start);
  if (byReader && current) {
    scrollWithin(byId('squares'), current.offsetTop, current.offsetTop + current.offsetHeight);
  }
  markRow(start, byReader);
  renderExplanation(start);
}

/** Arrow keys select the neighbour; `step` 1 is the next one. */
function moveSelection(from, step) {
  const nodes = squares();
  const index = nodes.indexOf(from);
  const next = nodes[Math.min(nodes.length - 1, Math.max(0, index + step))];
  if (next && Number(next.dataset.start) !== selectedStart()) {
    select(Number(next.dataset.start));
  }
  next?.focus({ preventScroll: true });
}

const STEPS = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity };

function onKey(event) {
  const node = event.target.closest('[data-start]');
  if (!node) {
    return;
  }
  if (event.key in STEPS) {
    event.preventDefault();
    moveSelection(node, STEPS[event.key]);
  } else if (event.key === 'Enter' || event.key === ' ') {
    event.preventDefault();
    select(Number(node.dataset.start));
  }
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
    moveSelection(current, step);
  } else {
    const newest = nodes[nodes.length - 1];
    select(Number(newest.dataset.start));
    newest.focus();
  }
}

export function setUpQuadrants() {
  setUpTable();
  byId('squares').addEventListener('click', onClick);
  byId('squares').addEventListener('keydown', onKey);
  onSelect((start, byReader) => model && renderSelection(start, byReader));
}

const look = (row) => [row.outcome, isSameDay(row.start, model.computedAt)];

/**
 * The newest squares, and later the others.
 *
 * @return the squares that look different from before
 */
function fill(count, atNewest) {
  const place = byId('squares');
  const news = keep(place, model.rows.slice(-count), { key: (row) => row.start, look, render: renderSquare });
  if (atNewest) {
    place.scrollTop = place.scrollHeight;
  }
  clearTimeout(timer);
  if (count < model.rows.length) {
    timer = setTimeout(fillMore, 0, count + SQUARES_AT_ONCE);
  }
  return news;
}

const isAtNewest = ({ scrollTop, clientHeight, scrollHeight }) => scrollTop + clientHeight >= scrollHeight - 1;

function fillMore(count) {
  fill(count, isAtNewest(byId('squares')));
  markSquare(selectedStart());
}

/**
 * @param asked how many quadrants the reader wanted
 * @param fresh whether it is the answer to another question, so that no square stays
 * @return the nodes that look different from before
 */
export function showQuadrants(newModel, asked, fresh) {
  const place = byId('squares');
  const atNewest = !model || isAtNewest(place);
  model = newModel;
  const news = fill(fresh ? SQUARES_AT_ONCE : Math.max(SQUARES_AT_ONCE, place.children.length), atNewest);
  setText('zone', t('result.zone', { zone: zoneName() }));
  renderNotes(asked);
  keepSelection(model.rows.map((row) => row.start));
  return news;
}
