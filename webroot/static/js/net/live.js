/**
 * The live side of a page: keeps the bridge open for the user who is logged in, asks for catalogues over it so that their
 * changes follow by themselves, and notices when something may have been missed. While the bridge is down it asks the
 * HTTP interface now and then instead.
 */
import * as api from './api.js';
import { BridgeFailure, ask, bridgeIsOpen, bridgeOpens, closeBridge, listen, loadLibraries, noteClosing, openBridge, reopenBridge } from './bridge.js';
import { elapsed } from '../lib/clock.js';
import { showBridge } from './connection.js';

/** A page that has just been opened waits so long for its bridge before it asks over HTTP. */
const FIRST_WAIT_MS = 1_500;
/** Where a way to the server and back takes longer, a bridge needs seconds to open: it is not waited for. */
const SLOW_WAY_SECONDS = 0.3;
/** After a sleep an open socket may be dead; a live one answers a known question at once. */
const WAKE_LIMIT_MS = 800;
const FALLBACK_POLL_MS = 15_000;

let user = null;
let watching = false;
/** Whether the bridge seems open and may be dead: then it is not waited for as long. */
let doubtful = false;
let renew = () => {};
/** Told how the session stands, by the bridge and whenever the page asks. */
let hearSession = () => {};
let poll = null;
let lastCheck = 0;

/** The problem document in a bus failure as the error that the HTTP interface would have given. */
function asApiError({ failureCode, message }) {
  try {
    const problem = JSON.parse(message);
    return new api.ApiError(problem.code ?? 'internal_error', problem, problem.retryAfter ?? null);
  } catch (noProblem) {
    return failureCode === 401 ? new api.ApiError('session_ended') : new BridgeFailure(message);
  }
}

async function watch(parameters, limitMs) {
  try {
    const given = Object.entries(parameters).filter(([, value]) => value !== null);
    const catalog = await ask('watch', Object.fromEntries(given), limitMs);
    watching = true;
    return catalog;
  } catch (failure) {
    const error = failure instanceof Error ? failure : asApiError(failure);
    if (error instanceof api.ApiError) {
      api.noteLoss(error);
    }
    throw error;
  }
}

/**
 * The catalogue of these parameters; from now on its changes come by themselves.
 *
 * @throws ApiError
 */
export async function liveCatalog(parameters, signal) {
  const limit = doubtful ? WAKE_LIMIT_MS : undefined;
  doubtful = false;
  if (await bridgeOpens(api.wayAndBack() > SLOW_WAY_SECONDS ? 0 : FIRST_WAIT_MS)) {
    try {
      return await watch(parameters, limit);
    } catch (failure) {
      if (!(failure instanceof BridgeFailure) || signal.aborted) {
        throw failure;
      }
      if (failure.message === 'silent') {
        reopenBridge();
      }
    }
  }
  return api.catalog(parameters, signal);
}

/** Whether the changes of the last catalogue come by themselves. */
export const isWatching = () => watching;

/** Nothing is watched any more: the server need not tell. */
export function stopWatching() {
  if (watching && bridgeIsOpen()) {
    ask('watch', {}).catch(() => {});
  }
  watching = false;
}

/** Whether the server answers. */
async function checkSession() {
  try {
    hearSession(await api.session());
    return true;
  } catch (failure) {
    // that nobody is logged in any more is told by api.js; the rest shows as the bridge being down
    return false;
  }
}

function onDown() {
  watching = false;
  showBridge(false);
  poll ??= setInterval(askInstead, FALLBACK_POLL_MS);
  // the server closes the bridge when the session has ended
  checkSession();
}

async function askInstead() {
  if (await checkSession()) {
    renew();
  }
}

function onOpened() {
  doubtful = false;
  clearInterval(poll);
  poll = null;
  showBridge(true);
  renew();
}

/** Gives the bridge up when it does not answer. What is asked is nothing: to watch nothing, by a page that does not. */
async function probe() {
  try {
    await ask('watch', {}, WAKE_LIMIT_MS);
  } catch (failure) {
    if (failure instanceof BridgeFailure && failure.message === 'silent') {
      reopenBridge();
    }
  }
}

/** Whatever was missed is asked at once. */
export function suspect() {
  if (user === null || elapsed() - lastCheck < 1) {
    return;
  }
  lastCheck = elapsed();
  if (bridgeIsOpen()) {
    doubtful = watching;
    if (!watching) {
      probe();
    }
    renew();
  } else {
    reopenBridge();
  }
}

/** The page is looked at again, or the network is back. */
function wake() {
  if (!document.hidden) {
    suspect();
  }
}

/**
 * Follows what concerns a user until {@link stopLive}.
 *
 * @param listeners by address name (`connection`, `catalog`, `ranking`), called with each body
 * @param onRenew called when something may have been missed
 */
export function startLive(userId, listeners, onRenew) {
  user = userId;
  renew = onRenew;
  hearSession = listeners.connection;
  Object.entries(listeners).forEach(([name, listener]) => listen(name, listener));
  openBridge(userId, { opened: onOpened, down: onDown });
}

export function stopLive() {
  user = null;
  renew = () => {};
  hearSession = () => {};
  watching = false;
  clearInterval(poll);
  poll = null;
  closeBridge();
}

export function setUpLive() {
  loadLibraries().catch(() => {});
  document.addEventListener('visibilitychange', wake);
  // the browser closes the socket itself, and what is hidden then has nothing to tell the server any more
  window.addEventListener('pagehide', noteClosing);
  window.addEventListener('pageshow', wake);
  window.addEventListener('online', wake);
}
