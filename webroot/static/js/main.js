/**
 * The analysis page: decides between login and workbench and joins the parts.
 *
 * Hooks for browser tests (`data-test`): email, password, login-submit, login-oauth, login-error, login-reason, login-demo, code,
 * code-submit, code-error, code-resend; nav-analysis, nav-ranking, connection (data-state, data-late), clock-offset,
 * user-name, balance, language, theme-toggle, logout, logout-choice, logout-here, logout-all, simulated-banner; recording (data-state),
 * recording-open, recording-text, recording-time, recording-error, recording-start, recording-stop, recording-download,
 * recording-delete, recording-close; asset-button, asset-search, category-chip
 * (data-category), asset-item (data-symbol, data-open, aria-selected), asset-message, refresh-assets; timeframe, quadrants,
 * more-options, strategy, martingale, tie, stakes, payout, analyse; error, retry, empty, result, result-label (data-asset),
 * asset-facts; session-ended, login-again; signal (data-state, data-side), signal-side, signal-countdown, signal-state,
 * signal-sentence, forming-candle, running-entry, data-late; alert-toggle (data-on),
 * alert-panel, alert-sound, alert-notification, alert-seconds, alert-note, alert-fired (data-kind: entry, changed, result);
 * square and quadrant-row (data-start, data-outcome, aria-selected; squares also data-martingale), selected-explanation,
 * news; rate-line, win-rate, money-line, net-profit, streak-line, luck; card-entry, card-g1 … card-g5, card-losses,
 * card-operations, card-nulls, card-ties, card-pending, card-no-data; chart, running-candle (data-from, data-close,
 * data-side), legend, zoom-in, zoom-out, zoom-now, zoom-all, full-screen; quadrant-table, zone; export-csv, export-json, export-png, export-link,
 * export-note.
 */
import * as api from './net/api.js';
import { setUpAlertPanel, showAlertSettings } from './alerts/panel.js';
import { forgetAlerts, setUpAlerts } from './alerts/alerts.js';
import { analyse, forgetAnalysis, onCatalogNews, renewAnalysis, setUpAnalysis } from './analysis/analysis.js';
import { findAsset, focusSearch, forgetAssets, loadAssets, setUpAssets, showChosen } from './analysis/assets.js';
import { setUpChart } from './chart/chart.js';
import { offerStrategies, readControls, setAsset, setUpControls, writeControls } from './analysis/controls.js';
import { byId, loadScript, show } from './lib/dom.js';
import { setUpExports } from './analysis/exports.js';
import { t } from './lib/i18n.js';
import { setUpLive, startLive, stopLive } from './net/live.js';
import { setUpLogin, showLogin, takeReturnFailure } from './session/login.js';
import { ready } from './page.js';
import { readParameters, returnAddress, writeParameters } from './model/parameters.js';
import { loadPreferences } from './model/preferences.js';
import { setUpQuadrants, stepSelection } from './analysis/quadrants.js';
import { setUpRecording } from './session/recording.js';
import { showStart } from './analysis/result-place.js';
import { select } from './model/selection.js';
import { hideSession, setUpLoginAgain, setUpLogout, showSession, showWaiting } from './session/session.js';
import { takeForReturn } from './lib/storage.js';
import { loadStrategies } from './model/strategies.js';
import { staticFile } from './static-file.js';

let loggedIn = false;
/**
 * The server has seen no token: the form is there at once. Somebody may be logged in all the same, for a browser keeps the
 * token back when a link of another site leads here; the page's own requests send it.
 */
const asGuest = 'guest' in document.documentElement.dataset;

function showView(view) {
  show(byId('starting'), false);
  show(byId('login-view'), view === 'login');
  show(byId('app-view'), view === 'app');
}

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
  await loadBootstrap();
  window.bootstrap.Offcanvas.getOrCreateInstance(byId('asset-sheet')).show();
}

function closeSheet() {
  window.bootstrap?.Offcanvas.getInstance(byId('asset-sheet'))?.hide();
}

/** Puts the cursor into the search; on a small screen the sheet slides in first. */
function searchAssets() {
  if (byId('asset-button').offsetParent) {
    byId('asset-sheet').addEventListener('shown.bs.offcanvas', focusSearch, { once: true });
    openSheet();
  } else {
    focusSearch();
  }
}

function showAsset(symbol) {
  showChosen(symbol, findAsset(symbol)?.name ?? symbol);
}

/** Analyses what the controls say, and puts it into the address. */
function analyseControls() {
  const parameters = readControls();
  if (!parameters) {
    return;
  }
  if (!parameters.asset) {
    searchAssets();
    return;
  }
  writeParameters(parameters);
  analyse(parameters);
}

