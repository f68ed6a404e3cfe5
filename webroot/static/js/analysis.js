/** One analysis from the question to the screen: loading, result, nothing to show, failure with another try. */
import * as api from './api.js';
import { announce, button, byId, element, icon, setText, show } from './dom.js';
import { percent, timeWithSeconds } from './format.js';
import { t } from './i18n.js';
import { showChart } from './chart.js';
import { showLegend } from './legend.js';
import { buildModel } from './model.js';
import { showNextEntry, stopNextEntry } from './next-entry.js';
import { showQuadrants } from './quadrants.js';
import { scheduleRefresh, stopRefresh } from './refresh.js';
import { showStatistics } from './statistics.js';

const SKELETON_AFTER_MS = 300;
const FIRST_RETRY_SECONDS = 4;
const LONGEST_RETRY_SECONDS = 30;

let shown = null;
let parameters = null;
let request = null;
let failures = 0;
let retryTimer = null;
let skeletonTimer = null;

const views = ['result', 'blank', 'skeleton'];
const showOnly = (id) => views.forEach((view) => show(byId(view), view === id));

function clearProblem() {
  clearInterval(retryTimer);
  show(byId('problem'), false);
}

/** Before the first analysis: what to do next. */
export function showStart() {
  const blank = byId('blank');
  blank.replaceChildren(
    icon('grid-3x3-gap'),
    element('p', { class: 'blank-title' }, t('state.start')),
    element('p', {}, t('state.startHelp')),
    element('p', { class: 'keys' }, t('state.startKeys')),
  );
  showOnly('blank');
}

function showEmpty(asset) {
  byId('blank').replaceChildren(
    icon('inbox'),
    element('p', { class: 'blank-title' }, t('state.empty')),
    element('p', {}, t('state.emptyHelp', { asset: asset.name })),
  );
  showOnly('blank');
}

function showSkeleton() {
  const squares = Array.from({ length: parameters.quadrants }, () => element('span', { class: 'bone outcome' }));
  byId('skeleton').replaceChildren(
    element('div', { class: 'bone bone-bar' }),
    element('div', { class: 'panel bone-squares' }, element('div', { class: 'squares' }, ...squares)),
    element('div', { class: 'bone bone-rate' }),
    element('div', { class: 'bone bone-cards' }),
    element('div', { class: 'bone bone-chart' }),
  );
  showOnly('skeleton');
}

function describeResult(model) {
  const { asset, summary } = model;
  if (summary.winRate === null) {
    return t('result.readyWithout', { asset: asset.name });
  }
  const values = { asset: asset.name, operations: summary.operations };
  return t('result.ready', { ...values, rate: percent(summary.winRate), chance: percent(summary.chanceRate) });
}

function showFacts({ asset, computedAt }) {
  const facts = [
    asset.payout ? t('result.payout', { payout: percent(asset.payout, 0) }) : '',
    t('result.computedAt', { time: timeWithSeconds(computedAt) }),
  ];
  setText('asset-facts', facts.filter(Boolean).join(' · '));
}

async function showResult(catalog, fresh) {
  shown = buildModel(catalog);
  clearProblem();
  showFacts(shown);
  if (shown.rows.length === 0) {
    stopNextEntry();
    showEmpty(shown.asset);
  } else {
    showOnly('result');
    showNextEntry(shown);
    showQuadrants(shown, parameters.quadrants);
    showStatistics(shown);
    showLegend(shown);
    await showChart(shown, fresh);
  }
  if (fresh) {
    announce(describeResult(shown));
  }
  if (shown.forming || shown.summary.pending > 0) {
    scheduleRefresh(shown.timeframe);
  }
}

function stillShowing() {
  return shown !== null && !byId('result').hidden;
}

function showProblem(failure) {
  const countdown = element('span', { class: 'retry' });
  const stale = stillShowing() ? element('span', {}, t('state.stale', { time: timeWithSeconds(shown.computedAt) })) : null;
  if (!stillShowing()) {
    showOnly('none');
  }
  byId('problem').replaceChildren(
    icon('exclamation-triangle'),
    element(
      'div',
      { class: 'problem-text' },
      element('b', { role: 'alert' }, failure.message),
      element('span', {}, countdown, ' ', stale ?? ''),
    ),
    button({ class: 'btn btn-quiet', 'data-test': 'retry' }, () => run(stillShowing()), t(failure.passing ? 'state.retryNow' : 'state.retry')),
  );
  show(byId('problem'), true);
  if (failure.passing) {
    retryLater(failure.retryAfter, countdown);
  }
}

function retryLater(retryAfter, countdown) {
  let seconds = retryAfter ?? Math.min(LONGEST_RETRY_SECONDS, FIRST_RETRY_SECONDS * 2 ** (failures - 1));
  const tick = () => {
    countdown.textContent = seconds > 0 ? t('state.retryIn', { seconds }) : t('state.retrying');
    if (seconds <= 0) {
      clearInterval(retryTimer);
      run(stillShowing());
    }
    seconds -= 1;
  };
  clearInterval(retryTimer);
  tick();
  retryTimer = setInterval(tick, 1000);
}

/** @param quiet a refresh of what is on the screen: no skeleton, no announcement, zoom kept */
async function run(quiet) {
  request?.abort();
  clearInterval(retryTimer);
  clearTimeout(skeletonTimer);
  stopRefresh();
  const current = new AbortController();
  request = current;
  byId('analyse').disabled = !quiet;
  if (!quiet) {
    skeletonTimer = setTimeout(showSkeleton, SKELETON_AFTER_MS);
  }
  try {
    const catalog = await api.catalog(parameters, current.signal);
    failures = 0;
    clearTimeout(skeletonTimer);
    await showResult(catalog, !quiet);
  } catch (failure) {
    if (current !== request) {
      return;
    }
    clearTimeout(skeletonTimer);
    if (!(failure instanceof api.ApiError)) {
      throw failure;
    }
    failures += 1;
    showProblem(failure);
  } finally {
    if (current === request) {
      byId('analyse').disabled = false;
    }
  }
}

/** Analyses anew. What another asset left on the screen goes, so that no number stands under a wrong name. */
export function analyse(newParameters) {
  if (parameters?.asset !== newParameters.asset) {
    clearProblem();
  }
  parameters = newParameters;
  failures = 0;
  return run(false);
}

/** The same question again, in the background. */
export const refreshAnalysis = () => parameters && run(true);

/** Nobody is logged in any more: nothing goes on in the background, nothing of his stays on the screen. */
export function forgetAnalysis() {
  request?.abort();
  request = null;
  clearTimeout(skeletonTimer);
  stopRefresh();
  stopNextEntry();
  clearProblem();
  shown = null;
  parameters = null;
  setText('asset-facts', '');
  showOnly('none');
}
