/**
 * The whole ranking as a table: sorted by any column, filtered by text and category. Each rate has its interval as a bar on
 * one axis common to all rows, so that assets that cannot be told apart look it.
 */
import { button, byId, element, icon, keep, setText, show } from '../lib/dom.js';
import { percent, timeWithSeconds, zoneName } from '../lib/format.js';
import { plural, t } from '../lib/i18n.js';
import { isCalled } from '../model/assets.js';
import { computedTogether } from '../model/ranking.js';
import { analysisAddress } from '../model/parameters.js';
import { gain, intervalMarks, rangeInWords } from '../views/figures.js';

let ranking = null;
let sortedBy = 'position';
let descending = false;
/** The asset whose analysis stands beside the table; '' for none. */
let openAsset = '';

const galesOf = () => ranking.entries[0]?.winsByMartingale.length - 1;

/** `{name, label, value, wide}`; `value` null sorts last, `wide` columns give way on a phone. */
function columns() {
  const gales = Array.from({ length: Math.max(0, galesOf()) }, (_, index) => ({
    name: `g${index + 1}`,
    label: `G${index + 1}`,
    value: (entry) => entry.winsByMartingale[index + 1],
    wide: true,
  }));
  return [
    { name: 'position', label: t('ranking.columns.position'), value: (entry) => entry.position, upwards: true },
    { name: 'name', label: t('ranking.columns.asset'), value: (entry) => entry.name, upwards: true },
    { name: 'winRate', label: t('ranking.columns.rate'), value: (entry) => entry.winRate },
    { name: 'operations', label: t('ranking.columns.operations'), value: (entry) => entry.operations },
    { name: 'interval', label: t('ranking.columns.interval'), value: (entry) => entry.wilson95?.[0] ?? null },
    { name: 'entry', label: t('ranking.columns.entry'), value: (entry) => entry.winsByMartingale[0], wide: true },
    ...gales,
    { name: 'losses', label: t('result.cards.loss'), value: (entry) => entry.losses, wide: true },
    { name: 'nulls', label: t('result.cards.nulls'), value: (entry) => entry.nulls, wide: true },
    { name: 'payout', label: t('calculator.payout'), value: (entry) => entry.payout, wide: true },
    { name: 'profit', label: t('ranking.columns.profit'), value: (entry) => entry.profitPerCycle },
    // one run's times say the same in each row: the label says it once
    ...(computedTogether(ranking) ? [] : [{ name: 'computedAt', label: t('ranking.columns.computedAt'), value: (entry) => entry.computedAt, wide: true }]),
  ];
}

/** Where the common axis begins: the least that any interval reaches, on a round tenth. */
const axisStart = () =>
  Math.min(0.9, Math.floor(Math.min(1, ...ranking.entries.map(({ wilson95 }) => wilson95?.[0] ?? 1)) * 10) / 10);

function interval(entry) {
  const words = rangeInWords(entry) || '—';
  return element('span', { class: 'interval', role: 'img', 'aria-label': words, title: words }, ...intervalMarks(entry, axisStart()));
}

function cell(name, entry) {
  switch (name) {
    case 'name':
      return [
        element('a', { href: analysisAddress(entry), 'data-beside': 'ranking', 'data-test': 'ranking-open' }, entry.name),
        entry.belowMinimum ? element('span', { class: 'tag tag-below' }, t('ranking.below')) : null,
      ].filter(Boolean);
    case 'winRate':
      return [percent(entry.winRate)];
    case 'interval':
      return [interval(entry)];
    case 'payout':
      return [percent(entry.payout, 0)];
    case 'profit':
      return [entry.profitPerCycle === null ? '—' : gain(entry.profitPerCycle, null)];
    case 'computedAt':
      return [timeWithSeconds(entry.computedAt)];
    default:
      return [String(columns().find((column) => column.name === name).value(entry))];
  }
}

