/** The broker's list of assets as it was told last, and how it is searched and sorted. */

export const CATEGORIES = ['forex', 'otc', 'crypto', 'stock', 'index', 'commodity', 'other'];

/** In which order the list may stand; favourites come first in each. */
export const ORDERS = ['favourites', 'signal', 'payout', 'name'];

/** A symbol that begins so is a file of the reader's own. */
export const FILE_PREFIX = 'file:';

export const isFile = (symbol) => symbol.startsWith(FILE_PREFIX);

let table = [];
let files = [];

export function keepAssets(assets) {
  table = assets;
}

export const allAssets = () => table;

/** The reader's own files, which are found like assets and listed apart. */
export function keepFileAssets(assets) {
  files = assets;
}

export const allFiles = () => files;

export const findAsset = (symbol) => (isFile(symbol) ? files : table).find((asset) => asset.symbol === symbol);

/** Letters and digits alone: "eurusd" finds "EUR/USD (OTC)". */
export const plainText = (text) => text.normalize('NFD').replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();

/** Whether the name or the symbol contains a text as it is typed. */
export function isCalled({ name, symbol }, text) {
  const wanted = plainText(text);
  return plainText(name).includes(wanted) || plainText(symbol).includes(wanted);
}

const byName = (one, other) => one.name.localeCompare(other.name);

const COMPARE = {
  // the server's own order, by symbol
  favourites: () => 0,
  payout: (one, other) => (other.payout ?? -1) - (one.payout ?? -1) || byName(one, other),
  name: byName,
  signal: (one, other, entryAtOf) => (entryAtOf(one) ?? Infinity) - (entryAtOf(other) ?? Infinity) || byName(one, other),
};

/**
 * The assets to list: open ones first, and of each group the favourites first.
 *
 * @param wanted `{text, category, order}`
 * @param isFavourite of a symbol
 * @param entryAtOf when an asset's best strategy enters next; null for never
 */
export function listed(assets, { text, category, order }, isFavourite, entryAtOf = () => null) {
  const rank = (asset) => (asset.open ? 0 : 2) + (isFavourite(asset.symbol) ? 0 : 1);
  return assets
    .filter((asset) => (!category || asset.category === category) && isCalled(asset, text))
    .sort((one, other) => rank(one) - rank(other) || COMPARE[order](one, other, entryAtOf));
}
