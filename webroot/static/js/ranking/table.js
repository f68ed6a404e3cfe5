/**
 * The whole ranking as a table: sorted by any column, filtered by text and category. Each rate has its interval as a bar on
 * one axis common to all rows, so that assets that cannot be told apart look it.
 */
import { plainText } from '../analysis/assets.js';
import { button, byId, element, icon, keep, setText, show } from '../lib/dom.js';
import { hundredths, percent, signed, tone, timeWithSeconds, zoneName } from '../lib/format.js';
import { plural, t } from '../lib/i18n.js';
import { analysisAddress } from './parameters.js';

let ranking = null;
let sortedBy = 'position';
let descending = false;

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
    { name: 'computedAt', label: t('ranking.columns.computedAt'), value: (entry) => entry.computedAt, wide: true },
  ];
}

/** Where the common axis begins: the least that any interval reaches, on a round tenth. */
const axisStart = () =>
  Math.min(0.9, Math.floor(Math.min(1, ...ranking.entries.map(({ wilson95 }) => wilson95?.[0] ?? 1)) * 10) / 10);

function interval({ winRate, wilson95, chanceRate, breakEvenRate }) {
  const start = axisStart();
  const place = (rate) => `${(Math.max(0, (rate - start) / (1 - start)) * 100).toFixed(1)}%`;
  const mark = (name, from, to) => {
    const node = element('span', { class: `interval-${name}` });
    node.style.left = place(from);
    if (to !== undefined) {
      node.style.right = `calc(100% - ${place(to)})`;
    }
    return node;
  };
  const words = wilson95 ? t('result.interval', { low: hundredths(wilson95[0]), high: hundredths(wilson95[1]) }) : '—';
  return element(
    'span',
    { class: 'interval', role: 'img', 'aria-label': words, title: words },
    chanceRate > start ? mark('chance', chanceRate) : null,
    breakEvenRate !== null && breakEvenRate > start ? mark('needed', breakEvenRate) : null,
    wilson95 ? mark('range', wilson95[0], wilson95[1]) : null,
    winRate === null ? null : mark('rate', winRate),
  );
}

function cell(name, entry) {
  switch (name) {
    case 'name':
      return [
        element('a', { href: analysisAddress(entry), 'data-test': 'ranking-open' }, entry.name),
        entry.belowMinimum ? element('span', { class: 'tag tag-below' }, t('ranking.below')) : null,
      ].filter(Boolean);
    case 'winRate':
      return [percent(entry.winRate)];
    case 'interval':
      return [interval(entry)];
    case 'payout':
      return [percent(entry.payout, 0)];
    case 'profit':
      return entry.profitPerCycle === null
        ? ['—']
        : [element('span', { class: tone(entry.profitPerCycle, 3) }, signed(entry.profitPerCycle, 3))];
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
  const wanted = plainText(byId('filter').value);
  const category = byId('filter-category').value;
  const matches = ({ name, asset, category: its }) =>
    (!category || its === category) && (plainText(name).includes(wanted) || plainText(asset).includes(wanted));
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
  const all = ranking.entries.length;
  show(byId('no-hits'), entries.length === 0);
  setText('filter-count', entries.length === all ? plural('assets.count', all) : t('ranking.filtered', { shown: entries.length, all }));
  setText('zone', t('result.zone', { zone: zoneName() }));
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
