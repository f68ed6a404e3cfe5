/** "Horários": each time of the day over the last dates of an asset, to filter, to sort, and to take along as signals. */
import { fileAnswer } from '../files/files.js';
import { viewNow } from '../lib/address.js';
import { elapsed, now } from '../lib/clock.js';
import { button, byId, element, icon, keep, setText, show } from '../lib/dom.js';
import { copy, download } from '../lib/downloads.js';
import { candleName, dayAndTime, galeName, number, percent, timeWithSeconds, zoneName } from '../lib/format.js';
import { plural, t } from '../lib/i18n.js';
import { copyLink, tell } from '../lib/links.js';
import { allAssets, allFiles, findAsset, isFile } from '../model/assets.js';
import { GALES_MAX, readSlotParameters, sameSlots, slotsLink, TIMEFRAMES, writeSlotParameters } from '../model/parameters.js';
import { filtered, leastDates, MARKED, signals, signalText, sorted } from '../model/slots.js';
import * as api from '../net/api.js';
import { longTable } from '../views/long-table.js';
import { problemAt } from '../views/problem.js';
import { sideOf } from '../views/signs.js';
import { ownZone } from './zone.js';

const DATES = [5, 10, 16, 30, 60, 90];
const HOURS = Array.from({ length: 25 }, (_, hour) => hour);
const DAY_SECONDS = 86_400;
/** How often an answer is asked anew while more days become known. */
const GROWS_EVERY_SECONDS = 10;

const problem = problemAt('slots-problem', 'slots-retry');

let parameters = null;
/** The newest answer, and what it answers. */
let answer = null;
let answered = null;
let answeredAt = 0;
let request = null;
let failures = 0;
let sortedBy = 'holm';
let descending = false;
let day = 'today';
/** What is in the table. */
let rows = [];

const isBuilt = () => byId('slots-form') !== null;

const two = (value) => String(value).padStart(2, '0');
const hourText = (hour) => `${two(hour)}:00`;

/* ---- what is asked ---- */

const option = (value, text) => element('option', { value }, text);

function select(name, options) {
  return element('select', { class: 'form-select', id: `slots-${name}`, 'data-test': `slots-${name}` }, ...options);
}

const field = (name, node, label = t(`hours.${name}`)) => element('label', { class: 'field', for: node.id }, element('span', {}, label), node);

function form() {
  const gales = Array.from({ length: GALES_MAX + 1 }, (_, gale) => option(gale, galeName(gale)));
  const ties = [option('loss', t('controls.tieLoss')), option('tie', t('controls.tieTie'))];
  const share = element('input', { class: 'form-control', id: 'slots-share', 'data-test': 'slots-share', type: 'number', inputmode: 'numeric', min: 0, max: 100, step: 1 });
  const node = element(
    'form',
    { class: 'panel ranking-fields', id: 'slots-form', novalidate: true },
    field('asset', select('asset', [])),
    field('timeframe', select('timeframe', TIMEFRAMES.map((timeframe) => option(timeframe, candleName(timeframe)))), t('controls.timeframe')),
    field('dates', select('dates', [])),
    field('martingale', select('martingale', gales), t('controls.martingale')),
    field('tie', select('tie', ties), t('controls.tie')),
    field('from', select('from', HOURS.slice(0, -1).map((hour) => option(hour, hourText(hour))))),
    field('to', select('to', HOURS.slice(1).map((hour) => option(hour, hourText(hour))))),
    field('share', share),
  );
  node.addEventListener('submit', (event) => event.preventDefault());
  node.addEventListener('change', changed);
  return node;
}

function offerAssets() {
  const { asset } = parameters;
  const listed = [...allAssets()].sort((one, other) => one.name.localeCompare(other.name));
  const known = asset === '' || findAsset(asset);
  const files = allFiles().map(({ symbol, name }) => option(symbol, name));
  byId('slots-asset').replaceChildren(
    ...[asset === '' ? option('', t('hours.choose')) : '', known ? '' : option(asset, asset)].filter(Boolean),
    ...listed.map(({ symbol, name }) => option(symbol, name)),
    ...(files.length > 0 ? [element('optgroup', { label: t('files.open') }, ...files)] : []),
  );
  byId('slots-asset').value = asset;
}

