/** The times of the day as a table, sorted by any column. */
import { byId, element } from '../lib/dom.js';
import { number, percent } from '../lib/format.js';
import { t } from '../lib/i18n.js';
import { MARKED, sorted } from '../model/slots.js';
import { longTable } from '../views/long-table.js';
import { sideOf } from '../views/signs.js';
import { showHead } from '../views/sort-head.js';

let view = { sortedBy: 'holm', descending: false };
/** What is shown, in the order of the answer, and up to which martingale. */
let slots = [];
let martingale = 0;

/** `upwards`: the least first, when it is chosen. */
function columns() {
  const gales = Array.from({ length: martingale + 1 }, (_, gale) => ({ name: `g${gale}`, label: `G${gale}`, wide: gale < martingale }));
  return [
    { name: 'slot', label: t('hours.slot'), upwards: true },
    { name: 'direction', label: t('hours.side'), upwards: true },
    { name: 'counts', label: t('hours.counts'), fixed: true },
    { name: 'share', label: t('hours.part') },
    ...gales,
    { name: 'holm', label: t('hours.holm'), upwards: true, wide: true },
  ];
}

const attributesOf = ({ wide }) => ({ class: wide ? 'wide' : null });

function wonCell({ wonBy, days }, gale) {
  const share = days > 0 ? percent(wonBy[gale] / days, 0) : '—';
  return element('span', { title: t('hours.wonTitle', { wins: wonBy[gale], days }) }, share);
}

function cell(name, slot) {
  switch (name) {
    case 'direction':
      return slot.direction ? sideOf(slot.direction) : '—';
    case 'counts':
      return element('span', { title: t('hours.countsTitle', { green: slot.green, red: slot.red, doji: slot.doji, missing: slot.missing }) }, `${slot.green} / ${slot.red}`);
    case 'share':
      return percent(slot.share, 0);
    case 'holm':
      return number(slot.holm, 2);
    default:
      return wonCell(slot, Number(name.slice(1)));
  }
}

function renderRow(slot) {
  const marked = slot.holm <= MARKED;
  return element(
    'tr',
    { 'data-test': 'slot-row', 'data-slot': slot.slot, 'data-marked': marked },
    element('th', { scope: 'row' }, slot.slot, marked ? element('span', { class: 'heat-mark', title: t('hours.marked') }, '★') : ''),
    ...columns().slice(1).map((column) => element('td', attributesOf(column), cell(column.name, slot))),
  );
}

const table = longTable(
  { place: 'slots-scroll', table: 'slots-table', rows: 'slots-rows', before: 'slots-before', after: 'slots-after' },
  { rows: 90, step: 30 },
  { key: ({ slot }) => slot, look: (slot) => [slot, martingale], render: renderRow },
);

function sortBy(name) {
  const { upwards = false } = columns().find((column) => column.name === name);
  view = { sortedBy: name, descending: name === view.sortedBy ? !view.descending : !upwards };
  render();
}

function render() {
  const heads = columns().map((column) => ({ ...column, attributes: attributesOf(column), hook: column.fixed ? null : `slots-sort-${column.name}` }));
  showHead(byId('slots-columns'), heads, view, sortBy);
  table.show(sorted(slots, view.sortedBy, view.descending));
}

export function slotsTable() {
  return element(
    'div',
    { class: 'table-window', id: 'slots-scroll', tabindex: '0', role: 'group', 'aria-labelledby': 'slots-label' },
    element(
      'table',
      { class: 'plain-table slots-table', id: 'slots-table', 'data-test': 'slots-table' },
      element('thead', {}, element('tr', { id: 'slots-columns' })),
      element('tbody', { 'aria-hidden': 'true' }, element('tr', { id: 'slots-before' })),
      element('tbody', { id: 'slots-rows' }),
      element('tbody', { 'aria-hidden': 'true' }, element('tr', { id: 'slots-after' })),
    ),
  );
}

/** Once the table stands in the page. */
export const followScrolling = () => table.setUp();

export function showSlotRows(newSlots, newMartingale) {
  slots = newSlots;
  martingale = newMartingale;
  render();
}
