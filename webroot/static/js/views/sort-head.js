/** The head of a table whose columns sort it: each title is a button, and a sign stands beside the one that sorts. */
import { button, element, icon, keep } from '../lib/dom.js';

const SIGNS = { ascending: 'caret-up-fill', descending: 'caret-down-fill' };

/**
 * @param row the node of the head's cells
 * @param columns `{name, label, attributes, hook, help, unseen}` of each, left to right: `attributes` of the cell; `hook`, the
 *     name of the button for browser tests, without which a column does not sort; `unseen` for a title of screen readers alone
 * @param view `{sortedBy, descending}`
 * @param sortBy called with the name of the column that is to sort
 */
export function showHead(row, columns, { sortedBy, descending }, sortBy) {
  const stateOf = ({ name }) => (name !== sortedBy && 'none') || (descending ? 'descending' : 'ascending');

  function title(column) {
    const { name, label, hook, help, unseen } = column;
    if (!hook) {
      return element('span', { class: unseen && 'visually-hidden' }, label);
    }
    const sign = SIGNS[stateOf(column)];
    return button({ class: 'sort', 'data-test': hook, title: help }, () => sortBy(name), label, sign && icon(sign));
  }

  const focused = document.activeElement?.dataset.test;
  const fresh = keep(row, columns, {
    key: ({ name }) => name,
    look: (column) => [column, stateOf(column)],
    render: (column) => element('th', { scope: 'col', ...column.attributes, 'aria-sort': column.hook && stateOf(column) }, title(column)),
  });
  fresh.forEach((node) => focused && node.firstElementChild.dataset.test === focused && node.firstElementChild.focus());
}
