/**
 * One analysis from the question to the screen: loading, result, its changes while the market moves, failure. What is on
 * the screen keeps the question it answers: while another one is asked it stays under its own label, dimmed.
 */
import * as api from '../net/api.js';
import { findAsset } from '../model/assets.js';
import { sameQuestion } from '../model/parameters.js';
import { withClosed, withRunning } from '../model/updates.js';
import { moveCandle, showChart } from '../chart/chart.js';
import { elapsed, now } from '../lib/clock.js';
import { brokerIsConnected, showLate } from '../net/connection.js';
import { inWords } from '../model/words.js';
import { announce, byId, element, highlight, setText, show } from '../lib/dom.js';
import { age as ageInWords, decimalsOf, number, percent, timeWithSeconds } from '../lib/format.js';
import { FIRST_PRICE_SECONDS, priceAge, secondsLate } from '../model/freshness.js';
import { t } from '../lib/i18n.js';
import { showLegend } from './legend.js';
import { isWatching, liveCatalog, stopWatching, suspect } from '../net/live.js';
import { buildModel } from '../model/catalog.js';
import { forgetNews, tellNews } from './news.js';
import { problemAt } from '../views/problem.js';
import { showQuadrants } from './quadrants.js';
import { showSignal, stopSignal } from './signal-card.js';
import { showBlank, showOnly, showSkeleton } from './result-place.js';
import { showStatistics } from './statistics.js';
import { setUpTiles, showTiles } from './tiles.js';

const SKELETON_AFTER_MS = 300;
const problem = problemAt('problem', 'retry');
/** Prices that stay away this long may mean a socket that died without a word. */
const SUSPICIOUS_SECONDS = 12;

let shown = null;
/** What the result on the screen was asked with; `parameters` is what was asked last. */
let shownParameters = null;
let answeredAt = 0;
let parameters = null;
let request = null;
let renewAfter = false;
let failures = 0;
let skeletonTimer = null;
/** Who else follows what is on the screen: told with each model, and when the reader leaves it. */
let follower = { shown() {}, left() {} };

function describeResult(model) {
  const { asset, summary } = model;
  if (summary.winRate === null) {
    return t('result.readyWithout', { asset: asset.name });
  }
  const values = { asset: asset.name, operations: summary.operations };
  return t('result.ready', { ...values, rate: percent(summary.winRate), chance: percent(summary.chanceRate) });
}

/** What the numbers below are of: nothing else on the page says so while something else is chosen. */
function showLabel({ asset, summary, computedAt }) {
  const facts = [
    summary.payout ? t('result.payout', { payout: percent(summary.payout, 0, 0) }) : '',
    shownParameters.payout !== null ? t('result.ownPayout') : '',
    t('result.computedAt', { time: timeWithSeconds(computedAt) }),
  ];
  const label = byId('result-label');
  label.dataset.asset = asset.symbol;
  label.replaceChildren(
    element('b', {}, asset.name),
    ` · ${inWords(shownParameters)} · `,
    element('span', { 'data-test': 'asset-facts' }, facts.filter(Boolean).join(' · ')),
  );
}

/** The running candle in words and as data of the element: what the chart shows on its last place. */
function showRunning(model) {
  const node = byId('running-candle');
  const { running } = model;
  show(node, model.hasRunning);
  if (!model.hasRunning) {
    return;
  }
  const side = Math.sign(running.close - running.open);
  node.dataset.from = running.from;
  node.dataset.close = running.close;
  node.dataset.side = side;
  const colour = t(`next.candle.${{ 1: 'green', 0: 'doji' }[side] ?? 'red'}`);
  node.textContent = t('chart.now', { price: number(running.close, decimalsOf(model.candles.close)), colour });
}

/** @return the nodes that look different from before */
function showViews(fresh) {
  showLabel(shown);
  showRunning(shown);
  if (shown.rows.length === 0) {
    stopSignal();
    showBlank('inbox', t('state.empty'), element('p', {}, t('state.emptyHelp', { asset: shown.asset.name })));
    return [];
  }
  showOnly('result');
  showSignal(shown);
  const squares = showQuadrants(shown, shownParameters.quadrants);
  showTiles(shown, shownParameters.recover);
  const cards = showStatistics(shown);
  showLegend(shown);
  showChart(shown, fresh);
  return [...squares, ...cards];
}

/** Whether the result on the screen answers another question than the one that was asked last. */
const isLeft = () => !sameQuestion(shownParameters, parameters);

/** @param asked what the catalogue answers */
function showResult(catalog, asked, fresh) {
  const before = shown;
  shown = buildModel(catalog);
  shownParameters = asked;
  answeredAt = elapsed();
  problem.clear();
  if (fresh) {
    forgetNews();
    announce(describeResult(shown));
  } else if (before) {
    tellNews(before, shown);
  }
  follower.shown(shown, fresh ? null : before);
  const changed = showViews(fresh);
  checkAge();
  if (!fresh) {
    highlight(changed);
  }
}

/** What the bridge tells about a catalogue of this user; another tab of his may watch another one. */
export function onCatalogNews(update) {
  if (!shown || update.asset !== shown.asset.symbol || update.timeframe !== shown.timeframe) {
    return;
  }
  if (update.running) {
    onRunning(update.running);
  } else if (sameQuestion(update.parameters, shownParameters)) {
    onClosed(update);
  }
}

