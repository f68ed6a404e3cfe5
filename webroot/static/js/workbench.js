/**
 * What a page is once somebody is logged in: analysis and ranking, joined to each other. The address names the view.
 *
 * Hooks for browser tests (`data-test`): email, password, login-submit, login-oauth, login-error, login-reason, login-demo, code,
 * code-submit, code-error, code-resend; nav-analysis, nav-ranking, connection (data-state, data-late), clock-offset,
 * user-name, balance, language, theme-toggle, logout, logout-choice, logout-here, logout-all, simulated-banner; recording (data-state),
 * recording-open, recording-text, recording-time, recording-error, recording-start, recording-stop, recording-download,
 * recording-delete, recording-close; app (data-view: analysis, ranking, both, slots); asset-button, asset-search, asset-order, category-chip
 * (data-category), asset-item (data-symbol, data-open, data-favourite, aria-selected), asset-favourite (data-on), asset-payout,
 * asset-message, refresh-assets, list-assets, list-ranking; asset-title, favourite, timeframe, days, quadrants,
 * open-files, files, file-drop, file-input, file-item, file-understood, file-error, file-zone, file-stamp, file-correct, file-remove,
 * file-analyse, files-close, more-options, strategy, strategy-note, paint-strategy, painter, painter-block, painter-rule, painter-day, painter-sequence,
 * painter-side, painter-add, painter-text, painter-error, painter-rate, painter-saved, painter-name, painter-save, painter-drop, painter-use,
 * painter-close, conditions, condition-side, condition-after, condition-agree, condition-trend, condition-trend-length,
 * condition-hours, after-hits, martingale, tie, stakes, payout, preset (data-name), preset-drop, preset-name,
 * preset-save, analyse; error, retry, empty, guide, guide-done, result, result-label (data-asset),
 * asset-facts; session-ended, login-again; signal (data-state, data-side), signal-side, signal-countdown, signal-state,
 * signal-sentence, forming-candle, running-entry, data-late; alert-toggle (data-on),
 * alert-panel, alert-sound, alert-notification, alert-seconds, alert-note, sound-hint, alert-fired (data-kind: entry, changed, result);
 * nav-slots, slots-asset, slots-timeframe, slots-dates, slots-martingale, slots-tie, slots-from, slots-to, slots-share, slots-error, slots-retry,
 * slots-message, slots-result, slots-label, slots-warning, slots-count, slots-table, slots-sort-slot …, slot-row (data-slot, data-marked),
 * slots-list, slots-day, slots-list-count, slots-list-text, slots-copy, slots-download, slots-link, to-slots;
 * hours, heat-table, heat-cell (data-shade, data-marked), heat-says, heat-label, heat-retry;
 * square and quadrant-row (data-start, data-outcome, aria-selected; squares also data-martingale), selected-explanation,
 * news; rate-line, win-rate, money-line, net-profit, streak-line, luck, to-calculator; card-entry, card-g1 … card-g5, card-losses,
 * card-operations, card-nulls, card-ties, card-pending, card-no-data; chart, running-candle (data-from, data-close,
 * data-side), legend, zoom-in, zoom-out, zoom-now, zoom-all, full-screen; quadrant-table, zone; export-csv, export-plain, export-json, export-png, export-link,
 * export-note.
 *
 * Of the ranking: ranking-view, ranking-whole, to-ranking, ranking-form, scope, category, min-payout, ranking-days, ranking-quadrants,
 * ranking-strategy, ranking-strategy-note, strategy-choice-field, strategy-choice-filter, strategy-choice (value), order,
 * ranking-more, ranking-timeframe, ranking-martingale, ranking-tie, min-operations, ranking-conditions, ranking-condition-side …
 * as those of the analysis, asset-choice, choice-filter, choice (value), form-error, ranking-start; ranking-progress,
 * progress-text, ranking-cancel; ranking-status, auto-update, ranking-link, ranking-csv, ranking-plain, ranking-json, ranking-clear;
 * ranking-error-box, ranking-retry, ranking-empty; ranking-errors, ranking-error (data-code); ranking-result, ranking-label,
 * stale-note, top-card (data-asset, data-strategy), top-rate, top-proof (data-proof), top-entry, top-g1 …, top-losses, top-profit,
 * ranking-luck; filter, filter-strategy, filter-category, group, table-sort, no-hits, ranking-table, sort-position …, ranking-row
 * (data-asset, data-strategy, data-position), ranking-open, ranking-squares, squares-dialog, ranking-square, squares-dialog-open,
 * squares-dialog-close; asset-entry (data-side) in the list of assets.
 */
