/**
 * What is being analysed. It lives in the address, so a link or a reload shows the same; an address without parameters
 * falls back to the last ones used in this browser.
 */
import { recall, remember } from '../lib/storage.js';

const QUADRANTS_MAX = 2000;
export const GALES_MAX = 5;

const DEFAULTS = {
  asset: '',
  timeframe: 60,
  quadrants: 60,
  strategy: 'minoria',
  martingale: 2,
  tie: 'loss',
  payout: null,
  multiplier: 2,
  recover: false,
};

export const wholeNumber = (text, minimum, maximum, otherwise) => {
  const value = Number(text);
  return Number.isInteger(value) && value >= minimum && value <= maximum ? value : otherwise;
};

const PAYOUT = { least: 0.01, most: 10 };
const MULTIPLIER = { least: 0.1, most: 10 };

/** A number the server takes, else what stands for none. */
export const numberWithin = (text, { least, most }, otherwise) => {
  const value = Number(text);
  return text !== null && text !== '' && value >= least && value <= most ? value : otherwise;
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
    payout: numberWithin(text.payout, PAYOUT, DEFAULTS.payout),
    multiplier: numberWithin(text.multiplier, MULTIPLIER, DEFAULTS.multiplier),
    recover: String(text.recover) === 'true',
  };
}

function toSearch(parameters) {
  const changed = Object.entries(parameters).filter(([name, value]) => value !== DEFAULTS[name]);
  return new URLSearchParams(changed).toString();
}

/** A link that asks the same wherever it is opened, whatever the defaults are by then. */
export function permalink(parameters) {
  const all = Object.entries(parameters).filter(([, value]) => value !== null);
  return `${location.origin}/?${new URLSearchParams(all)}`;
}

/** Our own page that wants the reader back after the login, with its parameters; '' when there is none. */
export function returnAddress() {
  const wanted = new URLSearchParams(location.search).get('next') ?? '';
  return /^\/ranking(\?[^#]*)?$/.test(wanted) ? wanted : '';
}

export function readParameters() {
  return parse(location.search || recall('parameters') || '');
}

/**
 * Puts them into the address and into the browser's memory; what changed becomes a step that "back" undoes.
 *
 * @param fromAddress they were read there: the same in other words is no step
 */
export function writeParameters(parameters, fromAddress = false) {
  const search = toSearch(parameters);
  remember('parameters', search);
  if (fromAddress || location.search === '') {
    // what was remembered, or the first choice: the bare address is no step to go back to
    history.replaceState(null, '', `?${search}`);
  } else if (location.search !== `?${search}`) {
    history.pushState(null, '', `?${search}`);
  }
}
