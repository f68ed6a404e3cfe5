/** What this browser remembers. Storage may be forbidden or full; the page then works without memory. */
const PREFIX = 'catalogador.';

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
