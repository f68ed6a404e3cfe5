/** What this browser remembers. Storage may be forbidden or full; the page then works without memory. */
const PREFIX = 'catalogador.';

const RETURN = `${PREFIX}return`;

/** Keeps the query of this tab's address while another site has the tab. */
export function rememberForReturn(search) {
  try {
    sessionStorage.setItem(RETURN, search);
  } catch (blocked) {
    // see above
  }
}

/** The query that this tab had before another site had it, once; '' for none. */
export function takeForReturn() {
  try {
    const search = sessionStorage.getItem(RETURN) ?? '';
    sessionStorage.removeItem(RETURN);
    return search;
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
