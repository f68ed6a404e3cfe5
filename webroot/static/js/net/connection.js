/**
 * How sure the numbers on the screen are, in the header: connected, reconnecting since when, or how old the data are.
 * Three links may fail: page to server (the bridge), server to broker, and the broker's prices themselves.
 */
import { now } from '../lib/clock.js';
import { announce, byId, setText } from '../lib/dom.js';
import { age, timeWithSeconds } from '../lib/format.js';
import { t } from '../lib/i18n.js';

/** A page just opened is connecting, not lost. */
const GOOD = ['CONNECTED', 'CONNECTING'];

let broker = 'CONNECTING';
let brokerSince = null;
let bridgeDownSince = null;
let secondsLate = 0;
/** Whether the newest price on the screen is fresh; true while none is shown. */
let priced = true;
let wasGood = true;

function words(state) {
  if (state === 'OFFLINE') {
    return t('connection.since', { state: t('connection.OFFLINE'), time: timeWithSeconds(bridgeDownSince) });
  }
  if (state === 'RECONNECTING') {
    return t('connection.since', { state: t('connection.RECONNECTING'), time: timeWithSeconds(brokerSince) });
  }
  if (state === 'CONNECTED' && secondsLate > 0) {
    return t('connection.late', { age: age(secondsLate) });
  }
  return t(`connection.${state}`);
}

function render() {
  const state = bridgeDownSince === null ? broker : 'OFFLINE';
  const text = words(state);
  const pill = byId('connection');
  pill.dataset.state = state;
  pill.dataset.late = String(secondsLate);
  pill.dataset.priced = String(priced);
  pill.title = text;
  if (byId('connection-word').textContent !== text) {
    setText('connection-word', text);
  }
  const good = GOOD.includes(state);
  if (good !== wasGood) {
    announce(good ? t('connection.back') : t('connection.lost', { state: text }));
  }
  wasGood = good;
}

/** @param since epoch seconds */
export function showBroker(state, since) {
  broker = state;
  brokerSince = since;
  render();
}

export function showBridge(open) {
  bridgeDownSince = open ? null : (bridgeDownSince ?? now());
  render();
}

/**
 * @param seconds age of the newest price when it is older than it should be, else 0
 * @param fresh whether that price is fresh for certain: a number from a cache alone makes nothing green
 */
export function showLate(seconds, fresh) {
  if (seconds !== secondsLate || fresh !== priced) {
    secondsLate = seconds;
    priced = fresh;
    render();
  }
}

export const brokerIsConnected = () => broker === 'CONNECTED';

/** Whether the broker has ended the session: nothing comes of it any more. */
export const brokerEndedSession = () => broker === 'AUTH_FAILED';

/** Nobody is logged in: the next one starts afresh. */
export function forgetConnection() {
  broker = 'CONNECTING';
  brokerSince = null;
  bridgeDownSince = null;
  secondsLate = 0;
  priced = true;
  wasGood = true;
}
