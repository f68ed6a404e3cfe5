/** What a user has set for himself: kept by the server, and by this browser in case the server forgets. */
import * as api from '../net/api.js';
import { recall, remember } from '../lib/storage.js';

export const SECONDS_BEFORE = { least: 3, most: 120 };

const UNSET = { sound: false, notification: false, secondsBefore: 10 };

let user = null;
let alerts = UNSET;
let saving = Promise.resolve();

const place = () => `preferences.${user}`;

function recalled() {
  try {
    return JSON.parse(recall(place()) ?? 'null');
  } catch (unreadable) {
    return null;
  }
}

/** @param session the answer of `GET /session` */
export function loadPreferences(session) {
  user = session.user.id;
  // a server without a store forgets with the session; this browser does not. Whatever the server has was set, also "off".
  alerts = { ...UNSET, ...(session.preferences.alerts ?? recalled()) };
}

export const alertSettings = () => alerts;

async function save() {
  try {
    await api.setPreferences({ alerts });
    return true;
  } catch (failure) {
    return false;
  }
}

/**
 * One request at a time, each with the newest settings: two at once could reach the server in either order, and the older
 * one would stay.
 *
 * @return whether the server has them too, so that they hold in other browsers
 */
export function changeAlerts(changes) {
  alerts = { ...alerts, ...changes };
  remember(place(), JSON.stringify(alerts));
  saving = saving.then(save);
  return saving;
}
