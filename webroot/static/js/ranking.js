/**
 * The page /ranking: one strategy over many assets. A user has one ranking, which lives on the server: this page shows how
 * it stands, in every tab the same.
 *
 * Hooks for browser tests (`data-test`), besides those of the header in main.js: ranking-form, scope, category, min-payout,
 * quadrants, strategy, order, more-options, timeframe, martingale, tie, min-operations, asset-choice, choice-filter, choice
 * (value), form-error, ranking-start; ranking-progress, progress-text, ranking-cancel; ranking-status, auto-update,
 * export-link, export-csv, export-json, export-note, ranking-clear; error, retry, empty; ranking-errors, ranking-error
 * (data-code); ranking-result, ranking-label, stale-note, top-card (data-asset), top-rate, top-entry, top-g1 …, top-losses, top-profit, luck; filter,
 * filter-category, ranking-table, sort-position …, ranking-row (data-asset, data-position), ranking-open.
 */
import * as api from './net/api.js';
import { byId, element, icon, setText, show } from './lib/dom.js';
import { t } from './lib/i18n.js';
import { setUpLive, startLive, stopLive } from './net/live.js';
import { ready } from './page.js';
import { clearProblem, showProblem } from './analysis/problem.js';
import { showTop } from './ranking/cards.js';
import { setUpRankingExports } from './ranking/exports.js';
import {
  categoryOptions,
  fillOptions,
  formError,
  formValues,
  offerOpenAssets,
  rankingInWords,
  readRankingForm,
  setUpRankingForm,
  writeRankingForm,
} from './ranking/form.js';
import { readRankingParameters, sameRanking, writeRankingParameters } from './ranking/parameters.js';
import { luckSentence, showRun } from './ranking/progress.js';
import { setUpTable, showTable } from './ranking/table.js';
import { setUpRecording } from './session/recording.js';
import { setUpLoginAgain, setUpLogout, showSession, showWaiting } from './session/session.js';
import { loadStrategies } from './model/strategies.js';

const CONFIRM_MS = 5_000;

let switching = false;
let ranking = null;
let failures = 0;

/** Counts what the page has asked and heard: an answer that was overtaken tells of what was before. */
let heard = 0;
let confirmTimer = null;

const BLANKS = {
  IDLE: ['list-ol', 'ranking.empty', 'ranking.emptyHelp'],
  RUNNING: ['hourglass-split', 'ranking.waiting', 'ranking.waitingHelp'],
  FAILED: ['exclamation-triangle', 'ranking.nothing', 'ranking.nothingHelp'],
};

function showBlank(status) {
  const [name, title, help] = BLANKS[status] ?? ['inbox', 'ranking.noEntries', 'ranking.noEntriesHelp'];
  byId('blank').replaceChildren(icon(name), element('p', { class: 'blank-title' }, t(title)), element('p', {}, t(help)));
}

/** The result is of its own parameters; where the form says something else by now, it is dimmed. */
function showLabel() {
  const { parameters } = ranking ?? {};
  setText('ranking-label', parameters ? rankingInWords(parameters) : '');
  const stale = Boolean(parameters) && !sameRanking(parameters, formValues());
  byId('ranking-result').classList.toggle('stale', stale);
  show(byId('stale-note'), stale);
}

function showRanking(newRanking) {
  ranking = newRanking;
  failures = 0;
  clearProblem();
  const { status, entries, autoUpdate } = ranking;
  const some = entries.length > 0;
  byId('ranking-view').dataset.status = status;
  showRun(ranking);
  show(byId('blank'), !some);
  show(byId('ranking-result'), some);
  show(byId('entry-tools'), some);
  byId('ranking-start').disabled = status === 'RUNNING';
  showLabel();
  if (!switching) {
    byId('auto-update').checked = autoUpdate;
  }
  if (some) {
    showTop(ranking.top);
    showTable(ranking);
    setText('luck', luckSentence(ranking));
    show(byId('luck'), byId('luck').textContent !== '');
  } else {
    showBlank(status);
  }
}

