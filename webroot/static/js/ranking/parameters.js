/** What a ranking compares. It lives in the address; an address without parameters falls back to the last ones used. */
import { CATEGORIES } from '../analysis/assets.js';
import { GALES_MAX, numberWithin, wholeNumber } from '../model/parameters.js';
import { recall, remember } from '../lib/storage.js';

const ORDERS = ['winRate', 'wilson', 'profit'];

const DEFAULTS = {
  timeframe: 60,
  quadrants: 60,
  strategy: 'minoria',
  martingale: 2,
  tie: 'loss',
  order: 'winRate',
  minOperations: 5,
  category: null,
  minPayout: null,
  assets: null,
};

/** Addresses are written by people too: what makes no sense becomes the default. */
function parse(search) {
  const text = { ...DEFAULTS, ...Object.fromEntries(new URLSearchParams(search)) };
  const oneOf = (value, values, otherwise) => (values.includes(value) ? value : otherwise);
  return {
    timeframe: oneOf(Number(text.timeframe), [60, 300, 900], DEFAULTS.timeframe),
    quadrants: wholeNumber(text.quadrants, 5, 100, DEFAULTS.quadrants),
    strategy: text.strategy,
    martingale: wholeNumber(text.martingale, 0, GALES_MAX, DEFAULTS.martingale),
    tie: text.tie === 'tie' ? 'tie' : 'loss',
    order: oneOf(text.order, ORDERS, DEFAULTS.order),
    minOperations: wholeNumber(text.minOperations, 1, 100, DEFAULTS.minOperations),
    category: oneOf(text.category, CATEGORIES, null),
    minPayout: numberWithin(text.minPayout, { least: 0, most: 1 }, null),
    assets: text.assets ? text.assets.split(',').filter(Boolean) : null,
  };
}

function toSearch(parameters) {
  const given = Object.entries(parameters).filter(([, value]) => value !== null);
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
}

export const readRankingParameters = () => parse(location.search || recall('ranking') || '');

export function writeRankingParameters(parameters) {
  const search = toSearch(parameters);
  remember('ranking', search);
  if (location.search !== `?${search}`) {
    history.replaceState(null, '', `?${search}`);
  }
}

/** Whether both ask for the same ranking. */
export const sameRanking = (one, other) =>
  Object.keys(DEFAULTS).every((name) => String(one[name] ?? null) === String(other[name] ?? null));

export const rankingLink = (parameters) => `${location.origin}/ranking?${toSearch(parameters)}`;

/** The analysis of one entry, as it entered the ranking. */
export function analysisAddress({ asset, timeframe, quadrants, strategy, martingale, tie }) {
  return `/?${new URLSearchParams({ asset, timeframe, quadrants, strategy, martingale, tie })}`;
}