import * as api from './net/api.js';
import { forgetAlerts, setUpAlerts, stopAlerts, watchForAlerts } from './alerts/alerts.js';
import { setUpAlertPanel, showAlertSettings } from './alerts/panel.js';
import { analyse, currentResult, leaveAnalysis, onCatalogNews, onHistoryNews, renewAnalysis, renewForPayout, setUpAnalysis } from './analysis/analysis.js';
import { chooseStrategy, chooseTimeframeFrom, chosenAsset, readControls, setAsset, setUpControls, strategiesCame, writeControls } from './analysis/controls.js';
import { setUpExports } from './analysis/exports.js';
import { openPainter, setUpPainter } from './analysis/painter.js';
import { setUpPresets, showPresets } from './analysis/presets.js';
import { setUpQuadrants, stepSelection } from './analysis/quadrants.js';
import { showStart } from './analysis/result-place.js';
import { showStakeSetting } from './analysis/tiles.js';
import { focusSearch, forgetAssets, loadAssets, setUpAssets, showChosen, showEntries, showList } from './assets/watch-list.js';
import { forgetFiles, loadFiles, setUpFiles } from './files/files.js';
import { setUpChart } from './chart/chart.js';
import { hoursNow, loadHours } from './hours/later.js';
import { putAddress, viewNow, VIEWS } from './lib/address.js';
import { byId, loadScript, nextTask } from './lib/dom.js';
import { t } from './lib/i18n.js';
import { staticFile } from './lib/static-file.js';
import { workbenchStands } from './main.js';
import { byPreset, readParameters, writeParameters } from './model/parameters.js';
import { select } from './model/selection.js';
import { keepStrategies } from './model/strategies.js';
import { setUpLive, startLive, stopLive } from './net/live.js';
import { forgetRanking, listenWhileLooking, loadRanking, onRankingNews, rankAssets, rankStrategies, renewRanking, setUpRanking, showRankingView } from './ranking/ranking.js';
import { showOpen } from './ranking/table.js';
import { loadPreferences } from './session/preferences.js';
import { setUpRecording } from './session/recording.js';
import { hideSession, setUpLogout, showSession } from './session/session.js';
import { problemAt } from './views/problem.js';

let isOpen = false;

/** Bootstrap moves the asset sheet of small screens; only the workbench needs it. */
let bootstrap = null;
function loadBootstrap() {
  bootstrap ??= loadScript(staticFile('vendor/js/bootstrap.bundle.min.js'));
  // a failed download may succeed with the next tap
  bootstrap.catch(() => (bootstrap = null));
  return bootstrap;
}

/** Slides the sheet in, once what moves it is there. */
async function openSheet() {
  showList();
  await loadBootstrap();
  window.bootstrap.Offcanvas.getOrCreateInstance(byId('asset-sheet')).show();
}

function closeSheet() {
  window.bootstrap?.Offcanvas.getInstance(byId('asset-sheet'))?.hide();
}

/** Puts the cursor into the search of what is listed; on a small screen the sheet slides in first. */
function searchAssets() {
  if (viewNow() !== 'analysis' && byId('filter').offsetParent) {
    byId('filter').focus();
  } else if (byId('asset-button').offsetParent) {
    byId('asset-sheet').addEventListener('shown.bs.offcanvas', focusSearch, { once: true });
    openSheet();
  } else {
    focusSearch();
  }
}