function onRunning(running) {
  const catalog = withRunning(shown.catalog, running);
  if (catalog) {
    shown = buildModel(catalog);
    showRunning(shown);
    if (!isLeft()) {
      follower.shown(shown, null);
    }
    if (!byId('result').hidden) {
      showSignal(shown);
      moveCandle(shown);
    }
  }
}

function onClosed(update) {
  if (isLeft()) {
    return;
  }
  const catalog = withClosed(shown.catalog, update);
  if (catalog) {
    showResult(catalog, shownParameters, false);
  } else {
    renewAnalysis();
  }
}

function stillShowing() {
  return shown !== null && !byId('result').hidden;
}

/** While another answer is awaited, what is on the screen is of before. */
function dim(waiting) {
  byId('result').classList.toggle('stale', waiting);
  byId('result').setAttribute('aria-busy', String(waiting));
}

function showFailure(failure) {
  failures += 1;
  if (shown !== null && isLeft()) {
    forgetShown();
  }
  const stale = stillShowing() ? t('state.stale', { time: timeWithSeconds(shown.computedAt) }) : '';
  if (!stale) {
    showOnly('none');
  }
  problem.show(failure, failures, stale, () => run(stillShowing()));
}

/** @param quiet what is on the screen, asked again: no skeleton, no announcement, zoom kept */
async function run(quiet) {
  request?.abort();
  problem.stopRetrying();
  clearTimeout(skeletonTimer);
  const current = new AbortController();
  const asked = parameters;
  request = current;
  renewAfter = false;
  byId('analyse').disabled = !quiet;
  if (!quiet && stillShowing()) {
    dim(true);
  } else if (!quiet) {
    skeletonTimer = setTimeout(() => showSkeleton(parameters.quadrants), SKELETON_AFTER_MS);
  }
  let catalog = null;
  try {
    catalog = await liveCatalog(asked, current.signal);
    failures = 0;
  } catch (failure) {
    if (current === request && !(failure instanceof api.ApiError)) {
      throw failure;
    }
    if (current === request) {
      showFailure(failure);
    }
  } finally {
    if (current === request) {
      clearTimeout(skeletonTimer);
      byId('analyse').disabled = false;
      dim(false);
      request = null;
    }
  }
  if (catalog && parameters && !current.signal.aborted) {
    const again = renewAfter && !isWatching();
    showResult(catalog, asked, !quiet);
    if (again) {
      renewAnalysis();
    }
  }
}

/** Analyses anew. What another question left on the screen stays under its own name, dimmed, until the answer is there. */
export function analyse(newParameters) {
  const same = parameters !== null && sameQuestion(parameters, newParameters);
  if (same && request) {
    return;
  }
  if (!same) {
    problem.clear();
    follower.left();
  }
  parameters = newParameters;
  failures = 0;
  run(false);
}

/** The same question again, in the background: something may have been missed. */
export function renewAnalysis() {
  if (request) {
    renewAfter = true;
  } else if (parameters && stillShowing()) {
    run(true);
  }
}

/** The asset pays otherwise by now than the result was made with: it is made anew, unless the payout is the reader's own. */
export function renewForPayout() {
  const asset = shown && findAsset(shown.asset.symbol);
  if (asset && shownParameters.payout === null && asset.payout !== shown.asset.payout) {
    renewAnalysis();
  }
}

/** Once a second: how old the newest price is, by the broker's time, said wherever a number stands. */
function checkAge() {
  const open = shown !== null && findAsset(shown.asset.symbol)?.open !== false;
  const showing = stillShowing();
  const age = showing && open ? priceAge(shown, now()) : null;
  const awaited = showing && !shown.running && elapsed() - answeredAt < FIRST_PRICE_SECONDS;
  const late = awaited ? 0 : secondsLate(age);
  showLate(late, !showing || !open || secondsLate(age) === 0);
  byId('result').classList.toggle('late', late > 0);
  show(byId('late'), late > 0);
  setText('late', late > 0 ? t('connection.late', { age: ageInWords(late) }) : '');
  if (late >= SUSPICIOUS_SECONDS && late % SUSPICIOUS_SECONDS === 0 && brokerIsConnected()) {
    suspect();
  }
}

/** @param newFollower `shown(model, before)` and `left()` */
export function setUpAnalysis(newFollower) {
  follower = newFollower;
  setUpTiles(() => stillShowing() && showStatistics(shown));
  setInterval(checkAge, 1_000);
}

/** What is on the screen and how it was asked; null while there is no result. */
export const currentResult = () => (stillShowing() ? { model: shown, parameters: shownParameters } : null);

function forgetShown() {
  stopSignal();
  shown = null;
  shownParameters = null;
}

/** The reader is elsewhere, or gone: nothing goes on in the background, nothing of it stays on the screen. */
export function leaveAnalysis() {
  if (parameters === null) {
    return;
  }
  request?.abort();
  request = null;
  clearTimeout(skeletonTimer);
  follower.left();
  stopWatching();
  problem.clear();
  forgetNews();
  forgetShown();
  dim(false);
  parameters = null;
  byId('result-label').replaceChildren();
  showOnly('none');
}