function writeForm() {
  offerAssets();
  const offered = DATES.includes(parameters.slotDays) ? DATES : [...DATES, parameters.slotDays];
  byId('slots-dates').replaceChildren(...offered.map((count) => option(count, plural('controls.daysCount', count))));
  byId('slots-dates').value = parameters.slotDays;
  for (const name of ['timeframe', 'martingale', 'tie', 'from', 'to', 'share']) {
    byId(`slots-${name}`).value = parameters[name];
  }
}

function readForm() {
  const whole = (name) => Number(byId(`slots-${name}`).value);
  const share = byId('slots-share');
  return {
    asset: byId('slots-asset').value,
    timeframe: whole('timeframe'),
    slotDays: whole('dates'),
    martingale: whole('martingale'),
    tie: byId('slots-tie').value,
    from: whole('from'),
    to: whole('to'),
    share: share.checkValidity() ? Number(share.value) : parameters.share,
  };
}

/** Whatever is chosen is asked at once, unless it is only another part of the same answer. */
function changed() {
  const before = parameters;
  parameters = readForm();
  const asks = !sameSlots(before, parameters);
  writeSlotParameters(parameters, !asks);
  byId('slots-share').value = parameters.share;
  if (asks) {
    load();
  } else {
    render();
  }
}

/* ---- what is answered ---- */

function ask(signal) {
  const { asset, timeframe, slotDays, martingale, tie } = parameters;
  const question = { asset, timeframe, slotDays, martingale, tie, zone: ownZone() };
  return isFile(asset) ? fileAnswer(api.slotsOf, question, signal) : api.slots(question, signal);
}

async function load() {
  request?.abort();
  problem.clear();
  if (parameters.asset === '') {
    request = null;
    answer = null;
    render();
    return;
  }
  const current = new AbortController();
  const asked = parameters;
  request = current;
  render();
  try {
    const came = await ask(current.signal);
    if (current === request) {
      [answer, answered, failures, answeredAt] = [came, asked, 0, elapsed()];
    }
  } catch (failure) {
    if (current === request && !(failure instanceof api.ApiError)) {
      throw failure;
    }
    if (current === request) {
      failures += 1;
      answer = null;
      problem.show(failure, failures, '', load);
    }
  } finally {
    if (current === request) {
      request = null;
      render();
    }
  }
}

function label() {
  const name = findAsset(answered.asset)?.name ?? answered.asset;
  return [
    name,
    candleName(answered.timeframe),
    plural('controls.daysCount', answer.dates),
    galeName(answered.martingale),
    answered.tie === 'tie' && `${t('controls.tie')}: ${t('controls.tieTie').toLowerCase()}`,
    t('hours.zone', { zone: zoneName() }),
    t('result.computedAt', { time: timeWithSeconds(answer.computedAt) }),
  ].filter(Boolean).join(' · ');
}

function coverageInWords({ coverage, computedAt }) {
  if (!coverage || coverage.complete) {
    return '';
  }
  const since = coverage.from === null ? t('coverage.nothing') : t('coverage.since', { time: dayAndTime(coverage.from, computedAt) });
  return `${since} ${t(coverage.fetching ? 'coverage.fetching' : 'coverage.stopped')}`;
}

/** The better side of each slot is picked after the days were seen: what a coin gets that way, and what no slot can show. */
function warning() {
  const { byLuck, dates, bySlot } = answer;
  const least = leastDates(bySlot.length);
  const values = { share: percent(byLuck.share, 0), won: percent(byLuck.wonBy.at(-1), 0), gale: answered.martingale, days: plural('controls.daysCount', dates) };
  return [
    t(answered.martingale > 0 ? 'hours.afterwards' : 'hours.afterwardsEntry', values),
    dates < least ? t('hours.tooFewDates', { candle: candleName(answered.timeframe), least }) : t('hours.markHelp'),
  ].join(' ');
}

function columns() {
  const gales = Array.from({ length: answered.martingale + 1 }, (_, gale) => ({ name: `g${gale}`, label: `G${gale}`, wide: gale < answered.martingale }));
  return [
    { name: 'slot', label: t('hours.slot'), upwards: true },
    { name: 'direction', label: t('hours.side'), upwards: true },
    { name: 'counts', label: t('hours.counts'), fixed: true },
    { name: 'share', label: t('hours.part') },
    ...gales,
    { name: 'holm', label: t('hours.holm'), upwards: true, wide: true },
  ];
}

