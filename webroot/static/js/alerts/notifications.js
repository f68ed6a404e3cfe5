/**
 * Notifications of the browser, shown by the service worker: on a phone a page may not show any itself. Asking for the
 * permission needs a click of the reader.
 */

import { staticFile } from '../lib/static-file.js';

/** 'granted', 'denied', 'default' (not asked yet), or 'missing' where the browser has none or the page is not secure. */
export const permission = () => (window.Notification && navigator.serviceWorker ? Notification.permission : 'missing');

let worker = null;

/** Resolves when the worker stands. */
function registration() {
  worker ??= navigator.serviceWorker.register('/service-worker.js').then(() => navigator.serviceWorker.ready);
  // what failed for want of a network may succeed next time
  worker.catch(() => (worker = null));
  return worker;
}

/** To be called from a click; resolves to what `permission` tells afterwards. */
export async function askPermission() {
  if (permission() === 'default') {
    await Notification.requestPermission();
  }
  if (permission() === 'granted') {
    registration();
  }
  return permission();
}

/** @param key the same for tabs that tell the same: the browser then shows one */
export async function notify(title, body, key) {
  if (permission() !== 'granted') {
    return;
  }
  try {
    await (await registration()).showNotification(title, { body, tag: key, silent: true, icon: staticFile('icons/192.png') });
  } catch (refused) {
    // the note on the page and the sound remain
  }
}
