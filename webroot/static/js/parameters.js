/**
 * What is being analysed. It lives in the address, so a link or a reload shows the same; an address without parameters
 * falls back to the last ones used in this browser.
 */
import { recall, remember } from './storage.js';

const QUADRANTS_MAX = 100;
export const GALES_MAX = 5;

const DEFAULTS = {
  asset: '',
  timeframe: 60,
  quadrants: 10,
  strategy: 'minoria',
  martingale: 2,
  tie: 'loss',
  multiplier: 2,
  recover: false,
};

const wholeNumber = (text, minimum, maximum, otherwise) => {
  const value = Number(text);
  return Number.isInteger(value) && value >= minimum && value <= maximum ? value : otherwise;
};

/** Addresses are written by people too: what makes no sense becomes the default. */
function parse(search) {
  const text = { ...DEFAULTS, ...Object.fromEntries(new URLSearchParams(search)) };
  return {
    asset: text.asset,
    timeframe: [60, 300, 900].includes(Number(text.timeframe)) ? Number(text.timeframe) : DEFAULTS.timeframe,
    quadrants: wholeNumber(text.quadrants, 1, QUADRANTS_MAX, DEFAULTS.quadrants),
    strategy: text.strategy,
    martingale: wholeNumber(text.martingale, 0, GALES_MAX, DEFAULTS.martingale),
    tie: text.tie === 'tie' ? 'tie' : 'loss',
    multiplier: Number(text.multiplier) >= 1 ? Number(text.multiplier) : DEFAULTS.multiplier,
    recover: String(text.recover) === 'true',
  };
}

function toSearch(parameters) {
  const changed = Object.entries(parameters).filter(([name, value]) => value !== DEFAULTS[name]);
  return new URLSearchParams(changed).toString();
}

export function readParameters() {
  return parse(location.search || recall('parameters') || '');
}

/** Puts them into the address and into the browser's memory; what changed becomes a step that "back" undoes. */
export function writeParameters(parameters) {
  const search = toSearch(parameters);
  remember('parameters', search);
  if (location.search === '') {
    // what was remembered, or the first choice: the bare address is no step to go back to
    history.replaceState(null, '', `?${search}`);
  } else if (location.search !== `?${search}`) {
    history.pushState(null, '', `?${search}`);
  }
}
