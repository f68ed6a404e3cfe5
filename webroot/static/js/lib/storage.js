/** What this browser remembers. Storage may be forbidden or full; the page then works without memory. */
const PREFIX = 'catalogador.';

const RETURN = `${PREFIX}return`;

/** Keeps this tab's path and query while another site has the tab. */
export function rememberForReturn(address) {
  try {
    sessionStorage.setItem(RETURN, address);
  } catch (blocked) {
    // see above
  }
}

/** The path and query that this tab had before another site had it, once; '' for none. */
export function takeForReturn() {
  try {
    const address = sessionStorage.getItem(RETURN) ?? '';
    sessionStorage.removeItem(RETURN);
    return address;
  } catch (blocked) {
    return '';
  }
}

export function recall(name) {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch (blocked) {
    return null;
  }
}

export function remember(name, value) {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch (blocked) {
    // see above
  }
}

/** @param listener called with what another tab of this browser now remembers under that name */
export function onRemembered(name, listener) {
  window.addEventListener('storage', (event) => event.key === PREFIX + name && listener(event.newValue));
}