const wonInWords = ({ wonBy, days }, gale) => (days > 0 ? percent(wonBy[gale] / days, 0) : '—');

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
    default: {
      const gale = Number(name.slice(1));
      return element('span', { title: t('hours.wonTitle', { wins: slot.wonBy[gale], days: slot.days }) }, wonInWords(slot, gale));
    }
  }
}

function renderRow(slot) {
  const marked = slot.holm <= MARKED;
  return element(
    'tr',
    { 'data-test': 'slot-row', 'data-slot': slot.slot, 'data-marked': marked },
    element('th', { scope: 'row' }, slot.slot, marked ? element('span', { class: 'heat-mark', title: t('hours.marked') }, '★') : ''),
    ...columns().slice(1).map(({ name, wide }) => element('td', { class: wide ? 'wide' : null }, cell(name, slot))),
  );
}

const table = longTable(
  { place: 'slots-scroll', table: 'slots-table', rows: 'slots-rows', before: 'slots-before', after: 'slots-after' },
  { rows: 90, step: 30 },
  { key: ({ slot }) => slot, look: (slot) => [slot, answered.martingale], render: renderRow },
);

function sortBy({ name, upwards }) {
  descending = name === sortedBy ? !descending : !upwards;
  sortedBy = name;
  render();
}

function renderHead() {
  const state = ({ name }) => (name !== sortedBy ? 'none' : descending ? 'descending' : 'ascending');
  const sign = { none: '', ascending: 'caret-up-fill', descending: 'caret-down-fill' };
  const head = (column) =>
    element(
      'th',
      { scope: 'col', class: column.wide ? 'wide' : null, 'aria-sort': column.fixed ? null : state(column) },
      column.fixed
        ? column.label
        : button({ class: 'sort', 'data-test': `slots-sort-${column.name}` }, () => sortBy(column), column.label, sign[state(column)] && icon(sign[state(column)])),
    );
  const focused = document.activeElement?.dataset.test;
  const fresh = keep(byId('slots-columns'), columns(), { key: ({ name }) => name, look: (column) => [column, state(column)], render: head });
  fresh.forEach((node) => node.firstElementChild?.dataset.test === focused && node.firstElementChild?.focus());
}

/* ---- the list to take along ---- */

/** The date of the list, `{day, month, year}` of the reader's clock. */
function listDate() {
  const date = new Date((now() + (day === 'tomorrow' ? DAY_SECONDS : 0)) * 1000);
  return `${two(date.getDate())}/${two(date.getMonth() + 1)}/${date.getFullYear()}`;
}

/** Up to which minute of the day it is too late. */
function tooLate() {
  const date = new Date(now() * 1000);
  return day === 'tomorrow' ? -1 : date.getHours() * 60 + date.getMinutes();
}

function list() {
  const asset = isFile(answered.asset) ? findAsset(answered.asset)?.name ?? 'X' : answered.asset;
  const heading = [t('hours.listTitle'), t('hours.listZone', { zone: zoneName() }), t('hours.listWarning')];
  return signalText(signals(rows, tooLate()), { candle: candleName(answered.timeframe), asset, heading, date: listDate() });
}

function renderList() {
  const count = signals(rows, tooLate()).length;
  setText('slots-list-text', list());
  setText('slots-list-count', plural('hours.listCount', count, { date: listDate() }));
  byId('slots-copy').disabled = count === 0;
  byId('slots-download').disabled = count === 0;
}

async function copyList() {
  tell((await copy(list())) ? t('hours.listCopied') : t('hours.listNotCopied'));
}

function saveList() {
  const safe = answered.asset.replace(/[^\w.-]+/g, '_');
  download(`catalogador_${safe}_${candleName(answered.timeframe)}_${listDate().split('/').reverse().join('-')}.txt`, list(), 'text/plain;charset=utf-8');
}

