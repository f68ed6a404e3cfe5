/** Numbers and times as the reader writes them. Market times are epoch seconds, shown in the user's zone. */
import { language, t } from './i18n.js';

const NBSP = '\u00a0';
const MINUS = '\u2212';
/** Spanish alone sets its sign apart. */
const percentSign = language === 'es' ? `${NBSP}%` : '%';

/** What every browser formats. */
const MOST_DECIMALS = 20;

const numberFormats = new Map();

export function number(value, minimum = 0, maximum = minimum) {
  const key = `${minimum}/${maximum}`;
  if (!numberFormats.has(key)) {
    numberFormats.set(
      key,
      new Intl.NumberFormat(language, { minimumFractionDigits: minimum, maximumFractionDigits: maximum }),
    );
  }
  return numberFormats.get(key).format(value).replace('-', MINUS);
}

/** 0.8889 → "88,9%"; null (no operations) → "—". At most `digits` decimals, and at least `minimum`. */
export function percent(fraction, digits = 1, minimum = 0) {
  return fraction === null || fraction === undefined ? '—' : number(fraction * 100, minimum, digits) + percentSign;
}

/** The same without the sign, for ranges. */
export const hundredths = (fraction) => number(fraction * 100, 0, 0);

/** With its sign, unless it shows as zero. */
export function signed(value, digits = 2) {
  const shown = number(Math.abs(value), digits);
  if (shown === number(0, digits)) {
    return shown;
  }
  return (value > 0 ? '+' : MINUS) + shown;
}

/** The class of an amount that `signed` shows: none for what shows as zero. */
export function tone(value, digits = 2) {
  if (number(Math.abs(value), digits) === number(0, digits)) {
    return '';
  }
  return value < 0 ? 'negative' : 'positive';
}

export function money(amount, currency) {
  try {
    if (!numberFormats.has(currency)) {
      numberFormats.set(currency, new Intl.NumberFormat(language, { style: 'currency', currency }));
    }
    return numberFormats.get(currency).format(amount);
  } catch (unknownCurrency) {
    return `${number(amount, 2)} ${currency}`;
  }
}

/** An amount in the account's currency, or without a symbol while the currency is unknown. */
export const plainMoney = (amount, currency) => (currency ? money(amount, currency) : number(amount, 2));

/** The same with its sign. */
export const signedMoney = (amount, currency) => {
  const text = plainMoney(Math.abs(amount), currency);
  return text === plainMoney(0, currency) ? text : (amount > 0 ? '+' : MINUS) + text;
};

/** Made with its first use: each costs a phone several milliseconds, and a login needs none. */
function dateFormat(options) {
  let made = null;
  return () => (made ??= new Intl.DateTimeFormat(language, options));
}

const clockFormat = dateFormat({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const secondsFormat = dateFormat({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const dayFormat = dateFormat({ day: '2-digit', month: '2-digit' });
const weekdayFormat = dateFormat({ weekday: 'short', timeZone: 'UTC' });

const date = (epochSeconds) => new Date(epochSeconds * 1000);

/** Minutes from the local time to UTC. */
const offset = (epochSeconds) => date(epochSeconds).getTimezoneOffset();

/** "GMT−3", "GMT+5:30". */
function offsetName(epochSeconds) {
  const minutes = offset(epochSeconds);
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return minutes === 0 ? 'GMT' : `GMT${minutes > 0 ? MINUS : '+'}${hours}${rest > 0 ? `:${two(rest)}` : ''}`;
}

const HOUR = 3600;

/** At the end of summer time an hour comes twice: then its offset tells which one is meant. */
function whichOne(epochSeconds) {
  const before = offset(epochSeconds - HOUR);
  const after = offset(epochSeconds + HOUR);
  const own = offset(epochSeconds);
  const twice = (own > before && own - before === HOUR / 60) || (after > own && after - own === HOUR / 60);
  return twice ? ` (${offsetName(epochSeconds)})` : '';
}

export const time = (epochSeconds) => clockFormat().format(date(epochSeconds)) + whichOne(epochSeconds);
/** "29/11". */
export const shortDay = (epochSeconds) => dayFormat().format(date(epochSeconds));
/** Monday is 1. */
export const weekdayName = (day) => weekdayFormat().format(new Date(Date.UTC(2024, 0, day)));
export const timeWithSeconds = (epochSeconds) => secondsFormat().format(date(epochSeconds));

export const isSameDay = (epochSeconds, other) => date(epochSeconds).toDateString() === date(other).toDateString();

/** The time, with its day when that is not the day of `reference`. */
export function dayAndTime(epochSeconds, reference) {
  return isSameDay(epochSeconds, reference) ? time(epochSeconds) : `${shortDay(epochSeconds)} ${time(epochSeconds)}`;
}

/** "07". */
export const two = (part) => String(part).padStart(2, '0');

/** "00:55", "1:02:07". */
export function countdown(seconds) {
  const whole = Math.max(0, Math.ceil(seconds));
  const hours = Math.floor(whole / 3600);
  const rest = `${two(Math.floor((whole % 3600) / 60))}:${two(whole % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

const SECONDS_UP_TO = 120;

/** "45 s", "12 min": how long ago, from seconds. */
export const age = (seconds) =>
  seconds < SECONDS_UP_TO ? `${seconds}${NBSP}s` : `${number(Math.floor(seconds / 60))}${NBSP}min`;

/** "America/Sao_Paulo": the reader's own. */
export const ownZone = () => clockFormat().resolvedOptions().timeZone;

/** Between facts of one text: no line begins with it. */
export const DOT = `${NBSP}· `;

/** Facts in one text, without those that are missing. */
export const dotted = (...facts) => facts.filter(Boolean).join(DOT).replaceAll(' · ', DOT);

/** "GMT−3, America/Sao_Paulo": the zone all times of the page are in. */
export function zoneName() {
  const zone = ownZone();
  const offset = offsetName(Date.now() / 1000);
  return zone === offset ? zone : `${offset}, ${zone}`;
}

/** "M1", "M5", "M15" of a candle's seconds. */
export const candleName = (timeframe) => `M${timeframe / 60}`;

export const galeName = (gale) => (gale === 0 ? t('controls.noGale') : t('controls.upToGale', { gale }));

/** More digits than a price has are the noise of its binary form. */
const PRICE_DIGITS = 12;

/** How many decimals a price carries: 0.00012 has 5, 8.6e-8 has 9. */
function decimals(price) {
  const [mantissa, exponent] = Number(price.toPrecision(PRICE_DIGITS)).toExponential().split('e');
  return Math.max(0, (mantissa.split('.')[1] ?? '').length - Number(exponent));
}

/** How many decimals the newest quotes of a series carry, so that prices are shown as the broker does. */
export function decimalsOf(prices) {
  return Math.min(MOST_DECIMALS, prices.slice(-50).reduce((most, price) => Math.max(most, decimals(price)), 0));
}
