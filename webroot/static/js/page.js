/** What every page needs: texts, language, theme. Also the whole script of pages without a life of their own. */
import { byId } from './lib/dom.js';
import { loadTexts, setUpLanguage } from './lib/i18n.js';
import { setUpTheme } from './lib/theme.js';

export const ready = loadTexts().then(() => {
  setUpLanguage(byId('language'));
  setUpTheme(byId('theme-toggle'));
});
