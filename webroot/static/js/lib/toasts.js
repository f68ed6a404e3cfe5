/** Short notes at the edge of the page. Each stays long enough to be read and can be sent away. */
import { button, byId, element, icon } from './dom.js';
import { t } from './i18n.js';

const MOST = 3;

/**
 * @param attributes of the note, e.g. `data-test`
 * @param seconds how long it stays
 * @return the note, to be removed when it is needless sooner
 */
export function toast(attributes, seconds, ...children) {
  const close = button(
    { class: 'icon-button', title: t('toast.close'), 'aria-label': t('toast.close') },
    () => note.remove(),
    icon('x-lg'),
  );
  const note = element('div', { ...attributes, class: 'note' }, element('div', { class: 'note-text' }, ...children), close);
  const notes = byId('notes');
  notes.append(note);
  while (notes.children.length > MOST) {
    notes.firstElementChild.remove();
  }
  setTimeout(() => note.remove(), seconds * 1000);
  return note;
}
