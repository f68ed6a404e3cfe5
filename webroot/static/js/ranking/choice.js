/** A list to tick, filtered by text: the assets, or the strategies, that are chosen by hand for a ranking. */
import { byId, element, keep, setText } from '../lib/dom.js';
import { plural } from '../lib/i18n.js';
import { isCalled } from '../model/assets.js';

/**
 * One list, made by the template `choice`.
 *
 * @param prefix of its parts' ids
 * @param counted key of the texts that say how many are chosen
 * @return `{offer, write, read, setUp}`
 */
export function choiceOf(prefix, counted) {
  /** `{symbol, name, detail}` of each that may be chosen. */
  let offered = [];
  let chosen = new Set();

  const part = (name) => byId(`${prefix}-${name}`);
  const count = () => setText(`${prefix}-count`, plural(counted, chosen.size));
  const matches = (item) => isCalled(item, part('filter').value);

  function toggle({ checked, value }) {
    if (checked) {
      chosen.add(value);
    } else {
      chosen.delete(value);
    }
    count();
  }

  function option({ symbol, name, detail }) {
    const id = `${prefix}-${symbol}`;
    const box = element('input', { class: 'form-check-input', type: 'checkbox', id, 'data-test': prefix, value: symbol });
    box.addEventListener('change', () => toggle(box));
    return element(
      'label',
      { class: 'choice', for: id },
      box,
      element('span', { class: 'asset-name' }, name),
      element('small', { class: 'muted' }, detail),
    );
  }

  function render() {
    keep(part('list'), offered.filter(matches), { key: ({ symbol }) => symbol, look: (item) => item, render: option });
    for (const box of part('list').querySelectorAll('input')) {
      box.checked = chosen.has(box.value);
    }
    count();
  }

  function write(symbols) {
    chosen = new Set(symbols);
    render();
  }

  return {
    write,

    /** What may be chosen now; what is chosen stays. */
    offer(items) {
      offered = items;
      render();
    },

    /** In the order in which they are offered, then what is not offered (yet). */
    read() {
      const known = offered.map(({ symbol }) => symbol).filter((symbol) => chosen.has(symbol));
      return [...new Set([...known, ...chosen])];
    },

    /** @param onNone called when the reader has taken all back */
    setUp(onNone) {
      part('filter').addEventListener('input', render);
      part('filter').addEventListener('change', (event) => event.stopPropagation());
      part('none').addEventListener('click', () => {
        write([]);
        onNone();
      });
    },
  };
}
