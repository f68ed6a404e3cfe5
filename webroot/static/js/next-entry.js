/** The bar that says which way and when: the next entry, sure or as a preview, and cycles under way. */
import { now } from './clock.js';
import { byId, element } from './dom.js';
import { countdown, timeWithSeconds } from './format.js';
import { formingCandles, nextEntryAt } from './forming.js';
import { t } from './i18n.js';
import { findAsset } from './assets.js';
import { sideOf } from './quadrants.js';

const TICK_MS = 250;
const SOON_SECONDS = 15;

let model = null;
let timer = null;
let drawn = '';
/** Countdowns on the screen: `{node, until, key}`. */
let countdowns = [];

function counting(key, until) {
  const node = element('b', { class: 'countdown' });
  countdowns.push({ node, until, key });
  return node;
}

const tag = (name, text) => element('span', { class: `tag tag-${name}`, 'data-test': `next-${name}` }, text);

function formingMarks() {
  const candles = formingCandles(model);
  const words = (colour, running) => {
    const word = t(`next.candle.${colour ?? 'ahead'}`);
    return running ? t('next.candle.running', { colour: word }) : word;
  };
  const marks = candles.map(({ colour, running }) =>
    element('i', { class: `forming-candle ${colour ?? 'ahead'}${running ? ' is-running' : ''}`, 'data-test': 'forming-candle' }),
  );
  const label = t('next.forming', { closed: model.forming.closed, total: candles.length });
  const spoken = `${label}: ${candles.map(({ colour, running }) => words(colour, running)).join(', ')}`;
  return element('span', { class: 'forming', role: 'img', 'aria-label': spoken, title: spoken }, ...marks);
}

/** Why no side stands there: the quadrant may be lost already, or a side may still come. */
function noSide() {
  const lost = { NO_DATA: 'next.noData', DOJI: 'next.annulled' }[model.forming.nullReason];
  return t(lost ?? (nextEntryAt(model, now()).side === null ? 'next.noEntryNow' : 'next.noSide'));
}

function renderNext() {
  const next = nextEntryAt(model, now());
  if (!next) {
    const closed = findAsset(model.asset.symbol)?.open === false;
    return [element('span', { class: 'muted' }, t(closed ? 'next.noneClosed' : 'next.none'))];
  }
  if (!next.certain && ['NO_DATA', 'DOJI'].includes(model.forming.nullReason)) {
    // nothing to count down to
    return [element('span', { class: 'next-title' }, t('next.title')), element('span', { class: 'muted', 'data-test': 'next-lost' }, noSide()), formingMarks()];
  }
  return [
    element('span', { class: 'next-title' }, t('next.title')),
    next.side ? sideOf(next.side) : element('span', { class: 'muted' }, noSide()),
    next.certain ? tag('certain', t('next.certain')) : tag('preview', t('next.preview')),
    counting('next.in', next.entryAt),
    element('span', {}, t('next.at', { time: timeWithSeconds(next.entryAt) })),
    next.certain ? null : formingMarks(),
    next.certain || next.ifClosedNow === undefined
      ? null
      : element('small', { class: 'muted', 'data-test': 'next-if-closed' }, t('next.ifClosed')),
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

function underWay() {
  const next = nextEntryAt(model, now());
  return model.rows.filter((row) => row.result === 'PENDING' && !(next?.certain && row.entryAt === next.entryAt));
}

/** Everything the bar shows except how the countdowns stand. */
const look = () =>
  JSON.stringify([
    nextEntryAt(model, now()) ?? null,
    model.forming && formingCandles(model),
    underWay().map((row) => [row.start, row.martingale, row.attemptsAt[row.martingale] <= now()]),
  ]);

function render() {
  drawn = look();
  countdowns = [];
  const next = element('span', { class: 'next' });
  next.append(...renderNext().filter(Boolean));
  byId('next-entry-text').replaceChildren(next, ...underWay().map(renderRunning));
}

function tick() {
  if (look() !== drawn) {
    render();
  }
  for (const { node, until, key } of countdowns) {
    const left = until - now();
    const text = left > 0 ? t(key, { time: countdown(left) }) : t('next.updating');
    if (node.textContent !== text) {
      node.textContent = text;
      node.classList.toggle('soon', left <= SOON_SECONDS);
    }
  }
}

/** Also for each move of the running candle: only what has changed is drawn anew. */
export function showNextEntry(newModel) {
  model = newModel;
  tick();
  timer ??= setInterval(tick, TICK_MS);
}

export function stopNextEntry() {
  clearInterval(timer);
  timer = null;
  drawn = '';
}