/**
 * Whatever is chosen is analysed at once, and put into the address.
 *
 * @param corrects whether it takes the place of an address that asked for what does not exist
 */
function analyseControls(corrects = false) {
  const parameters = readControls();
  if (parameters?.asset) {
    writeParameters(parameters, corrects);
    analyse(parameters);
  }
  return parameters;
}

/** The painter previews what it paints on what else is chosen. */
function paintStrategy() {
  const parameters = readControls();
  if (parameters) {
    openPainter(parameters);
  }
}

function analysePainted(text) {
  chooseStrategy(text);
  analyseControls();
}

/** Without an asset there is nothing to analyse yet. */
function submitControls() {
  if (analyseControls()?.asset === '') {
    searchAssets();
  }
}

function applyPreset(preset) {
  writeControls(byPreset(chosenAsset(), preset));
  analyseControls();
}

function chooseAsset(asset) {
  setAsset(asset.symbol);
  showChosen(asset.symbol);
  closeSheet();
  analyseControls();
}

/** Its candles may be longer than those that are chosen. */
function chooseFile(file) {
  chooseTimeframeFrom(file.timeframe);
  chooseAsset(file);
}

/** Whether no analysis is in sight. */
const isAlone = () => ['ranking', 'slots'].includes(viewNow());

/** What can be chosen there has come. */
function showSlotsAgain() {
  if (viewNow() === 'slots') {
    hoursNow()?.showSlots();
  }
}

/** Another payout than the result was made with: it is made anew, unless it is of a payout of the reader's own. */
function assetsCame() {
  showChosen(isAlone() ? '' : chosenAsset());
  showSlotsAgain();
  rankAssets();
  renewForPayout();
}

/** Until then a file that is analysed has no name. */
function filesCame() {
  showChosen(isAlone() ? '' : chosenAsset());
  showSlotsAgain();
}

/** The heat map is asked for while it is open. */
async function openHours() {
  if (byId('hours').open) {
    try {
      (await loadHours()).showHeatMap(currentResult());
    } catch (failure) {
      if (!(failure instanceof api.ApiError)) {
        throw failure;
      }
      problemAt('heat-problem', 'heat-retry').show(failure, 1, '', openHours);
    }
  }
}

async function openSlots() {
  try {
    const hours = await loadHours();
    if (viewNow() === 'slots') {
      hours.showSlots();
    }
  } catch (failure) {
    if (!(failure instanceof api.ApiError)) {
      throw failure;
    }
    problemAt('slots-view', 'slots-retry').show(failure, 1, '', openSlots);
  }
}

function markPage(view) {
  const current = { ranking: '/ranking', slots: '/horarios' }[view] ?? '/';
  for (const link of document.querySelectorAll('.pages a')) {
    if (link.pathname === current) {
      link.setAttribute('aria-current', 'page');
    } else {
      link.removeAttribute('aria-current');
    }
  }
}

/** Shows what the address says: after login, reload, a link, back and forward. */
function followAddress() {
  const view = viewNow();
  byId('app-view').dataset.view = view;
  markPage(view);
  // in a task of its own, for it has the new view laid out
  setTimeout(listenWhileLooking);
  if (view === 'ranking' || view === 'both') {
    showRankingView();
  }
  if (view === 'ranking') {
    leaveAnalysis();
    showOpen(null);
    document.title = t('ranking.pageTitle');
    return;
  }
  if (view === 'slots') {
    leaveAnalysis();
    showOpen(null);
    document.title = t('hours.pageTitle');
    openSlots();
    return;
  }
  const parameters = readParameters();
  writeControls(parameters);
  showChosen(parameters.asset);
  showOpen(parameters);
  if (parameters.asset) {
    writeParameters(parameters, true);
    analyse(parameters);
  } else {
    leaveAnalysis();
    showStart();
  }
}

