/** The place of the result: the result itself, or what stands there without one. */
import { button, byId, element, icon, show } from '../lib/dom.js';
import { t } from '../lib/i18n.js';
import { recall, remember } from '../lib/storage.js';

/** They fill the place of the squares on any screen. */
const MOST_BONES = 400;

const views = ['result', 'blank', 'skeleton'];
/** One of them, or none for any other name. */
export const showOnly = (id) => views.forEach((view) => show(byId(view), view === id));

/** What stands where a result would be. */
export function showBlank(name, title, ...texts) {
  byId('blank').replaceChildren(icon(name), element('p', { class: 'blank-title' }, title), ...texts);
  showOnly('blank');
}

const GUIDE = 'guide';
const STEPS = ['asset', 'signal', 'cost'];

function guide() {
  const steps = STEPS.map((name) => element('li', {}, element('b', {}, t(`guide.${name}`)), element('span', {}, t(`guide.${name}Help`))));
  const done = () => {
    remember(GUIDE, 'done');
    showStart();
  };
  return element(
    'section',
    { class: 'guide', 'data-test': 'guide', 'aria-label': t('guide.title') },
    element('ol', {}, ...steps),
    button({ class: 'btn btn-quiet', 'data-test': 'guide-done' }, done, t('guide.done')),
  );
}

/** Before the first analysis: what to do next; for somebody new, in three steps. */
export function showStart() {
  if (recall(GUIDE) === 'done') {
    showBlank('grid-3x3-gap', t('state.start'), element('p', {}, t('state.startHelp')), element('p', { class: 'keys' }, t('state.startKeys')));
  } else {
    showBlank('grid-3x3-gap', t('guide.title'), guide());
  }
}

/** @param quadrants how many squares are awaited */
export function showSkeleton(quadrants) {
  const squares = Array.from({ length: Math.min(quadrants, MOST_BONES) }, () => element('span', { class: 'bone outcome' }));
  byId('skeleton').replaceChildren(
    element('div', { class: 'bone bone-bar' }),
    element('div', { class: 'bone bone-tiles' }),
    element('div', { class: 'panel bone-squares' }, element('div', { class: 'squares' }, ...squares)),
    element('div', { class: 'bone bone-chart' }),
  );
  showOnly('skeleton');
}
