/** Who is logged in and his practice balance, in the header. */
import { forgetConnection, showBroker } from './connection.js';
import { byId, setText, show } from './dom.js';
import { money, number } from './format.js';
import { t } from './i18n.js';

const TOLERATED_OFFSET_MS = 2_000;

function showClockOffset(milliseconds) {
  const visible = Math.abs(milliseconds) > TOLERATED_OFFSET_MS;
  const values = { seconds: number(Math.abs(milliseconds) / 1000, 0, 1) };
  show(byId('clock-offset'), visible);
  setText('clock-offset', visible ? t('header.clockOffset', values) : '');
  byId('clock-offset').title = visible ? t('header.clockOffsetHelp', values) : '';
}

/** @param session the answer of `GET /session`, or news of the bridge, which leave the user out */
export function showSession(session) {
  show(byId('session-info'), true);
  show(byId('logout'), true);
  if (session.user) {
    setText('user-name', session.user.name);
  }
  setText('balance-amount', session.balance ? money(session.balance.amount, session.balance.currency) : '—');
  showBroker(session.connection, new Date(session.connectionSince).getTime() / 1000);
  showClockOffset(session.clockOffsetMs ?? 0);
}

export function hideSession() {
  forgetConnection();
  show(byId('session-info'), false);
  show(byId('logout'), false);
}
