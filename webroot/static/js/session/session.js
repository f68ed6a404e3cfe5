/** Who is logged in, his practice balance and the way out, in the header. */
import { forgetConnection, showBroker } from '../net/connection.js';
import { byId, setText, show } from '../lib/dom.js';
import { money, number } from '../lib/format.js';
import { t } from '../lib/i18n.js';
import { hideRecording, offerRecording } from './recording.js';

const TOLERATED_OFFSET_MS = 2_000;

function showClockOffset(milliseconds) {
  const visible = Math.abs(milliseconds) > TOLERATED_OFFSET_MS;
  const values = { seconds: number(Math.abs(milliseconds) / 1000, 0, 1) };
  show(byId('clock-offset'), visible);
  setText('clock-offset', visible ? t('header.clockOffset', values) : '');
  byId('clock-offset').title = visible ? t('header.clockOffsetHelp', values) : '';
}

let devices = 1;
let currency = null;

/** The currency of the account that is logged in; null while its balance is unknown. */
export const accountCurrency = () => currency;

/** Tells on a page that has not begun yet why it has not. */
export function showWaiting(failure) {
  byId('starting').firstElementChild.textContent = failure.message;
}

function showChoice(visible) {
  show(byId('logout-choice'), visible);
  byId('logout').setAttribute('aria-expanded', String(visible));
}

/**
 * Logs out by a click; who is logged in on several devices chooses first.
 *
 * @param logout called with whether all devices are meant
 */
export function setUpLogout(logout) {
  const choose = (all) => {
    showChoice(false);
    logout(all);
  };
  byId('logout').addEventListener('click', () => {
    if (devices > 1) {
      showChoice(byId('logout-choice').hidden);
    } else {
      choose(false);
    }
  });
  byId('logout-here').addEventListener('click', () => choose(false));
  byId('logout-all').addEventListener('click', () => choose(true));
  document.addEventListener('click', (event) => {
    if (!event.target.closest('.logout')) {
      showChoice(false);
    }
  });
  document.addEventListener('keydown', (event) => event.key === 'Escape' && showChoice(false));
}

/** @param loginAgain called when the reader wants a new login, since the broker has ended the session */
export function setUpLoginAgain(loginAgain) {
  byId('login-again').addEventListener('click', loginAgain);
}

/** @param session the answer of `GET /session`, or news of the bridge, which leave the user out */
export function showSession(session) {
  show(byId('session-info'), true);
  show(byId('logout'), true);
  if (session.user) {
    setText('user-name', session.user.name);
    offerRecording();
  }
  devices = session.devices.length;
  setText('logout-all', t('header.logoutAll', { count: devices }));
  currency = session.balance?.currency ?? currency;
  setText('balance-amount', session.balance ? money(session.balance.amount, session.balance.currency) : '—');
  show(byId('session-ended'), session.connection === 'AUTH_FAILED');
  showBroker(session.connection, new Date(session.connectionSince).getTime() / 1000);
  showClockOffset(session.clockOffsetMs ?? 0);
}

export function hideSession() {
  forgetConnection();
  hideRecording();
  show(byId('session-info'), false);
  show(byId('session-ended'), false);
  show(byId('logout'), false);
  showChoice(false);
}
