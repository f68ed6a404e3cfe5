/** The texts of the page's language; the server renders that language into the html element. */
import { staticFile } from './static-file.js';

export const language = document.documentElement.lang;

let texts = {};

export async function loadTexts() {
  const response = await fetch(staticFile(`i18n/${language}.json`));
  texts = await response.json();
}

const find = (key) => key.split('.').reduce((node, name) => node?.[name], texts);

export const hasText = (key) => typeof find(key) === 'string';

/** The text of a key with its {placeholders} filled; the key itself when it is missing. */
export function t(key, values = {}) {
  const text = find(key);
  if (typeof text !== 'string') {
    return key;
  }
  return text.replace(/\{(\w+)}/g, (whole, name) => (name in values ? values[name] : whole));
}

/** Chooses between the forms "one" and "other"; all three languages say "0 vitórias". */
export function plural(key, count, values = {}) {
  return t(`${key}.${count === 1 ? 'one' : 'other'}`, { count, ...values });
}

const COOKIE_SECONDS = 365 * 24 * 3600;

/** The language select of the header. The server renders, so a change is a reload; the address keeps the parameters. */
export function setUpLanguage(select) {
  select.value = language;
  select.addEventListener('change', () => {
    document.cookie = `catalogador_lang=${select.value}; path=/; max-age=${COOKIE_SECONDS}; samesite=lax`;
    location.reload();
  });
}
