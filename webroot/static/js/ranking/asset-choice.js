/** The assets chosen by hand for a ranking: a list to tick, filtered by text. */
import { byId, element, keep, setText } from '../lib/dom.js';
import { percent } from '../lib/format.js';
import { plural } from '../lib/i18n.js';
import { isCalled } from '../model/assets.js';

let assets = [];
let chosen = new Set();

const matches = (asset) => isCalled(asset, byId('choice-filter').value);

function count() {
  setText('choice-count', plural('ranking.chosen', chosen.size));
}

function option(asset) {
  const box = element('input', {
    class: 'form-check-input',
    type: 'checkbox',
    id: `choice-${asset.symbol}`,
    'data-test': 'choice',
    value: asset.symbol,
  });
  box.addEventListener('change', () => {
    if (box.checked) {
      chosen.add(asset.symbol);
    } else {
      chosen.delete(asset.symbol);
    }
    count();
  });
  return element(
    'label',
    { class: 'choice', for: `choice-${asset.symbol}` },
    box,
    element('span', { class: 'asset-name' }, asset.name),
    element('small', { class: 'muted' }, percent(asset.payout, 0)),
  );
}

function render() {
  keep(byId('choice-list'), assets.filter(matches), { key: ({ symbol }) => symbol, look: ({ name, payout }) => [name, payout], render: option });
  for (const box of byId('choice-list').querySelectorAll('input')) {
    box.checked = chosen.has(box.value);
  }
  count();
}

/** @param list the assets that may be ranked now */
export function offerAssets(list) {
  assets = list;
  render();
}

export function writeChoice(symbols) {
  chosen = new Set(symbols ?? []);
  render();
}

export const readChoice = () => [...chosen];

export function setUpAssetChoice() {
  byId('choice-filter').addEventListener('input', render);
  byId('choice-none').addEventListener('click', () => writeChoice([]));
}
