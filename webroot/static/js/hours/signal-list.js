/** The times of the table that have a side, as a list of signals to take along. */
import { now } from '../lib/clock.js';
import { button, byId, element, setText } from '../lib/dom.js';
import { copy, download } from '../lib/downloads.js';
import { candleName, two, zoneName } from '../lib/format.js';
import { plural, t } from '../lib/i18n.js';
import { copyLink, tell } from '../lib/links.js';
import { findAsset, isFile } from '../model/assets.js';
import { signals, signalText } from '../model/slots.js';
import { field, option, select } from './slots-form.js';

const DAY_SECONDS = 86_400;

/** What is in the table, and of which question. */
let slots = [];
let question = null;

const isTomorrow = () => byId('slots-day').value === 'tomorrow';

/** The date of the list, `dd/MM/yyyy` of the reader's clock. */
function listDate() {
  const date = new Date((now() + (isTomorrow() ? DAY_SECONDS : 0)) * 1000);
  return `${two(date.getDate())}/${two(date.getMonth() + 1)}/${date.getFullYear()}`;
}

/** Those that can still be played. */
function listed() {
  const date = new Date(now() * 1000);
  return signals(slots, isTomorrow() ? -1 : date.getHours() * 60 + date.getMinutes());
}

function listText() {
  const { asset, timeframe } = question;
  const name = isFile(asset) ? findAsset(asset)?.name ?? 'X' : asset;
  const heading = [t('hours.listTitle'), t('hours.listZone', { zone: zoneName() }), t('hours.listWarning')];
  return signalText(listed(), { candle: candleName(timeframe), asset: name, heading, date: listDate() });
}

function render() {
  const count = listed().length;
  setText('slots-list-text', listText());
  setText('slots-list-count', plural('hours.listCount', count, { date: listDate() }));
  byId('slots-copy').disabled = count === 0;
  byId('slots-download').disabled = count === 0;
}

async function copyList() {
  tell((await copy(listText())) ? t('hours.listCopied') : t('hours.listNotCopied'));
}

function saveList() {
  const safe = question.asset.replace(/[^\w.-]+/g, '_');
  download(`catalogador_${safe}_${candleName(question.timeframe)}_${listDate().split('/').reverse().join('-')}.txt`, listText(), 'text/plain;charset=utf-8');
}

/** @param link tells the address that shows the same again */
export function signalList(link) {
  const days = select('day', [option('today', t('hours.today')), option('tomorrow', t('hours.tomorrow'))]);
  days.addEventListener('change', render);
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
      button({ class: 'btn btn-quiet btn-sm', 'data-test': 'slots-link' }, () => copyLink(link()), t('exports.link')),
    ),
  );
}

export function showSignals(newSlots, newQuestion) {
  slots = newSlots;
  question = newQuestion;
  render();
}
