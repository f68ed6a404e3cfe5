/**
 * The page of the product: decides between login and workbench. What the workbench needs comes when somebody begins to log
 * in, so that the form is light.
 */
import * as api from './net/api.js';
import { byId, loadScript, nextTask, show } from './lib/dom.js';
import { t } from './lib/i18n.js';
import { staticFile } from './lib/static-file.js';
import { onRemembered, recall, remember, takeForReturn } from './lib/storage.js';
import { ready } from './page.js';
import { setUpLogin, showLogin, takeReturnFailure } from './session/login.js';
import { setUpLoginAgain, showWaiting } from './session/session.js';

let loggedIn = false;
/** Whether the server is being asked if the session is lost. */
let asking = false;
/**
 * The server has seen no token: the form is there at once. Somebody may be logged in all the same, for a browser keeps the
 * token back when a link of another site leads here; the page's own requests send it.
 */
const asGuest = 'guest' in document.documentElement.dataset;

/** What this browser remembers so that its other tabs know that somebody is logged in. */
const LOGGED_IN = 'loggedIn';

let loading = null;
/** What the workbench does, once it stands: `{setUp(leave), open(session), hear(session), close()}`. */
let workbench = null;

/** In tasks of their own: its script, what it sets up, and what it shows. */
async function standUp() {
  await nextTask();
  await workbench.setUp(() => leave(''));
  await nextTask();
}

function loadWorkbench() {
  const failed = () => {
    throw new api.ApiError('network');
  };
  loading ??= loadScript(staticFile('js/workbench.js'), 'module').then(standUp, failed);
  // a failed download may succeed with the next try
  loading.catch(() => (loading = null));
  return loading;
}

/** The workbench's script has come. */
export function workbenchStands(functions) {
  workbench = functions;
}

function showView(view) {
  show(byId('starting'), false);
  show(byId('login-view'), view === 'login');
  show(byId('app-view'), view === 'app');
}

/** Another login asks for the password alone. */
function keepEmail({ user }) {
  if (byId('email') && user.email) {
    byId('email').value = user.email;
  }
}

async function enter(session, fromForm = false) {
  await loadWorkbench();
  loggedIn = true;
  remember(LOGGED_IN, session.user.id);
  // of a login that is needless: somebody is logged in
  takeReturnFailure();
  keepEmail(session);
  showView('app');
  if (fromForm) {
    // at once: the form that had the focus is gone, and who types meanwhile must not lose it later
    byId('content').focus({ preventScroll: true });
  }
  await workbench.open(session);
}

function leave(reason) {
  loggedIn = false;
  remember(LOGGED_IN, '');
  workbench?.close();
  showView('login');
  showLogin(reason);
}

/** Whether only the broker has ended the session: the page then says so and keeps what it shows. */
async function brokerEnded() {
  asking = true;
  try {
    workbench.hear(await api.session());
    return true;
  } catch (failure) {
    return !['session_ended', 'unauthorized'].includes(failure.code);
  } finally {
    asking = false;
  }
}

/** A session that ends while somebody works has a reason to tell, also when another tab took the cookie along with it. */
async function followLoss(failure) {
  // what the question itself finds is its answer
  if (asking || (loggedIn && failure.code === 'session_ended' && await brokerEnded())) {
    return;
  }
  if (failure.code === 'session_ended' || loggedIn) {
    leave(t('errors.session_ended'));
  } else if (!asGuest) {
    leave('');
  }
}

/** Somebody has logged in in another tab of this browser: then he is here, too. */
async function followOtherTab(user) {
  if (user && !loggedIn) {
    await tryToEnter();
  }
}

async function tryToEnter() {
  try {
    await enter(await api.sessionWhenReady(showWaiting));
  } catch (failure) {
    if (failure.passing || failure.code === 'internal_error') {
      showView('login');
      showLogin(failure.message);
    } else if (!['session_ended', 'unauthorized'].includes(failure.code)) {
      throw failure;
    }
  }
}

function setUp() {
  setUpLogin(async () => {
    await enter(await api.session(), true);
  });
  byId('login-view').addEventListener('input', () => loadWorkbench().catch(() => {}), { once: true });
  setUpLoginAgain(() => leave(t('session.ended')));
  onRemembered(LOGGED_IN, followOtherTab);
  api.onSessionLost(followLoss);
}

/** Back from the broker's own page, where the address was another one. */
function restoreAddress() {
  const address = takeForReturn();
  if (address && location.search === '') {
    history.replaceState(null, '', address);
  }
  return address !== '';
}

/** Whether the server was shown no token although there may be one: then it is worth asking. */
const mayBeLoggedIn = () => recall(LOGGED_IN) || (document.referrer !== '' && !document.referrer.startsWith(location.origin));

async function start() {
  await ready;
  const isBack = restoreAddress();
  setUp();
  if (asGuest) {
    showView('login');
    showLogin('');
  }
  if (!asGuest || isBack || mayBeLoggedIn()) {
    await tryToEnter();
  }
}

start();
