/** What every page needs: texts, language, theme. Also the whole script of pages without a life of their own. */
import { byId } from './dom.js';
import { loadTexts, setUpLanguage } from './i18n.js';
import { setUpTheme } from './theme.js';

export const ready = loadTexts().then(() => {
  setUpLanguage(byId('language'));
  setUpTheme(byId('theme-toggle'));
});