function takeAlong() {
  const days = select('day', [option('today', t('hours.today')), option('tomorrow', t('hours.tomorrow'))]);
  days.addEventListener('change', () => {
    day = days.value;
    renderList();
  });
  return element(
    'details',
    { class: 'panel details', id: 'slots-list', 'data-test': 'slots-list' },
    element('summary', {}, t('hours.list')),
    element('p', {}, t('hours.listHelp')),
    field('day', days),
    element('p', { class: 'hint', id: 'slots-list-count', 'data-test': 'slots-list-count', role: 'status' }),
    element('pre', { class: 'signal-list', id: 'slots-list-text', 'data-test': 'slots-list-text', tabindex: '0', 'aria-label': t('hours.list') }),
    element(
      'div',
      { class: 'exports' },
      button({ class: 'btn btn-quiet btn-sm', id: 'slots-copy', 'data-test': 'slots-copy' }, copyList, t('hours.copy')),
      button({ class: 'btn btn-quiet btn-sm', id: 'slots-download', 'data-test': 'slots-download' }, saveList, t('hours.download')),
      button({ class: 'btn btn-quiet btn-sm', 'data-test': 'slots-link' }, () => copyLink(slotsLink(parameters)), t('exports.link')),
    ),
  );
}

/* ---- the page ---- */

function build() {
  byId('slots-view').replaceChildren(
    element('header', {}, element('h1', {}, t('hours.page')), element('p', { class: 'lead-text hint' }, t('hours.intro'))),
    form(),
    element('div', { class: 'problem', id: 'slots-problem', 'data-test': 'slots-error', hidden: true }),
    element('p', { class: 'panel', id: 'slots-message', 'data-test': 'slots-message', role: 'status', hidden: true }),
    element(
      'section',
      { class: 'panel', id: 'slots-result', 'data-test': 'slots-result', 'aria-labelledby': 'slots-label', hidden: true },
      element('p', { class: 'result-label', id: 'slots-label', 'data-test': 'slots-label' }),
      element('p', { class: 'hint', id: 'slots-coverage', role: 'status' }),
      element('p', { id: 'slots-warning', 'data-test': 'slots-warning' }),
      element('p', { class: 'hint', id: 'slots-count', 'data-test': 'slots-count' }),
      element(
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
      ),
    ),
    takeAlong(),
  );
  table.setUp();
}

function message() {
  if (parameters.asset === '') {
    return t('hours.choose');
  }
  if (answer === null) {
    return request ? t('app.loading') : '';
  }
  return answer.dates === 0 || answer.bySlot.length === 0 ? `${t('hours.noDates')} ${coverageInWords(answer)}` : '';
}

function render() {
  const text = message();
  const stands = answer !== null && text === '';
  setText('slots-message', text);
  show(byId('slots-message'), text !== '');
  show(byId('slots-result'), stands);
  show(byId('slots-list'), stands);
  byId('slots-result').classList.toggle('stale', request !== null);
  byId('slots-result').setAttribute('aria-busy', String(request !== null));
  if (!stands) {
    return;
  }
  rows = sorted(filtered(answer.bySlot, parameters), sortedBy, descending);
  setText('slots-label', label());
  setText('slots-coverage', coverageInWords(answer));
  setText('slots-warning', warning());
  setText('slots-count', t('hours.shown', { shown: number(rows.length), all: number(answer.bySlot.length) }));
  renderHead();
  table.show(rows);
  renderList();
}

/** The reader comes to the page, by whatever way; or the assets or files that can be chosen have come. */
export function showSlots() {
  if (!isBuilt()) {
    build();
  }
  const before = parameters;
  parameters = readSlotParameters();
  writeSlotParameters(parameters, true);
  writeForm();
  if (before !== null && answer !== null && sameSlots(answered, parameters)) {
    render();
  } else if (before === null || request === null || !sameSlots(before, parameters)) {
    load();
  }
}

/** More of the days is known than is on the screen. */
export function onSlotNews(news) {
  const isOfThese = answer !== null && request === null && news.asset === answered.asset && news.timeframe === answered.timeframe;
  if (isOfThese && viewNow() === 'slots' && (news.requestsLeft === 0 || elapsed() - answeredAt >= GROWS_EVERY_SECONDS)) {
    load();
  }
}

/** Nobody is logged in any more. */
export function forgetSlots() {
  request?.abort();
  [request, answer, answered, parameters, rows] = [null, null, null, null, []];
  if (isBuilt()) {
    problem.clear();
    byId('slots-view').replaceChildren();
  }
}
