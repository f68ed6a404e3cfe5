/**
 * What may be chosen, for an analysis and for a ranking: how each parameter is read from an address, and what it is when
 * nothing is said. It lives in the address, so a link or a reload shows the same; an address without parameters falls
 * back to the last ones used in this browser.
 */
import { putAddress, queryAt } from '../lib/address.js';
import { recall, remember } from '../lib/storage.js';
import { CATEGORIES } from './assets.js';

export const TIMEFRAMES = [60, 300, 900];
export const GALES_MAX = 5;
const RANKING_ORDERS = ['evidence', 'winRate', 'wilson', 'profit'];

/** Each reads a text; what makes no sense is undefined, since addresses are written by people too. */
const whole = (least, most) => (text) => {
  const value = Number(text);
  return Number.isInteger(value) && value >= least && value <= most ? value : undefined;
};
const within = (least, most) => (text) => {
  const value = Number(text);
  return text !== '' && value >= least && value <= most ? value : undefined;
};
const oneOf = (...values) => (text) => values.find((value) => String(value) === text);
const anyText = (text) => text;
const symbols = (text) => {
  const given = text.split(',').filter(Boolean);
  return given.length > 0 ? given : undefined;
};

/** Patterns have commas in them: a blank stands between strategies. */
const strategies = (text) => {
  const given = text.split(' ').filter(Boolean);
  return given.length === 0 ? undefined : text === 'all' ? text : given;
};
const spaced = (value) => [value].flat().join(' ');

/** `name: [default, reader, writer]` of what both ask; without a writer, as text. */
const QUESTION = {
  timeframe: [60, oneOf(...TIMEFRAMES)],
  quadrants: [60, whole(1, 2000)],
  strategy: ['minoria', anyText],
  martingale: [2, whole(0, GALES_MAX)],
  tie: ['loss', oneOf('loss', 'tie')],
};

/** `1-5,7` as the days it holds; a range may run over the weekend. */
function days(range) {
  const [first, last = first] = range.split('-').map(Number);
  return Array.from({ length: ((last - first + 7) % 7) + 1 }, (_, day) => ((first - 1 + day) % 7) + 1);
}

/** As the server writes it, so that its news are known to be of the same question: `1,2,3`. */
function weekdays(text) {
  const valid = /^[1-7](-[1-7])?(,[1-7](-[1-7])?)*$/.test(text);
  return valid ? [...new Set(text.split(',').flatMap(days))].sort().join(',') : undefined;
}

/** When a quadrant is entered. */
const CONDITIONS = {
  side: [null, oneOf('call', 'put')],
  hours: [null, anyText],
  weekdays: [null, weekdays],
  zone: [null, anyText],
  trend: [null, (text) => (Math.abs(whole(-200, 200)(text) ?? 0) >= 2 ? Number(text) : undefined)],
  after: [null, anyText],
  agree: [null, anyText],
};

export const CONDITION_NAMES = Object.keys(CONDITIONS);
export const NO_CONDITIONS = Object.fromEntries(CONDITION_NAMES.map((name) => [name, null]));

export const DAYS = [1, 7, 30, 90];

const ANALYSIS = {
  asset: ['', anyText],
  ...QUESTION,
  // instead of quadrants
  days: [null, whole(1, 90)],
  ...CONDITIONS,
  payout: [null, within(0.01, 10)],
  multiplier: [2, within(0.1, 10)],
  recover: [false, oneOf(true, false)],
};

const RANKING = {
  timeframe: QUESTION.timeframe,
  quadrants: [60, whole(5, 2000)],
  days: ANALYSIS.days,
  strategies: ['all', strategies, spaced],
  martingale: QUESTION.martingale,
  tie: QUESTION.tie,
  ...CONDITIONS,
  order: ['evidence', oneOf(...RANKING_ORDERS)],
  minOperations: [5, whole(1, 100)],
  category: [null, oneOf(...CATEGORIES)],
  minPayout: [null, within(0, 1)],
  assets: [null, symbols],
};

function parse(list, search) {
  const given = Object.fromEntries(new URLSearchParams(search));
  const read = ([name, [byDefault, reader]]) => [name, name in given ? (reader(given[name]) ?? byDefault) : byDefault];
  return Object.fromEntries(Object.entries(list).map(read));
}

/** What a preset holds: how is played, whatever the asset; nothing that is null. */
export const presetOf = ({ asset, ...others }) => Object.fromEntries(Object.entries(others).filter(([, value]) => value !== null));

/** The parameters of an asset by a preset, which may be of an older version of this page. */
export const byPreset = (asset, preset) => ({ ...parse(ANALYSIS, Object.entries(preset).map(([name, value]) => [name, String(value)])), asset });

const asQuery = (list, parameters, isWanted) =>
  new URLSearchParams(
    Object.keys(list)
      .filter((name) => isWanted(parameters[name] ?? null, list[name][0]))
      .map((name) => [name, (list[name][2] ?? String)(parameters[name])]),
  ).toString();

const changed = (list, parameters) => asQuery(list, parameters, (value, byDefault) => value !== byDefault);
/** Also what is at its default: it asks the same wherever it is opened, whatever the defaults are by then. */
const complete = (list, parameters) => asQuery(list, parameters, (value) => value !== null);