function renderRow(entry) {
  const row = element('tr', {
    class: entry.belowMinimum ? 'below' : null,
    'data-test': 'ranking-row',
    'data-asset': entry.asset,
    'data-position': entry.position,
  });
  row.append(
    ...columns().map(({ name, wide }) =>
      element(name === 'name' ? 'th' : 'td', { class: `col-${name}${wide ? ' wide' : ''}`, scope: name === 'name' ? 'row' : null }, ...cell(name, entry)),
    ),
  );
  return row;
}

function order(one, other) {
  // too few operations to be compared: below, whatever is compared
  if (one.belowMinimum !== other.belowMinimum) {
    return one.belowMinimum ? 1 : -1;
  }
  const { value } = columns().find(({ name }) => name === sortedBy) ?? columns()[0];
  const [a, b] = [value(one), value(other)];
  if (a === null || b === null) {
    return (a === null) - (b === null) || one.position - other.position;
  }
  const difference = typeof a === 'string' ? a.localeCompare(b) : a - b;
  return (descending ? -difference : difference) || one.position - other.position;
}

function visible() {
  const category = byId('filter-category').value;
  const matches = (entry) =>
    (!category || entry.category === category) && isCalled({ name: entry.name, symbol: entry.asset }, byId('filter').value);
  return ranking.entries.filter(matches).sort(order);
}

function sortBy({ name, upwards }) {
  descending = name === sortedBy ? !descending : !upwards;
  sortedBy = name;
  render();
}

function renderHead() {
  const state = (name) => {
    if (name !== sortedBy) {
      return 'none';
    }
    return descending ? 'descending' : 'ascending';
  };
  const look = (column) => [column.label, state(column.name)];
  const head = (column) => {
    const sign = { none: null, ascending: icon('caret-up-fill'), descending: icon('caret-down-fill') }[state(column.name)];
    const sort = button({ class: 'sort', 'data-test': `sort-${column.name}` }, () => sortBy(column), column.label, sign);
    return element(
      'th',
      { scope: 'col', class: `col-${column.name}${column.wide ? ' wide' : ''}`, 'aria-sort': state(column.name) },
      sort,
      column.name === 'interval' ? element('span', { class: 'axis', 'aria-hidden': 'true' }, element('span', {}, percent(axisStart(), 0)), element('span', {}, percent(1, 0))) : null,
    );
  };
  const focused = document.activeElement?.dataset.test;
  const fresh = keep(byId('ranking-columns'), columns(), { key: ({ name }) => name, look: (column) => [look(column), axisStart()], render: head });
  fresh.forEach((node) => node.firstElementChild.dataset.test === focused && node.firstElementChild.focus());
}

function render() {
  renderHead();
  const entries = visible();
  keep(byId('ranking-rows'), entries, { key: ({ asset }) => asset, look: (entry) => [entry, axisStart(), galesOf()], render: renderRow });
  markOpenRow();
  const all = ranking.entries.length;
  show(byId('no-hits'), entries.length === 0);
  show(byId('ranking-table'), entries.length > 0);
  show(byId('table-help'), entries.length > 0);
  setText('filter-count', entries.length === all ? plural('assets.count', all) : t('ranking.filtered', { shown: entries.length, all }));
  setText('ranking-zone', t('result.zone', { zone: zoneName() }));
}

function markOpenRow() {
  for (const row of byId('ranking-rows').children) {
    if (row.dataset.asset === openAsset) {
      row.setAttribute('aria-current', 'true');
    } else {
      row.removeAttribute('aria-current');
    }
  }
}

/** @param symbol of the asset whose analysis stands beside the table; '' for none */
export function showOpen(symbol) {
  openAsset = symbol;
  markOpenRow();
  byId('ranking-rows').querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
}

function openRow(event) {
  const row = event.target.closest('tr');
  // a link does it by itself, and somebody who marks text to copy it does not want to leave
  if (row && !event.target.closest('a') && String(getSelection()) === '') {
    row.querySelector('a').click();
  }
}

export function showTable(newRanking) {
  ranking = newRanking;
  render();
}

export function setUpTable() {
  byId('filter').addEventListener('input', render);
  byId('filter-category').addEventListener('change', render);
  byId('ranking-rows').addEventListener('click', openRow);
}
