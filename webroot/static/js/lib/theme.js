import { t } from './i18n.js';
import { remember } from './storage.js';

/** The theme button. Charts draw with colours of their own and listen for "themechange" on the document. */
export function setUpTheme(toggle) {
  const root = document.documentElement;
  const label = () => {
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
