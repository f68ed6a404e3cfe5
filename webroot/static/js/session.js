/** Who is logged in and how the broker's connection is, in the header. */
import * as api from './api.js';
import { announce, byId, setText, show } from './dom.js';
import { money, number } from './format.js';
import { t } from './i18n.js';

const POLL_MS = 10_000;
const TOLERATED_OFFSET_MS = 2_000;

let timer = null;
let shownConnection = null;

function showConnection(state) {
  byId('connection').dataset.state = state;
  byId('connection').title = t(`connection.${state}`);
  setText('connection-word', t(`connection.${state}`));
  const good = state === 'CONNECTED' || state === 'CONNECTING';
  const wasGood = shownConnection === null || shownConnection === 'CONNECTED' || shownConnection === 'CONNECTING';
  if (good !== wasGood) {
    announce(good ? t('connection.back') : t('connection.lost', { state: t(`connection.${state}`) }));
  }
  shownConnection = state;
}

function showClockOffset(milliseconds) {
  const visible = Math.abs(milliseconds) > TOLERATED_OFFSET_MS;
  const values = { seconds: number(Math.abs(milliseconds) / 1000, 0, 1) };
  show(byId('clock-offset'), visible);
  setText('clock-offset', visible ? t('header.clockOffset', values) : '');
  byId('clock-offset').title = visible ? t('header.clockOffsetHelp', values) : '';
}

export function showSession(session) {
  show(byId('session-info'), true);
  show(byId('logout'), true);
  setText('user-name', session.user.name);
  setText('balance-amount', session.balance ? money(session.balance.amount, session.balance.currency) : '—');
  showConnection(session.connection);
  showClockOffset(session.clockOffsetMs ?? 0);
}

async function poll() {
  if (document.hidden) {
    return;
  }
  try {
    showSession(await api.session());
  } catch (failure) {
    // a lost session is told by api.js to main.js, which also stops this timer
    if (failure.passing) {
      showConnection('OFFLINE');
    }
  }
}

export function startSessionWatch() {
  clearInterval(timer);
  timer = setInterval(poll, POLL_MS);
}

export function stopSessionWatch() {
  clearInterval(timer);
  shownConnection = null;
  show(byId('session-info'), false);
  show(byId('logout'), false);
}
