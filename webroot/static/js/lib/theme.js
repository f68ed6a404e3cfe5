import { t } from './i18n.js';
import { remember } from './storage.js';

/** The browser's own bars have the colour of the header, also when the reader's theme is not the system's. */
function tintBrowser() {
  const colour = getComputedStyle(document.documentElement).getPropertyValue('--surface').trim();
  document.querySelectorAll('meta[name=theme-color]').forEach((meta) => (meta.content = colour));
}

/** The theme button. Charts draw with colours of their own and listen for "themechange" on the document. */
export function setUpTheme(toggle) {
  const root = document.documentElement;
  const label = () => {
    tintBrowser();
    const text = t(root.dataset.bsTheme === 'dark' ? 'header.themeToLight' : 'header.themeToDark');
    toggle.title = text;
    toggle.setAttribute('aria-label', text);
  };
  toggle.addEventListener('click', () => {
    root.dataset.bsTheme = root.dataset.bsTheme === 'dark' ? 'light' : 'dark';
    remember('theme', root.dataset.bsTheme);
    label();
    document.dispatchEvent(new Event('themechange'));
  });
  label();
}
