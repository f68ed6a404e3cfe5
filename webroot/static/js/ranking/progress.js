/** How far a run has come, and how it ended. */
import { elapsed } from '../lib/clock.js';
import { announce, byId, element, setText, show } from '../lib/dom.js';
import { number, timeWithSeconds, two } from '../lib/format.js';
import { hasText, plural, t } from '../lib/i18n.js';
import { findAsset } from '../model/assets.js';
import { ApiError } from '../net/api.js';

const TICK_MS = 250;
const SHORTEST_SECONDS = 0.1;

let ranking = null;
let toldAt = 0;
let timer = null;
let announced = '';

/** "0,4 s", "12 s", "2 min 05 s". */
function duration(milliseconds) {
  const seconds = milliseconds / 1000;
  if (seconds < SHORTEST_SECONDS) {
    return t('ranking.instant', { seconds: number(SHORTEST_SECONDS, 1) });
  }
  if (seconds < 10) {
    return t('ranking.seconds', { seconds: number(seconds, 1) });
  }
  const whole = Math.round(seconds);
  return whole < 60
    ? t('ranking.seconds', { seconds: whole })
    : t('ranking.minutes', { minutes: Math.floor(whole / 60), seconds: two(whole % 60) });
}

function renderText() {
  const { total, done, failed, current, elapsedMs, etaMs } = ranking.progress;
  const since = (elapsed() - toldAt) * 1000;
  // every asset is done, and the markets beside them are not
  const judging = total > 0 && done === total;
  const parts = [
    total > 0 ? t('ranking.count', { done, total }) : t('ranking.listing'),
    failed > 0 && plural('ranking.failed', failed),
    judging ? t('ranking.judging') : current && t('ranking.current', { asset: findAsset(current)?.name ?? current }),
    t('ranking.elapsed', { time: duration(elapsedMs + since) }),
    etaMs !== null && !judging && t('ranking.remaining', { time: duration(Math.max(0, etaMs - since)) }),
  ];
  byId('progress-text').replaceChildren(...parts.filter(Boolean).map((part) => element('span', {}, part)));
}

function showProgress() {
  const running = ranking.status === 'RUNNING';
  show(byId('progress'), running);
  clearInterval(timer);
  if (!running) {
    return;
  }
  const { total, done } = ranking.progress;
  const share = total > 0 ? done / total : 0;
  const bar = byId('progress-bar');
  bar.setAttribute('aria-valuemax', String(total));
  bar.setAttribute('aria-valuenow', String(done));
  bar.setAttribute('aria-valuetext', t('ranking.count', { done, total }));
  byId('progress-fill').style.width = percentOf(share);
  renderText();
  timer = setInterval(renderText, TICK_MS);
}

const percentOf = (share) => `${(share * 100).toFixed(1)}%`;

const asSeconds = (instant) => new Date(instant).getTime() / 1000;

function ending() {
  const { status, progress, finishedAt } = ranking;
  if (status === 'RUNNING' || status === 'IDLE') {
    return '';
  }
  const time = finishedAt ? timeWithSeconds(asSeconds(finishedAt)) : '';
  return t(`ranking.status.${status}`, { time, done: progress.done, total: progress.total, elapsed: duration(progress.elapsedMs) });
}

function showErrors() {
  const { errors } = ranking;
  show(byId('ranking-errors'), errors.length > 0);
  setText('errors-title', plural('ranking.errors', errors.length));
  byId('errors-list').replaceChildren(
    ...errors.map((error) => {
      const reason = new ApiError(error.code, error).message;
      return element('li', { 'data-test': 'ranking-error', 'data-code': error.code }, error.asset ? element('b', {}, `${error.asset}: `) : null, reason);
    }),
  );
}

/** Says a run's beginning and end once, not its steps. */
function say(status) {
  const key = `${ranking.id} ${status}`;
  if (key !== announced) {
    const first = announced === '';
    announced = key;
    if (!first && status === 'RUNNING') {
      announce(t('ranking.begun'));
    } else if (!first && hasText(`ranking.status.${status}`)) {
      announce(ending());
    }
  }
}

export function showRun(newRanking) {
  ranking = newRanking;
  toldAt = elapsed();
  showProgress();
  setText('ranking-status', ending());
  showErrors();
  say(ranking.status);
}
