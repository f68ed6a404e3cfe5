/** The page /api-docs: a search, and tables that can be scrolled by keyboard where they are wider than the page. */
import { byId, setText, show } from './lib/dom.js';
import { t } from './lib/i18n.js';
import { ready } from './page.js';

const operations = () => [...document.querySelectorAll('[data-test=operation]')];

/** Leaves the operations that contain every word. */
function filter() {
  const words = byId('api-search').value.toLowerCase().split(/\s+/).filter(Boolean);
  let found = 0;
  for (const operation of operations()) {
    const text = operation.textContent.toLowerCase();
    const fits = words.every((word) => text.includes(word));
    found += fits ? 1 : 0;
    show(operation, fits);
    show(document.querySelector(`[data-operation="${operation.id}"]`), fits);
  }
  const result = found === 0 ? t('api.none') : t('api.found', { count: found });
  setText('api-found', words.length > 0 ? result : '');
}

/** Only where there is something to scroll: a stop at each table would be too many. */
function letScroll(entries) {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) {
      target.tabIndex = 0;
    } else {
      target.removeAttribute('tabindex');
    }
  }
}

ready.then(() => {
  show(byId('api-search-place'), true);
  byId('api-search').addEventListener('input', filter);
  const sizes = new ResizeObserver(letScroll);
  document.querySelectorAll('.table-scroll').forEach((table) => sizes.observe(table));
});