/** Whatever is chosen is analysed at once; without an asset there is nothing to analyse yet. */
function controlsChanged() {
  const parameters = readControls();
  if (parameters?.asset) {
    writeParameters(parameters);
    analyse(parameters);
  }
}

function chooseAsset(asset) {
  setAsset(asset.symbol);
  showAsset(asset.symbol);
  closeSheet();
  analyseControls();
}

/** Shows what the address says: after login, reload, back and forward. */
function followAddress() {
  const parameters = readParameters();
  writeControls(parameters);
  showAsset(parameters.asset);
  if (parameters.asset) {
    writeParameters(parameters, true);
    analyse(parameters);
  } else {
    showStart();
  }
}

/** Another login asks for the password alone. */
function keepEmail({ user }) {
  if (byId('email') && user.email) {
    byId('email').value = user.email;
  }
}

/** Whether another page of ours has sent the reader here for a new login. */
const asksForLogin = ({ connection }) => connection === 'AUTH_FAILED' && new URLSearchParams(location.search).has('again');

async function enter(session) {
  if (returnAddress()) {
    location.replace(returnAddress());
    return;
  }
  loggedIn = true;
  // of a login that is needless: somebody is logged in
  takeReturnFailure();
  showSession(session);
  keepEmail(session);
  loadPreferences(session);
  showAlertSettings();
  startLive(session.user.id, { catalog: onCatalogNews }, renewAnalysis);
  showView('app');
  // before anything can be chosen: a choice that is made while the tables load must stay
  followAddress();
  loadBootstrap();
  loadStrategies().then(offerStrategies);
  await loadAssets();
  if (loggedIn) {
    showAsset(readParameters().asset);
  }
}

function leave(reason) {
  loggedIn = false;
  forgetAnalysis();
  forgetAlerts();
  stopLive();
  hideSession();
  forgetAssets();
  closeSheet();
  showView('login');
  showLogin(reason);
}

async function logout(all) {
  // the server closes the bridge with the session; that is no loss to tell
  stopLive();
  try {
    await api.logout(all);
  } finally {
    leave('');
  }
}

/** Why another page of ours has sent the reader here. */
function reasonInAddress() {
  const reason = new URLSearchParams(location.search).get('reason');
  return reason === 'session_ended' ? t(`errors.${reason}`) : '';
}

function onKey(event) {
  const typing = event.target.closest('input, select, textarea');
  if (!loggedIn || event.ctrlKey || event.metaKey || event.altKey) {
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

function setUp() {
  setUpLogin(async () => {
    await enter(await api.session());
    // the form that had the focus is gone
    byId('content').focus({ preventScroll: true });
  });
  setUpAssets(chooseAsset);
  byId('asset-button').addEventListener('click', openSheet);
  byId('asset-sheet').addEventListener('hidden.bs.offcanvas', () => byId('asset-button').focus());
  setUpControls(controlsChanged, analyseControls);
  setUpQuadrants();
  setUpChart();
  setUpAnalysis();
  setUpLive();
  setUpAlerts();
  setUpAlertPanel();
  setUpExports();
  setUpLogout(logout);
  setUpLoginAgain(() => leave(t('session.ended')));
  setUpRecording();
  window.addEventListener('popstate', () => loggedIn && followAddress());
  document.addEventListener('keydown', onKey);
  // a session that ends while somebody works has a reason to tell, also when another tab took the cookie along with it
  api.onSessionLost((failure) => {
    if (failure.code === 'session_ended' || loggedIn) {
      leave(t('errors.session_ended'));
    } else if (!asGuest) {
      leave(reasonInAddress());
    }
  });
}

/** Back from the broker's own page, where the address was another one. */
function restoreAddress() {
  const search = takeForReturn();
  if (search && location.search === '') {
    history.replaceState(null, '', search);
  }
}

async function start() {
  await ready;
  restoreAddress();
  setUp();
  if (asGuest) {
    showView('login');
    showLogin(reasonInAddress());
  }
  try {
    const session = await api.sessionWhenReady(showWaiting);
    if (asksForLogin(session)) {
      keepEmail(session);
      leave(t('session.ended'));
    } else {
      await enter(session);
    }
  } catch (failure) {
    if (failure.passing || failure.code === 'internal_error') {
      showView('login');
      showLogin(failure.message);
    } else if (!['session_ended', 'unauthorized'].includes(failure.code)) {
      throw failure;
    }
  }
}

start();