const same = (list, one, other) =>
  Object.entries(list).every(([name, [byDefault]]) => String(one[name] ?? byDefault) === String(other[name] ?? byDefault));

/** What the server is asked: the number of quadrants means nothing beside days. */
export const questionOf = (parameters) => (parameters.days ? { ...parameters, quadrants: null } : parameters);

/** Whether both ask the same; beside days the number of quadrants means nothing. */
const asksSame = (list) => (one, other) => same(list, one.days ? { ...one, quadrants: other.quadrants } : one, other);

/** Whether both ask for the same catalogue. */
export const sameQuestion = asksSame(ANALYSIS);

/** Whether both ask for the same ranking. */
export const sameRanking = asksSame(RANKING);

/** What the server tells of a question, its conditions among the other parameters. */
export const withConditions = ({ conditions, ...others }) => {
  const texts = { ...NO_CONDITIONS, ...conditions };
  return { ...others, ...texts, trend: texts.trend === null ? null : Number(texts.trend) };
};

/** Whether a link or a step names them, so that nothing else has a say. */
export const addressAsks = () => location.search !== '';

/** A zone alone asks nothing. */
const withoutIdleZone = (parameters) => (parameters.hours || parameters.weekdays ? parameters : { ...parameters, zone: null });

export const readParameters = () => withoutIdleZone(parse(ANALYSIS, queryAt('/') || recall('parameters') || ''));

/**
 * Puts them into the address and into the browser's memory; what changed becomes a step that "back" undoes.
 *
 * @param fromAddress they were read there: the same in other words is no step
 * @param beside see `putAddress`
 */
export function writeParameters(parameters, fromAddress = false, beside = undefined) {
  const search = changed(ANALYSIS, parameters);
  remember('parameters', search);
  // what was remembered, or the first choice: the bare address is no step to go back to
  const replace = fromAddress || location.pathname + location.search === '/';
  putAddress('/', search, { replace, beside });
}

export const permalink = (parameters) => `${location.origin}/?${complete(ANALYSIS, parameters)}`;

export function readRankingParameters() {
  const search = queryAt('/ranking') || recall('ranking') || '';
  const { strategy, order } = Object.fromEntries(new URLSearchParams(search));
  const parameters = withoutIdleZone(parse(RANKING, search));
  // links of before there were cells name one strategy, and the order by rate by leaving it out
  return strategy ? { ...parameters, strategies: [strategy], order: order ? parameters.order : 'winRate' } : parameters;
}

/** Of a ranking that is begun; only while it stands in the address, since it may also stand beside an analysis. */
export function writeRankingParameters(parameters) {
  const search = changed(RANKING, parameters);
  remember('ranking', search);
  if (location.pathname === '/ranking') {
    putAddress('/ranking', search, { replace: true });
  }
}

export const rankingLink = (parameters) => `${location.origin}/ranking?${complete(RANKING, parameters)}`;

const SLOTS_PATH = '/horarios';

/** What is asked of the times of the day. */
const SLOT_QUESTION = {
  asset: ['', anyText],
  timeframe: QUESTION.timeframe,
  slotDays: [30, whole(5, 90)],
  martingale: QUESTION.martingale,
  tie: QUESTION.tie,
};

const SLOTS = {
  ...SLOT_QUESTION,
  from: [0, whole(0, 23)],
  to: [24, whole(1, 24)],
  share: [0, whole(0, 100)],
};

/** Whether both ask the server the same; what is shown of the answer may differ. */
export const sameSlots = (one, other) => same(SLOT_QUESTION, one, other);

/** The first time they are of what was analysed last. */
export function readSlotParameters() {
  const parameters = parse(SLOTS, queryAt(SLOTS_PATH) || recall('slots') || '');
  const { asset, timeframe, martingale, tie } = readParameters();
  return parameters.asset ? parameters : { ...parameters, asset, timeframe, martingale, tie };
}

/** @param fromAddress they were read there, or only what is shown of the answer has changed: no step */
export function writeSlotParameters(parameters, fromAddress = false) {
  const search = changed(SLOTS, parameters);
  remember('slots', search);
  putAddress(SLOTS_PATH, search, { replace: fromAddress, beside: null });
}

export const slotsLink = (parameters) => `${location.origin}${SLOTS_PATH}?${complete(SLOTS, parameters)}`;

/** The times of the day of what is analysed. */
export const slotsAddress = ({ asset, timeframe, martingale, tie }) => `${SLOTS_PATH}?${changed(SLOTS, { ...parse(SLOTS, ''), asset, timeframe, martingale, tie })}`;

const ENTRY = { asset: ANALYSIS.asset, ...QUESTION, days: ANALYSIS.days, ...CONDITIONS };

/** What the catalogue of one entry is asked with, as it entered the ranking. */
export function cellQuestion(entry) {
  const parameters = withConditions(entry);
  return Object.fromEntries(Object.keys(ENTRY).map((name) => [name, parameters[name] ?? null]));
}

/** The analysis of one entry. */
export const analysisAddress = (entry) => `/?${complete(ENTRY, cellQuestion(entry))}`;
