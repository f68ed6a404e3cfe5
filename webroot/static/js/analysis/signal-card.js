/** The signal card: which side and when, in one of the states of `signal.js`, with one sentence. Its height never changes. */
import { findAsset } from '../model/assets.js';
import { elapsed, now } from '../lib/clock.js';
import { brokerEndedSession } from '../net/connection.js';
import { byId, element, icon } from '../lib/dom.js';
import { age as ageInWords, countdown, time } from '../lib/format.js';
import { formingCandles } from '../model/forming.js';
import { FIRST_PRICE_SECONDS, priceAge } from '../model/freshness.js';
import { t } from '../lib/i18n.js';
import { LATE_SECONDS, signalAt } from '../model/signal.js';

const TICK_MS = 250;
const SOON_SECONDS = 15;
const SIDE_ICONS = { CALL: 'caret-up-fill', PUT: 'caret-down-fill' };

let model = null;
let timer = null;
/** When this market was first shown, on the clock that nobody sets. */
let shownAt = 0;
let drawn = '';
/** Countdowns on the card: `{node, until}`. */
let countdowns = [];

function counting(until, attributes) {
  const node = element('b', { class: 'countdown', ...attributes });
  countdowns.push({ node, until });
  return node;
}

const attemptName = (attempt) => (attempt === 0 ? t('signal.entry') : `G${attempt}`);

/** The colours that the forming quadrant has so far. */
function formingMarks() {
  const candles = formingCandles(model);
  const words = ({ colour, running }) => {
    const word = t(`next.candle.${colour ?? 'ahead'}`);
    return running ? t('next.candle.running', { colour: word }) : word;
  };
  const marks = candles.map(({ colour, running }) =>
    element('i', { class: `forming-candle ${colour ?? 'ahead'}${running ? ' is-running' : ''}`, 'data-test': 'forming-candle' }),
  );
  const label = t('next.forming', { closed: model.forming.closed, total: candles.length });
  const spoken = `${label}: ${candles.map(words).join(', ')}`;
  return element('span', { class: 'forming', role: 'img', 'aria-label': spoken, title: spoken }, ...marks);
}

function provisionalSentence({ awaits, closed }, at) {
  const key = awaits ? (closed ? 'awaiting' : 'awaitingToo') : 'provisional';
  return t(`signal.sentence.${key}`, { time: at, condition: awaits && t(`conditions.awaited.${awaits}`) });
}

function sentence(signal) {
  const at = signal.until === undefined ? '' : time(signal.until);
  switch (signal.state) {
    case 'provisional':
      return provisionalSentence(signal, at);
    case 'confirmed':
      return signal.until > now() ? t('signal.sentence.confirmed', { time: at }) : t('signal.sentence.entering', { time: at });
    case 'trade':
      return t('signal.sentence.trade', { attempt: attemptName(signal.attempt), time: at });
    case 'none':
      return t(`signal.none.${signal.why}`, { time: at, filter: signal.filter && t(`conditions.failed.${signal.filter}`) });
    case 'late':
      return t('signal.sentence.late', { age: ageInWords(Math.floor(priceAge(model, now()))) });
    default:
      return t(`signal.sentence.${signal.state}`, { time: at });
  }
}

/** What stands beside the side: when it holds, and until when. */
function renderCount({ state, until }) {
  if (until === undefined || (state === 'confirmed' && until <= now())) {
    return element('b', { class: 'countdown' }, state === 'confirmed' ? t('signal.now') : '');
  }
  return counting(until, { 'data-test': 'signal-countdown' });
}

function renderTrades(trades) {
  return trades.map(({ side, attempt, until }) =>
    element(
      'span',
      { 'data-test': 'running-entry' },
      t('signal.openTrade', { side, attempt: attemptName(attempt) }),
      ' ',
      counting(until),
    ),
  );
}

/** Seconds since the newest price; null while the first one is still awaited. */
function ageNow() {
  const awaited = !model.running && elapsed() - shownAt < FIRST_PRICE_SECONDS;
  return awaited ? null : priceAge(model, now());
}

function circumstances() {
  const open = findAsset(model.asset.symbol)?.open !== false;
  return { open, ended: brokerEndedSession(), age: ageNow() };
}

const FORMS = ['forming', 'provisional', 'none'];

function render(signal) {
  countdowns = [];
  const { state, side } = signal;
  const card = byId('signal');
  card.dataset.state = state;
  card.dataset.side = side ?? '';
  const name = side ?? (state === 'closed' ? t('signal.noSide.closed') : '—');
  byId('signal-side').replaceChildren(...[side && icon(SIDE_ICONS[side]), element('span', {}, name)].filter(Boolean));
  byId('signal-count').replaceChildren(renderCount(signal));
  byId('signal-state').textContent = t(`signal.state.${state}`);
  byId('signal-sentence').textContent = sentence(signal);
  byId('signal-forming').replaceChildren(...(FORMS.includes(state) && model.forming ? [formingMarks()] : []));
  byId('signal-trades').replaceChildren(...renderTrades(signal.trades));
}

/** Everything the card shows except how the countdowns stand. */
function look(signal) {
  const entering = signal.state === 'confirmed' && signal.until <= now();
  const late = signal.state === 'late' ? Math.floor(priceAge(model, now())) : 0;
  return JSON.stringify([signal, entering, late, model.forming && formingCandles(model)]);
}

/** The tab tells side, time left and asset also where the page cannot be seen. */
function showTitle({ side, until }) {
  const left = until === undefined ? 0 : until - now();
  const parts = [side && `${side === 'CALL' ? '▲' : '▼'} ${side}`, left > 0 && countdown(left), model.asset.name];
  const title = `${parts.filter(Boolean).join(' ')} | ${t('app.name')}`;
  if (document.title !== title) {
    document.title = title;
  }
}

function tick() {
  const signal = signalAt(model, now(), circumstances());
  const sign = look(signal);
  if (sign !== drawn) {
    drawn = sign;
    render(signal);
  }
  showTitle(signal);
  const age = ageNow();
  byId('signal').classList.toggle('is-late', age !== null && age >= LATE_SECONDS);
  for (const { node, until } of countdowns) {
    const left = until - now();
    const text = left > 0 ? countdown(left) : t('signal.updating');
    if (node.textContent !== text) {
      node.textContent = text;
      node.classList.toggle('soon', left <= SOON_SECONDS);
    }
  }
}

/** Also for each move of the running candle: only what has changed is drawn anew. */
export function showSignal(newModel) {
  const same = timer !== null && model.asset.symbol === newModel.asset.symbol && model.timeframe === newModel.timeframe;
  shownAt = same ? shownAt : elapsed();
  model = newModel;
  tick();
  timer ??= setInterval(tick, TICK_MS);
}

export function stopSignal() {
  clearInterval(timer);
  timer = null;
  drawn = '';
  document.title = t('app.name');
}
