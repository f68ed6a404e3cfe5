/** The bar that says which way and when: the next entry, sure or as a preview, and cycles under way. */
import { now } from './clock.js';
import { byId, element } from './dom.js';
import { countdown, timeWithSeconds } from './format.js';
import { formingCandles, sideIfClosedNow } from './forming.js';
import { t } from './i18n.js';
import { findAsset } from './assets.js';
import { sideOf } from './quadrants.js';
import { ruleOf } from './strategies.js';

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

/** The quadrant whose signal is settled and whose first entry is still ahead: no preview, a fact. */
const settledRow = (of) => of.rows.find((row) => row.result === 'PENDING' && row.martingale === 0 && row.entryAt > now());

/**
 * The next entry: `{entryAt, signal, certain, ifClosedNow}`; `signal` is null when there is no side so far. Null when no
 * entry is in sight.
 */
export function nextEntry(of) {
  const settled = settledRow(of);
  if (settled) {
    return { entryAt: settled.entryAt, signal: settled.signal, certain: true };
  }
  if (!of.forming || of.forming.entryAt <= now()) {
    return null;
  }
  const ifClosedNow = sideIfClosedNow(of, ruleOf(of.strategy, of.timeframe));
  return { entryAt: of.forming.entryAt, signal: of.forming.preview, certain: false, ifClosedNow };
}

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

function ifClosedNow({ ifClosedNow: side }) {
  if (side === undefined) {
    return null;
  }
  const words = side ? sideOf(side) : t('next.noEntry');
  return element('small', { class: 'muted', 'data-test': 'next-if-closed' }, t('next.ifClosed'), ' ', words);
}

/** A doji among the analysed candles has annulled the quadrant already; otherwise a side may still come. */
const noSide = () => t(model.forming.doji > 0 ? 'next.annulled' : 'next.noSide');

function renderNext() {
  const next = nextEntry(model);
  if (!next) {
    const closed = findAsset(model.asset.symbol)?.open === false;
    return [element('span', { class: 'muted' }, t(closed ? 'next.noneClosed' : 'next.none'))];
  }
  return [
    element('span', { class: 'next-title' }, t('next.title')),
    next.signal ? sideOf(next.signal) : element('span', { class: 'muted' }, noSide()),
    next.certain ? tag('certain', t('next.certain')) : tag('preview', t('next.preview')),
    counting('next.in', next.entryAt),
    element('span', {}, t('next.at', { time: timeWithSeconds(next.entryAt) })),
    next.certain ? null : formingMarks(),
    next.certain ? null : ifClosedNow(next),
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
  const settled = settledRow(model);
  return model.rows.filter((row) => row.result === 'PENDING' && row !== settled);
}

/** Everything the bar shows except how the countdowns stand. */
const look = () =>
  JSON.stringify([
    nextEntry(model),
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
