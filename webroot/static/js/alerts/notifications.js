/** Notifications of the browser. Asking for the permission needs a click of the reader. */

/** 'granted', 'denied', 'default' (not asked yet), or 'missing' where the browser has none. */
export const permission = () => (window.Notification ? Notification.permission : 'missing');

/** To be called from a click; resolves to what `permission` tells afterwards. */
export async function askPermission() {
  if (permission() === 'default') {
    await Notification.requestPermission();
  }
  return permission();
}

/** @param key the same for tabs that tell the same: the browser then shows one */
export function notify(title, body, key) {
  if (permission() !== 'granted') {
    return;
  }
  try {
    const notification = new Notification(title, { body, tag: key, silent: true });
    notification.addEventListener('click', () => {
      window.focus();
      notification.close();
    });
  } catch (onlyForWorkers) {
    // Chrome on Android lets pages ask and then refuses; the note on the page and the sound remain
  }
}
