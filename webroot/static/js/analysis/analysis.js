/**
 * One analysis from the question to the screen, its state: loading, result, its changes while the market moves, failure. What is on
 * the screen keeps the question it answers: while another one is asked it stays under its own label, dimmed.
 */
import { elapsed, now } from '../lib/clock.js';
import { timeWithSeconds } from '../lib/format.js';
import { t } from '../lib/i18n.js';
import { fileCatalog } from '../files/files.js';
import { findAsset, isFile } from '../model/assets.js';
import { buildModel } from '../model/catalog.js';
import { FIRST_PRICE_SECONDS, priceAge, secondsLate } from '../model/freshness.js';
import { questionOf, sameQuestion } from '../model/parameters.js';
import { withClosed, withRunning } from '../model/updates.js';
import * as api from '../net/api.js';
import { brokerIsConnected, showLate } from '../net/connection.js';
import { isWatching, liveCatalog, stopWatching, suspect } from '../net/live.js';
import { problemAt } from '../views/problem.js';
import { allowAnalysing } from './controls.js';
import { setUpCoverage, showProgress } from './coverage.js';
import { clearResult, dim, isShown, renderAge, renderResult, renderRunning } from './result.js';
import { showOnly, showSkeleton } from './result-place.js';
import { showStatistics } from './statistics.js';
import { setUpTiles } from './tiles.js';

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
/** Who else follows what is on the screen: told with each model, when it is on the screen, and when the reader leaves it. */
let follower = { shown() {}, drawn() {}, left() {} };

/** Whether the result on the screen answers another question than the one that was asked last. */
const isLeft = () => !sameQuestion(shownParameters, parameters);

/** @param asked what the catalogue answers */
function showResult(catalog, asked, fresh) {
  const before = fresh ? null : shown;
  shown = buildModel(catalog);
  shownParameters = asked;
  answeredAt = elapsed();
  problem.clear();
  follower.shown(shown, before);
  renderResult(shown, asked, before, fresh);
  checkAge();
  follower.drawn();
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
    if (!isLeft()) {
      follower.shown(shown, null);
    }
    renderRunning(shown);
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

const stillShowing = () => shown !== null && isShown();

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

/** Of an asset the changes follow by themselves; a file has none. */
function ask(asked, signal) {
  if (!isFile(asked.asset)) {
    return liveCatalog(questionOf(asked), signal);
  }
  stopWatching();
  return fileCatalog(questionOf(asked), signal);
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
  allowAnalysing(quiet);
  if (!quiet && stillShowing()) {
    dim(true);
  } else if (!quiet) {
    skeletonTimer = setTimeout(() => showSkeleton(parameters.quadrants), SKELETON_AFTER_MS);
  }
  let catalog = null;
  try {
    catalog = await ask(asked, current.signal);
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
      allowAnalysing(true);
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
  renderAge(late);
  if (late >= SUSPICIOUS_SECONDS && late % SUSPICIOUS_SECONDS === 0 && brokerIsConnected()) {
    suspect();
  }
}

/** More of the days is known than is on the screen. */
export function onHistoryNews(news) {
  if (shown && news.asset === shown.asset.symbol && news.timeframe === shown.timeframe && shownParameters.days) {
    showProgress(news);
    if (news.requestsLeft === 0) {
      renewAnalysis();
    }
  }
}

/** @param newFollower `shown(model, before)`, `drawn()` and `left()` */
export function setUpAnalysis(newFollower) {
  follower = newFollower;
  setUpCoverage();
  setUpTiles(() => stillShowing() && showStatistics(shown));
  setInterval(checkAge, 1_000);
}

/** What is on the screen and how it was asked; null while there is no result. */
export const currentResult = () => (stillShowing() ? { model: shown, parameters: shownParameters } : null);

function forgetShown() {
  clearResult();
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
  forgetShown();
  parameters = null;
  showOnly('none');
}