/** A link of ours to a view of this page: a step, without loading anything. */
function openLink(event) {
  const link = event.target.closest('a[href]');
  const elsewhere = event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (!isOpen || elsewhere || !link || link.origin !== location.origin || !VIEWS.includes(link.pathname) || link.hash) {
    return;
  }
  event.preventDefault();
  const before = viewNow();
  putAddress(link.pathname, link.search.slice(1), { beside: link.dataset.beside ?? null });
  followAddress();
  if (viewNow() !== before) {
    scrollTo(0, 0);
  }
  // what was clicked may be gone with its view
  if (!link.offsetParent) {
    byId('content').focus({ preventScroll: true });
  }
}

function historyCame(news) {
  onHistoryNews(news);
  hoursNow()?.onSlotNews(news);
}

function renew() {
  renewAnalysis();
  renewRanking();
}

/** @param session the answer of `GET /session` */
async function open(session) {
  isOpen = true;
  showSession(session);
  loadPreferences(session);
  loadFiles(session.user.id, filesCame);
  showAlertSettings();
  showStakeSetting();
  showPresets();
  startLive(session.user.id, { connection: showSession, catalog: onCatalogNews, ranking: onRankingNews, history: historyCame }, renew);
  // before anything can be chosen: a choice that is made while the tables load must stay
  followAddress();
  loadStrategies();
  await loadAssets();
  await loadRanking();
}

/** Without the table, the forms offer only what the address names. */
async function loadStrategies() {
  keepStrategies((await api.strategies().catch(() => ({ strategies: [] }))).strategies);
  const before = isAlone() ? null : readControls();
  strategiesCame();
  rankStrategies();
  // a link may ask for a strategy that does not exist, or not on its timeframe: what takes its place is analysed
  if (before && before.strategy !== readControls().strategy) {
    analyseControls(true);
  }
}

/** Nothing goes on in the background, nothing of the user stays. */
function close() {
  isOpen = false;
  leaveAnalysis();
  forgetRanking();
  forgetAlerts();
  stopLive();
  hideSession();
  forgetAssets();
  forgetFiles();
  hoursNow()?.forget();
  closeSheet();
  document.title = t('app.name');
}

async function logout(all, leave) {
  // the server closes the bridge with the session; that is no loss to tell
  stopLive();
  try {
    await api.logout(all);
  } finally {
    leave();
  }
}

function onKey(event) {
  const typing = event.target.closest('input, select, textarea');
  if (!isOpen || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  if (event.key === '/' && !typing) {
    event.preventDefault();
    searchAssets();
  } else if (event.key === 'Escape') {
    select(null);
  } else if ((event.key === 'ArrowLeft' || event.key === 'ArrowRight') && event.target === document.body) {
    stepSelection(event.key === 'ArrowLeft' ? -1 : 1);
  }
}

/**
 * Once per page.
 *
 * @param leave called when the user has logged out
 */
async function setUp(leave) {
  setUpAssets(chooseAsset, assetsCame);
  byId('asset-button').addEventListener('click', openSheet);
  byId('asset-sheet').addEventListener('hidden.bs.offcanvas', () => byId('asset-button').focus());
  ['shown', 'hidden'].forEach((name) => byId('asset-sheet').addEventListener(`${name}.bs.offcanvas`, listenWhileLooking));
  setUpControls(() => analyseControls(), submitControls);
  setUpFiles(chooseFile);
  setUpPresets(applyPreset, readControls);
  setUpPainter(analysePainted, strategiesCame);
  byId('paint-strategy').addEventListener('click', paintStrategy);
  await nextTask();
  setUpQuadrants();
  setUpChart();
  setUpAnalysis({ shown: watchForAlerts, drawn: openHours, left: stopAlerts });
  byId('hours').addEventListener('toggle', openHours);
  loadBootstrap();
  setUpLive();
  setUpAlerts();
  setUpAlertPanel();
  setUpExports();
  await nextTask();
  setUpRanking(showEntries);
  setUpLogout((all) => logout(all, leave));
  setUpRecording();
  window.addEventListener('popstate', () => isOpen && followAddress());
  document.addEventListener('click', openLink);
  document.addEventListener('keydown', onKey);
}

workbenchStands({ setUp, open, hear: showSession, close });
