/**
 * The ranking: strategies over assets, a cell each. A user has one, which lives on the server: this view shows how it stands, in
 * every tab the same. Another choice in the form makes another ranking at once; what is on the screen keeps its own label,
 * dimmed, until the first row of the next one.
 */
import { viewNow } from '../lib/address.js';
import { byId, setText, show } from '../lib/dom.js';
import { t } from '../lib/i18n.js';
import { allAssets } from '../model/assets.js';
import { keepBest } from '../model/best.js';
import { addressAsks, questionOf, readRankingParameters, sameRanking, withConditions, writeRankingParameters } from '../model/parameters.js';
import { withNews } from '../model/cells.js';
import * as api from '../net/api.js';
import { hearWhile } from '../net/bridge.js';
import { problemAt } from '../views/problem.js';
import { fillOptions } from '../views/strategy-select.js';
import { cells, forgetCells, needCells, setUpCells, takeNews } from './cells.js';
import { setUpRankingExports } from './exports.js';
import { allowStarting, categoryOptions, formError, formValues, offerOpenAssets, readRankingForm, setUpRankingForm, writeRankingForm } from './form.js';
import { showRun } from './progress.js';
import { hideRanking, showRows, showStanding } from './result.js';
import { setUpSquares } from './squares.js';
import { setUpTable, showMore } from './table.js';

const CONFIRM_MS = 5_000;
/** What does not stand among so many is nothing to tell in the list of assets. */
const BEST = 500;

const problem = problemAt('ranking-problem', 'ranking-retry');

/** How the ranking stands on the server, as it was heard last; null before the first answer. */
let ranking = null;
/** The ranking whose rows are on the screen: an older one while a run has none yet. */
let shown = null;
/** Whether the form is the reader's own, and does not follow the ranking. */
let touched = false;
let switching = false;
let failures = 0;
/** Counts what was asked and heard: an answer that was overtaken tells of what was before. */
let heard = 0;
/** The ranking as its last news told it. */
let told = null;
let confirmTimer = null;
/** Whether somebody looks at what the ranking tells. */
let looking = false;
/** Whether the form has not been shown the strategies that have come. */
let offersOld = false;
/** Told when the best cell of an asset may be another one. */
let bestChanged = () => {};
/** The change that is being carried out, one after the other. */
let starting = Promise.resolve();

/** What the server tells, its conditions among the other parameters. */
const readRanking = ({ parameters, ...others }) => ({ ...others, parameters: parameters && withConditions(parameters) });

/** The list of assets shows the best cell of each. */
function tellBest() {
  keepBest(cells().cells);
  bestChanged();
}

/** @return the cells of the same ranking as it was computed before, if that was; while it is made its cells move for no reason */
function takeCells(keepsOld) {
  if (keepsOld) {
    return cells().cells;
  }
  const wasDone = shown?.status === 'DONE' && ranking.status === 'DONE';
  if (shown === null || !sameRanking(shown.parameters, ranking.parameters ?? {})) {
    forgetCells();
  }
  const before = wasDone ? cells().cells : [];
  shown = ranking.entries.length > 0 ? ranking : null;
  takeNews(ranking);
  tellBest();
  return before;
}

/** Before the first answer nobody knows how many they are. */
function showTools(visible) {
  ['ranking-tools', 'auto-update-help'].forEach((id) => show(byId(id), visible));
}

const isInView = () => ['ranking', 'both'].includes(viewNow());

/** Beside an analysis that stands alone, the list of assets shows the best cells while it can be seen. */
function needBest() {
  if (looking && viewNow() === 'analysis') {
    needCells(0, BEST, ranking.status === 'RUNNING');
  }
}

/** Only what can be seen is drawn: the table when the reader comes to it. */
function render(before) {
  showRun(ranking);
  if (isInView()) {
    draw(before);
  } else {
    needBest();
  }
}

/** @param before the cells of the same question that were on the screen until now */
function draw(before) {
  const { status, autoUpdate, parameters } = ranking;
  if (parameters && !touched && !sameRanking(parameters, formValues())) {
    writeRankingForm(parameters);
  }
  allowStarting(status !== 'RUNNING');
  showTools(true);
  if (!switching) {
    byId('auto-update').checked = autoUpdate;
  }
  showStanding(shown, ranking, formValues());
  showRows(shown, status, before);
}

function showRanking(newRanking) {
  ranking = newRanking;
  failures = 0;
  problem.clear();
  render(takeCells(ranking.status === 'RUNNING' && ranking.entries.length === 0));
}

