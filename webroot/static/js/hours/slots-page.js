/** "Horários": each time of the day over the last dates of an asset, to filter, to sort, and to take along as signals. */
import { fileAnswer } from '../files/files.js';
import { viewNow } from '../lib/address.js';
import { elapsed } from '../lib/clock.js';
import { byId, element, setText, show } from '../lib/dom.js';
import { candleName, dayAndTime, dotted, galeName, number, ownZone, percent, timeWithSeconds, zoneName } from '../lib/format.js';
import { plural, t } from '../lib/i18n.js';
import { findAsset, isFile } from '../model/assets.js';
import { readSlotParameters, sameSlots, slotsLink, writeSlotParameters } from '../model/parameters.js';
import { filtered, leastDates } from '../model/slots.js';
import * as api from '../net/api.js';
import { problemAt } from '../views/problem.js';
import { showSignals, signalList } from './signal-list.js';
import { readSlotsForm, slotsForm, writeSlotsForm } from './slots-form.js';
import { followScrolling, showSlotRows, slotsTable } from './slots-table.js';

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

const isBuilt = () => byId('slots-form') !== null;

/** Whatever is chosen is asked at once, unless it is only another part of the same answer. */
function changed() {
  const before = parameters;
  parameters = readSlotsForm(before);
  const asks = !sameSlots(before, parameters);
  writeSlotParameters(parameters, !asks);
  byId('slots-share').value = parameters.share;
  if (asks) {
    load();
  } else {
    render();
  }
}

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
  return dotted(
    name,
    candleName(answered.timeframe),
    plural('controls.daysCount', answer.dates),
    galeName(answered.martingale),
    answered.tie === 'tie' && `${t('controls.tie')}: ${t('controls.tieTie').toLowerCase()}`,
    t('hours.zone', { zone: zoneName() }),
    t('result.computedAt', { time: timeWithSeconds(answer.computedAt) }),
  );
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

function build() {
  byId('slots-view').replaceChildren(
    element('header', {}, element('h1', {}, t('hours.page')), element('p', { class: 'lead-text hint' }, t('hours.intro'))),
    slotsForm(changed),
    element('div', { class: 'problem', id: 'slots-problem', 'data-test': 'slots-error', hidden: true }),
    element('p', { class: 'panel', id: 'slots-message', 'data-test': 'slots-message', role: 'status', hidden: true }),
    element(
      'section',
      { class: 'panel', id: 'slots-result', 'data-test': 'slots-result', 'aria-labelledby': 'slots-label', hidden: true },
      element('p', { class: 'result-label', id: 'slots-label', 'data-test': 'slots-label' }),
      element('p', { class: 'hint', id: 'slots-coverage', role: 'status' }),
      element('p', { id: 'slots-warning', 'data-test': 'slots-warning' }),
      element('p', { class: 'hint', id: 'slots-count', 'data-test': 'slots-count' }),
      slotsTable(),
    ),
    signalList(() => slotsLink(parameters)),
  );
  followScrolling();
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
  const slots = filtered(answer.bySlot, parameters);
  setText('slots-label', label());
  setText('slots-coverage', coverageInWords(answer));
  setText('slots-warning', warning());
  setText('slots-count', t('hours.shown', { shown: number(slots.length), all: number(answer.bySlot.length) }));
  showSlotRows(slots, answered.martingale);
  showSignals(slots, answered);
}

/** The reader comes to the page, by whatever way; or the assets or files that can be chosen have come. */
export function showSlots() {
  if (!isBuilt()) {
    build();
  }
  const before = parameters;
  parameters = readSlotParameters();
  writeSlotParameters(parameters, true);
  writeSlotsForm(parameters);
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
  [request, answer, answered, parameters] = [null, null, null, null];
  if (isBuilt()) {
    problem.clear();
    byId('slots-view').replaceChildren();
  }
}
