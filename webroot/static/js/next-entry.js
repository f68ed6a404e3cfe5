/** The bar that says which way and when: the next entry, sure or as a preview, and cycles under way. */
import { now } from './clock.js';
import { byId, element } from './dom.js';
import { countdown, timeWithSeconds } from './format.js';
import { t } from './i18n.js';
import { findAsset } from './assets.js';
import { sideOf } from './quadrants.js';

const TICK_MS = 250;
const SOON_SECONDS = 15;

let model = null;
let timer = null;
/** Countdowns on the screen: `{node, until, key}`. */
let countdowns = [];

function counting(key, until) {
  const node = element('b', { class: 'countdown' });
  countdowns.push({ node, until, key });
  return node;
}

const tag = (name, text) => element('span', { class: `tag tag-${name}`, 'data-test': `next-${name}` }, text);

/** The quadrant whose signal is settled and whose first entry is still ahead: no preview, a fact. */
const settledEntry = () => model.rows.find((row) => row.result === 'PENDING' && row.martingale === 0 && row.entryAt > now());

function renderNext() {
  const settled = settledEntry();
  const forming = model.forming;
  if (!settled && !forming) {
    const closed = findAsset(model.asset.symbol)?.open === false;
    return [element('span', { class: 'muted' }, t(closed ? 'next.noneClosed' : 'next.none'))];
  }
  const signal = settled ? settled.signal : forming.preview;
  const entryAt = settled ? settled.entryAt : forming.entryAt;
  return [
    element('span', { class: 'next-title' }, t('next.title')),
    signal ? sideOf(signal) : element('span', { class: 'muted' }, t('next.noSide')),
    settled ? tag('certain', t('next.certain')) : tag('preview', t('next.preview')),
    counting('next.in', entryAt),
    element('span', {}, t('next.at', { time: timeWithSeconds(entryAt) })),
    settled ? null : element('small', { class: 'muted' }, t('next.forming', { closed: forming.closed, total: model.plan.analysed.length })),
  ];
}

function renderRunning(row) {
  const attemptAt = row.attemptsAt[row.martingale];
  const started = attemptAt <= now();
  return element(
    'span',
    { class: 'running', 'data-test': 'running-entry' },
    element('span', { class: 'next-title' }, t('next.running')),
    sideOf(row.signal),
    element('span', {}, row.martingale === 0 ? t('next.attempt.entry') : t('next.attempt.gale', { gale: row.martingale })),
    started ? counting('next.closesIn', attemptAt + model.timeframe) : counting('next.in', attemptAt),
  );
}

function render() {
  countdowns = [];
  const settled = settledEntry();
  const running = model.rows.filter((row) => row.result === 'PENDING' && row !== settled);
  const next = element('span', { class: 'next' });
  next.append(...renderNext().filter(Boolean));
  byId('next-entry').replaceChildren(next, ...running.map(renderRunning));
  tick();
}

function tick() {
  for (const { node, until, key } of countdowns) {
    const left = until - now();
    const text = left > 0 ? t(key, { time: countdown(left) }) : t('next.updating');
    if (node.textContent !== text) {
      node.textContent = text;
      node.classList.toggle('soon', left <= SOON_SECONDS);
    }
  }
}

export function showNextEntry(newModel) {
  model = newModel;
  render();
  timer ??= setInterval(tick, TICK_MS);
}

export function stopNextEntry() {
  clearInterval(timer);
  timer = null;
}