/** How the ranking stands now: at first, and whenever news may have been missed. */
async function load() {
  heard += 1;
  const mine = heard;
  try {
    const answer = await api.ranking();
    if (mine === heard) {
      showRanking(answer);
    }
  } catch (failure) {
    if (mine === heard) {
      failures += 1;
      showProblem(failure, failures, '', load);
    }
  }
}

function hear(news) {
  heard += 1;
  showRanking(news);
}

/** Something the reader has asked for, whose refusal is told beside the form. */
async function attempt(action) {
  formError('');
  try {
    return await action();
  } catch (failure) {
    if (!(failure instanceof api.ApiError)) {
      throw failure;
    }
    formError(failure.message);
    return null;
  }
}

const given = (parameters) => Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== null));

async function start() {
  const parameters = readRankingForm();
  if (!parameters) {
    return;
  }
  writeRankingParameters(parameters);
  byId('ranking-start').disabled = true;
  const started = await attempt(() => api.startRanking(given(parameters)));
  byId('ranking-start').disabled = false;
  if (started) {
    await load();
  }
}

async function cancel() {
  byId('ranking-cancel').disabled = true;
  await attempt(() => api.cancelRanking());
  byId('ranking-cancel').disabled = false;
  await load();
}

function askToClear(asking) {
  clearTimeout(confirmTimer);
  byId('ranking-clear').dataset.asking = String(asking);
  setText('ranking-clear-word', t(asking ? 'ranking.clearSure' : 'ranking.clear'));
  if (asking) {
    confirmTimer = setTimeout(() => askToClear(false), CONFIRM_MS);
  }
}

async function clear() {
  const sure = byId('ranking-clear').dataset.asking === 'true';
  askToClear(!sure);
  if (sure) {
    await attempt(() => api.clearRanking());
    await load();
    byId('ranking-start').focus();
  }
}

/** News from before the change must not turn the switch back under the user's finger. */
async function changeAutoUpdate() {
  switching = true;
  await attempt(() => api.setAutoUpdate(byId('auto-update').checked));
  switching = false;
  await load();
}

/** The login lives on the analysis page; it leads back here. */
function leave(failure) {
  stopLive();
  const here = location.pathname + location.search;
  // another tab's logout takes the cookie along with the session
  const ended = failure.code === 'session_ended' || ranking !== null;
  const reason = ended ? { reason: 'session_ended' } : {};
  location.replace(`/?${new URLSearchParams({ next: here, ...reason })}`);
}

async function logout(all) {
  stopLive();
  try {
    await api.logout(all);
  } finally {
    location.assign('/');
  }
}

async function enter(session) {
  showSession(session);
  await loadStrategies();
  writeRankingForm(readRankingParameters());
  fillOptions('filter-category', [['', t('assets.all')], ...categoryOptions()]);
  show(byId('starting'), false);
  show(byId('ranking-view'), true);
  startLive(session.user.id, { ranking: hear }, load);
  await load();
  // without the list all open assets can still be ranked
  offerOpenAssets((await api.assets()).assets);
}

/** The broker has ended the session and our own goes on: only the login page takes a new login. */
function loginAgain() {
  location.assign(`/?${new URLSearchParams({ again: 'true', next: location.pathname + location.search })}`);
}

function setUp() {
  api.onSessionLost(leave);
  setUpLoginAgain(loginAgain);
  setUpRankingForm(showLabel, start);
  setUpTable();
  setUpRankingExports(() => ranking);
  setUpLive();
  byId('ranking-cancel').addEventListener('click', cancel);
  byId('ranking-clear').addEventListener('click', clear);
  byId('auto-update').addEventListener('change', changeAutoUpdate);
  setUpLogout(logout);
  setUpRecording();
}

async function begin() {
  try {
    await enter(await api.sessionWhenReady(showWaiting));
  } catch (failure) {
    if (failure.passing || failure.code === 'internal_error') {
      failures += 1;
      show(byId('starting'), false);
      show(byId('ranking-view'), true);
      showProblem(failure, failures, '', begin);
    } else if (!['session_ended', 'unauthorized'].includes(failure.code)) {
      throw failure;
    }
  }
}

ready.then(() => {
  setUp();
  begin();
});