/** How the ranking stands now: at first, and whenever news may have been missed. */
export async function loadRanking() {
  heard += 1;
  const mine = heard;
  try {
    const answer = readRanking(await api.ranking());
    if (mine === heard) {
      showRanking(answer);
    }
  } catch (failure) {
    if (mine === heard) {
      failures += 1;
      problem.show(failure, failures, '', loadRanking);
    }
  }
}

/** The first news are of the whole ranking, those after tell what has changed of its first cells. */
export function onRankingNews(news) {
  told = news.moved ? withNews(told, news) : readRanking(news);
  if (told === null) {
    // whoever begins to listen is told the whole
    hearWhile('ranking', false);
    listenWhileLooking();
    return;
  }
  heard += 1;
  showRanking(told);
}

/** Its news are told while somebody looks at it, or at the list of assets beside an analysis. */
export function listenWhileLooking() {
  const isSeen = (node) => node.offsetParent !== null && getComputedStyle(node).visibility !== 'hidden';
  looking = !document.hidden && ['ranking-view', 'asset-list'].some((id) => isSeen(byId(id)));
  if (hearWhile('ranking', looking)) {
    renewRanking();
  }
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

/** Another run takes the place of one that is under way. */
async function replaceRun(parameters) {
  try {
    return await api.startRanking(questionOf(parameters));
  } catch (failure) {
    if (failure.code !== 'ranking_running') {
      throw failure;
    }
    await api.cancelRanking().catch(() => {});
    return api.startRanking(questionOf(parameters));
  }
}

async function run(parameters) {
  writeRankingParameters(parameters);
  allowStarting(false);
  const started = await attempt(() => replaceRun(parameters));
  allowStarting(true);
  if (started) {
    await loadRanking();
  }
}

/** What is begun last is what stays: an older change does not overtake it. */
function start() {
  touched = true;
  const parameters = readRankingForm();
  if (parameters) {
    const wanted = () => sameRanking(parameters, formValues());
    starting = starting.then(() => (wanted() ? run(parameters) : null));
  }
}

/** Once there is a ranking, another choice is another one. */
function changed() {
  touched = true;
  if (ranking === null) {
    return;
  }
  showStanding(shown, ranking, formValues());
  if (shown !== null || ranking.status === 'RUNNING') {
    start();
  }
}

async function cancel() {
  byId('ranking-cancel').disabled = true;
  await attempt(() => api.cancelRanking());
  byId('ranking-cancel').disabled = false;
  await loadRanking();
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
    await loadRanking();
    byId('ranking-start').focus();
  }
}

/** News from before the change must not turn the switch back under the user's finger. */
async function changeAutoUpdate() {
  switching = true;
  await attempt(() => api.setAutoUpdate(byId('auto-update').checked));
  switching = false;
  await loadRanking();
}

/** The list of assets has come, or come anew. */
export const rankAssets = () => offerOpenAssets(allAssets());

/** The table of strategies has come: the form offers it; what is chosen stays chosen. */
export function rankStrategies() {
  offersOld = !isInView();
  if (offersOld) {
    return;
  }
  writeRankingForm(touched ? formValues() : (ranking?.parameters ?? readRankingParameters()));
}

/** The reader comes to the ranking. A link that names parameters fills the form; without one it follows the ranking. */
export function showRankingView() {
  touched = location.pathname === '/ranking' ? addressAsks() : touched;
  if (ranking === null || touched) {
    writeRankingForm(readRankingParameters());
  } else if (offersOld) {
    rankStrategies();
  }
  offersOld = false;
  if (ranking === null) {
    loadRanking();
  } else {
    render(cells().cells);
  }
}

/** Something may have been missed. */
export function renewRanking() {
  if (ranking !== null) {
    loadRanking();
  }
}

/** Nobody is logged in any more. */
export function forgetRanking() {
  heard += 1;
  ranking = null;
  told = null;
  shown = null;
  forgetCells();
  keepBest([]);
  touched = false;
  problem.clear();
  hideRanking();
  showTools(false);
}

/** @param onBest called when the best cell of an asset may be another one */
export function setUpRanking(onBest) {
  bestChanged = onBest;
  fillOptions('filter-category', [['', t('assets.all')], ...categoryOptions()]);
  setUpRankingForm(changed, start);
  setUpCells(() => {
    if (isInView()) {
      showMore();
    } else {
      needBest();
    }
    tellBest();
  });
  setUpTable();
  setUpSquares();
  // of the ranking on the screen; before the first one, of the form
  setUpRankingExports(() => shown);
  document.addEventListener('visibilitychange', listenWhileLooking);
  byId('ranking-cancel').addEventListener('click', cancel);
  byId('ranking-clear').addEventListener('click', clear);
  byId('auto-update').addEventListener('change', changeAutoUpdate);
}
